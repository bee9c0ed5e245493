package io.creditlake.standardise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Tables;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContract;
import io.creditlake.standardise.TrialReport.Example;
import io.creditlake.standardise.TrialReport.FileOutcome;
import io.creditlake.standardise.TrialReport.Finding;
import io.creditlake.standards.WorkingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Reads files under a contract as a night would, and says what would become of them. Nothing of a lake is read or
 * written: a row is a duplicate when another row of the same files tells its fact.
 */
public final class Trial {
    private static final long PART_BYTES = 32L << 20;
    /** Tokens of a trial are never kept, so their key need not be secret. */
    private static final PersonKeys KEY = PersonKeys.of("a trial keeps no token".getBytes(StandardCharsets.UTF_8));

    private final SourceContract contract;
    private final TableContract table;
    private final LocalDate runDate;
    private final WorkingCalendar calendar;
    private final int mostExamples;

    /**
     * A trial of a contract.
     *
     * @param table the record class of the contract
     * @param runDate the night that would take the files
     * @param calendar the working days
     * @param mostExamples rows shown of each rule that is broken
     */
    public Trial(
            SourceContract contract,
            TableContract table,
            LocalDate runDate,
            WorkingCalendar calendar,
            int mostExamples) {
        this.contract = contract;
        this.table = table;
        this.runDate = runDate;
        this.calendar = calendar;
        this.mostExamples = mostExamples;
    }

