package io.creditlake.lake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a table that have one of few keys. Whatever their number, rows of a night's subjects lie all over a table,
 * so that all of it is read; but of rows that are not wanted only the key is looked at, before the engine makes rows of
 * them, by code that is there already: a semi-join makes new code for each table, which takes longer to compile than a
 * night's rows to read. To the engine it is a small table, and what is made of it is planned as such.
 *
 * @param table the table, read by Iceberg
 * @param keys the keys
 */
record KeyedTable(SupportsRead table, FewKeys keys) implements Table, SupportsRead {

    /**
     * The rows of a frame that have one of the keys.
     *
     * @param frame rows of one table with its key, of which some may be left out and columns be taken, and no more done
     * @return empty when the frame is made otherwise
     */
    static Optional<Dataset<Row>> of(Dataset<Row> frame, FewKeys keys) {
        org.apache.spark.sql.classic.Dataset<Row> rows = (org.apache.spark.sql.classic.Dataset<Row>) frame;
        LogicalPlan plan = rows.queryExecution().analyzed();
        return keyed(plan, keys, plan)
                .map(found -> keys.share() == 0 ? EmptyTables.nothing(found) : found)
                .map(found -> org.apache.spark.sql.classic.Dataset.ofRows(rows.sparkSession(), found));
    }

    private static Optional<LogicalPlan> keyed(LogicalPlan plan, FewKeys keys, LogicalPlan whole) {
        if (plan instanceof LocalRelation rows && rows.data().isEmpty()) {
            return Optional.of(plan);
        }
        if (plan instanceof DataSourceV2Relation read) {
            return keeps(whole, read, keys.column()) ? Optional.of(keyed(read, keys)) : Optional.empty();
        }
        if (plan instanceof Project || plan instanceof Filter || plan instanceof SubqueryAlias) {
            return keyed(plan.children().head(), keys, whole)
                    .map(child -> plan.withNewChildren(
                            CollectionConverters.asScala(List.of(child)).toIndexedSeq()));
        }
        return Optional.empty();
    }

    /** Whether a column of a plan is the one that a table has under its name, and not another that was given it. */
    private static boolean keeps(LogicalPlan plan, DataSourceV2Relation read, String column) {
        return CollectionConverters.asJava(read.output()).stream()
                .anyMatch(own -> own.name().equals(column) && plan.outputSet().contains(own));
    }

    private static LogicalPlan keyed(DataSourceV2Relation read, FewKeys keys) {
        if (EmptyTables.isEmpty(read)) {
            return EmptyTables.nothing(read);
        }
        // Without the name of the table: by it the engine would load the table anew, and read all of it.
        return read.copy(
                new KeyedTable((SupportsRead) read.table(), keys),
                read.output(),
                Option.empty(),
                Option.empty(),
                read.options(),
                Option.empty());
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Column[] columns() {
        return table.columns();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        ScanBuilder all = table.newScanBuilder(options);
        if (!keys.named().isEmpty()) {
            ((SupportsPushDownV2Filters) all).pushPredicates(new Predicate[] {isNamed()});
        }
        return new Builder(this, all);
    }

    /** How many rows there may be: of all that the metadata of the table counts, the share of the keys. */
    OptionalLong expectedRows() {
        Scan scan = newScanBuilder(CaseInsensitiveStringMap.empty()).build();
        return ((SupportsReportStatistics) scan).estimateStatistics().numRows();
    }

    private Predicate isNamed() {
        Stream<Expression> numbers = keys.named().stream().map(Expressions::literal);
        return new Predicate(
                "IN",
                Stream.concat(Stream.of(Expressions.column(keys.column())), numbers)
                        .toArray(Expression[]::new));
    }

    private record Builder(KeyedTable of, ScanBuilder all) implements SupportsPushDownRequiredColumns {
        @Override
        public void pruneColumns(StructType wanted) {
            String key = of.keys.column();
            boolean named = wanted.getFieldIndex(key).isDefined();
            StructType whole = CatalogV2Util.v2ColumnsToStructType(of.columns());
            ((SupportsPushDownRequiredColumns) all).pruneColumns(named ? wanted : wanted.add(whole.apply(key)));
        }

        @Override
        public Scan build() {
            return new Keyed(of, all.build());
        }
    }

    private record Keyed(KeyedTable of, Scan all) implements Scan, Batch, SupportsReportStatistics {
        @Override
        public StructType readSchema() {
            return all.readSchema();
        }

        @Override
        public String description() {
            return all.description() + " of few by " + of.keys.column();
        }

        @Override
        public Statistics estimateStatistics() {
            Statistics whole = ((SupportsReportStatistics) all).estimateStatistics();
            return new Statistics() {
                @Override
                public OptionalLong sizeInBytes() {
                    return shared(whole.sizeInBytes());
                }

                @Override
                public OptionalLong numRows() {
                    return shared(whole.numRows());
                }
            };
        }

        private OptionalLong shared(OptionalLong whole) {
            return whole.isPresent() ? OptionalLong.of((long) Math.ceil(whole.getAsLong() * of.keys.share())) : whole;
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return all.toBatch().planInputPartitions();
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new KeyedReaders(
                    all.toBatch().createReaderFactory(),
                    of.keys.numbers(),
                    readSchema().fieldIndex(of.keys.column()));
        }
    }
}