    /**
     * What would become of files.
     *
     * @param paths the files, in the order in which a night would read them
     */
    public TrialReport of(SparkSession spark, List<String> paths) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        DumpScanner scanner = new DumpScanner(DumpShape.of(contract), PART_BYTES);
        List<FileOutcome> outcomes = new ArrayList<>();
        List<DumpFile> files = new ArrayList<>();
        List<Integer> fileOfTable = new ArrayList<>();
        for (String path : paths) {
            Path file = new Path(path);
            try {
                Tables tables = scanner.scan(file.getName(), new HadoopBytes(file, hadoop));
                List<String> unknown = unknown(tables);
                if (contract.delivery().refusesNewColumns() && !unknown.isEmpty()) {
                    throw new DumpException("有未约定的列，按约定不接收新列：" + String.join("、", unknown));
                }
                for (Layout table : tables.layouts()) {
                    files.add(new DumpFile(
                            files.size(),
                            path,
                            "trial " + outcomes.size(),
                            file.getName(),
                            (int) runDate.toEpochDay(),
                            table));
                    fileOfTable.add(outcomes.size());
                }
                outcomes.add(described(file.getName(), tables));
            } catch (DumpException e) {
                outcomes.add(FileOutcome.refused(file.getName(), e.getMessage()));
            }
        }
        if (files.isEmpty()) {
            return new TrialReport(contract.source(), outcomes, List.of(), List.of());
        }
        Sessions.suit(spark, 0, files.stream().mapToLong(f -> f.layout().rows()).sum());
        SourceRows rows =
                new SourceRows(spark, contract, new EvaluatedRows(contract, table, runDate, KEY), files, calendar);
        try (ClassRows told = new ClassRows(List.of(rows))) {
            countRows(told.rows(), outcomes, fileOfTable);
            told.verdicts().forEach((first, verdict) -> {
                int file = fileOfTable.get(first);
                outcomes.set(file, outcomes.get(file).judged(verdict.refused(), verdict.message()));
            });
            judgeSize(outcomes);
            return new TrialReport(contract.source(), outcomes, reasons(told.rows()), flags(told.rows()));
        }
    }

    /** Holds the number of all rows against the contract; how it changes from day to day only a lake can tell. */
    private void judgeSize(List<FileOutcome> outcomes) {
        long rows = outcomes.stream().mapToLong(FileOutcome::read).sum();
        for (DeliveryTerms.Rule rule : contract.delivery().rules()) {
            if (rule.measure() == DeliveryTerms.Measure.ROWS && !rule.allowed().holds(BigDecimal.valueOf(rows))) {
                String what = rule.message().isEmpty() ? rule.name() : rule.message();
                String message = what + "：共 " + rows + " 行，应" + rule.allowed().inWords(" 行");
                outcomes.replaceAll(file -> file.judged(rule.refuses(), message));
            }
        }
    }

    private static List<String> unknown(Tables tables) {
        return tables.layouts().stream()
                .flatMap(t -> t.unknown().stream())
                .distinct()
                .toList();
    }

    private FileOutcome described(String name, Tables tables) {
        Layout first = tables.layouts().get(0);
        List<String> lacking = IntStream.range(0, contract.fields().size())
                .filter(i -> tables.layouts().stream().allMatch(t -> t.fields().get(i) < 0))
                .mapToObj(i -> contract.fields().get(i))
                .map(f -> f.headers().get(0) + "（" + f.label() + "）")
                .toList();
        return new FileOutcome(
                name,
                "",
                first.kind().name().toLowerCase(Locale.ROOT),
                first.charset(),
                first.kind() == Kind.CSV ? String.valueOf(first.separator()) : "",
                first.parts().isEmpty() ? 0 : first.parts().get(0).skip(),
                tables.note(),
                unknown(tables),
                lacking,
                0,
                0,
                0,
                0,
                0);
    }

    /**
     * Counts rows by file. Of the good rows that tell one fact the first in the order received becomes the record, and
     * the others are its duplicates, as in a night whose lake has none of them.
     */
    private static void countRows(Dataset<Row> evaluated, List<FileOutcome> outcomes, List<Integer> fileOfTable) {
        Column good = size(col("reasons")).equalTo(0);
        Map<Integer, Long> accepted = new HashMap<>();
        evaluated
                .filter(good)
                .groupBy("record_id")
                .agg(min(col("file_index")).as("file_index"))
                .groupBy("file_index")
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> accepted.put(row.getInt(0), row.getLong(1)));
        for (Row row : evaluated
                .groupBy("file_index")
                .agg(
                        count(lit(1)),
                        sum(when(good, 1L).otherwise(0L)),
                        sum(when(good.and(col("late")), 1L).otherwise(0L)))
                .collectAsList()) {
            int table = row.getInt(0);
            int file = fileOfTable.get(table);
            outcomes.set(
                    file,
                    outcomes.get(file)
                            .plus(row.getLong(1), row.getLong(2), accepted.getOrDefault(table, 0L), row.getLong(3)));
        }
    }

    private List<Finding> reasons(Dataset<Row> evaluated) {
        Dataset<Row> broken = evaluated
                .select(
                        col("file_index"),
                        col("file"),
                        col("row_number"),
                        col("row_place"),
                        explode(col("reasons")).as("reason"))
                .select(
                        col("file_index"),
                        col("file"),
                        col("row_number"),
                        coalesce(col("reason.field"), lit("")).as("field"),
                        col("reason.rule").as("rule"),
                        coalesce(col("reason.value"), lit("")).as("value"),
                        concat_ws("：", col("row_place"), col("reason.message")).as("message"));
        return findings(broken);
    }

    /** A flag is written {@code field:rule}; what it says to the department stands in the contract alone. */
    private List<Finding> flags(Dataset<Row> evaluated) {
        Column flag = col("flag");
        Dataset<Row> broken = evaluated
                .filter(size(col("reasons")).equalTo(0))
                .select(
                        col("file_index"),
                        col("file"),
                        col("row_number"),
                        explode(col("flags")).as("flag"))
                .select(
                        col("file_index"),
                        col("file"),
                        col("row_number"),
                        substring_index(flag, ":", 1).as("field"),
                        substring_index(flag, ":", -1).as("rule"),
                        lit("").as("value"),
                        lit("").as("message"));
        return findings(broken);
    }

    /** The rules that are broken with their first rows: no more rows than are shown come to the driver. */
    private List<Finding> findings(Dataset<Row> broken) {
        WindowSpec ofRule = Window.partitionBy("field", "rule");
        List<Row> rows = broken.withColumn("broken", count(lit(1)).over(ofRule))
                .withColumn("place", row_number().over(ofRule.orderBy("file_index", "row_number")))
                .filter(col("place").leq(Math.max(1, mostExamples)))
                .orderBy(col("broken").desc(), col("field"), col("rule"), col("place"))
                .select("field", "rule", "broken", "file", "row_number", "value", "message")
                .collectAsList();
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Row row : rows) {
            Finding finding = findings.computeIfAbsent(
                    row.getString(0) + ":" + row.getString(1),
                    key -> new Finding(
                            row.getString(0), row.getString(1), row.getString(6), row.getLong(2), new ArrayList<>()));
            if (finding.examples().size() < mostExamples) {
                finding.examples()
                        .add(new Example(row.getString(3), row.getLong(4), row.getString(5), row.getString(6)));
            }
        }
        return List.copyOf(findings.values());
    }
}
