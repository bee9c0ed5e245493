package io.creditlake.publish.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a publication says: all rows of a release, or those that differ between two.
 *
 * <p>Columns: {@link #PART}, the columns of the key, and the publication's columns under {@link #OUT}; of changes also
 * {@link #OPERATION} and {@link #REASON}.
 */
final class PublicationRows {
    /** To whose files a row belongs; empty when all share them. */
    static final String PART = "_part";
    /** The publication's columns, as texts. */
    static final String OUT = "_out";
    /** I for a row that is new, U for one that says something else now, D for one that is not to be shown any more. */
    static final String OPERATION = "_operation";
    /** Why: new, changed, or why it ended. */
    static final String REASON = "_reason";
    /** Where the subject has no region. */
    static final String UNPLACED = "unplaced";

    private static final String HASH = "_hash";
    private static final String AGE = "_age";

    private final Publication publication;

    PublicationRows(Publication publication) {
        this.publication = publication;
    }

    /** The columns of the key among the rows. */
    List<String> key() {
        return publication.table().key().stream().map(GuardedTable::key).toList();
    }

    /** All rows that may be seen. */
    Dataset<Row> all(Dataset<Row> guarded) {
        return selected(guarded).where(col(GuardedTable.SEEN)).drop(GuardedTable.SEEN, GuardedTable.WHY, HASH);
    }

    /**
     * The rows that differ from what a reader has, or may have. A row that goes from one part to another is removed from
     * the first.
     *
     * @param before the guarded table as the release has it that its reader knows, on its day
     * @param perhaps the same of later releases, of which it is not known whether their files arrived, the oldest first
     * @param now the guarded table of the night
     */
    Dataset<Row> changes(Dataset<Row> before, List<Dataset<Row>> perhaps, Dataset<Row> now) {
        Dataset<Row> old = perhaps.isEmpty()
                ? told(before, 0)
                        .withColumn("_known", lit(true))
                        .withColumnRenamed(HASH, "_old_hash")
                        .withColumnRenamed(OUT, "_old")
                : had(before, perhaps);
        Dataset<Row> current = selected(now);
        Column is = coalesce(col(GuardedTable.SEEN), lit(false));
        Column had = col("_known").isNotNull();
        Column known = coalesce(col("_known"), lit(false));
        Column operation = when(is.and(not(known)), "I")
                .when(not(is).and(had), "D")
                .when(is.and(not(col(HASH).eqNullSafe(col("_old_hash")))), "U");
        Column reason = when(col(OPERATION).equalTo("I"), "new")
                .when(col(OPERATION).equalTo("U"), "changed")
                .otherwise(coalesce(col(GuardedTable.WHY), lit("gone")));
        return current.join(old, sameRow(), "full_outer")
                .withColumn(OPERATION, operation)
                .where(col(OPERATION).isNotNull())
                .withColumn(REASON, reason)
                .withColumn(OUT, when(col(OPERATION).equalTo("D"), col("_old")).otherwise(col(OUT)))
                .drop(GuardedTable.SEEN, GuardedTable.WHY, HASH, AGE, "_old", "_old_hash", "_known");
    }

    /**
     * The rows of several releases: {@code _old}, what the latest of them says, {@code _old_hash}, null unless all say the
     * same, and {@code _known}, whether the first has the row.
     */
    private Dataset<Row> had(Dataset<Row> before, List<Dataset<Row>> perhaps) {
        Dataset<Row> all = told(before, 0);
        for (int i = 0; i < perhaps.size(); i++) {
            all = all.union(told(perhaps.get(i), i + 1));
        }
        Column alike = count(lit(1)).equalTo(perhaps.size() + 1).and(min(HASH).equalTo(max(HASH)));
        return all.groupBy(Stream.of(sameRow()).map(functions::col).toArray(Column[]::new))
                .agg(
                        max_by(col(OUT), col(AGE)).as("_old"),
                        when(alike, min(HASH)).as("_old_hash"),
                        min(AGE).equalTo(0).as("_known"));
    }

    /** The rows that a release shows, with its place among several. */
    private Dataset<Row> told(Dataset<Row> guarded, int age) {
        return selected(guarded)
                .where(col(GuardedTable.SEEN))
                .drop(GuardedTable.SEEN, GuardedTable.WHY)
                .withColumn(AGE, lit(age));
    }

    private String[] sameRow() {
        return Stream.concat(key().stream(), Stream.of(PART)).toArray(String[]::new);
    }

    private Dataset<Row> selected(Dataset<Row> guarded) {
        Column meets = publication
                .where()
                .map(where -> coalesce(expr(where.sql()), lit(false)))
                .orElseGet(() -> lit(true));
        List<Column> columns = new ArrayList<>();
        columns.add(part().as(PART));
        key().forEach(column -> columns.add(col(column)));
        columns.add(col(GuardedTable.SEEN).and(meets).as(GuardedTable.SEEN));
        columns.add(col(GuardedTable.WHY));
        columns.add(struct(publication.columns().stream()
                        .map(output -> expr(output.sql().sql()).as(output.name()))
                        .toArray(Column[]::new))
                .as(OUT));
        return guarded.select(columns.toArray(Column[]::new)).withColumn(HASH, xxhash64(col(OUT)));
    }

    private Column part() {
        if (publication.split().isEmpty()) {
            return lit("");
        }
        return switch (publication.split().get()) {
            case CITY -> coalesce(concat(substring(col("subject.region"), 1, 4), lit("00")), lit(UNPLACED));
            case DEPARTMENT -> coalesce(col("department"), lit(UNPLACED));
        };
    }
}
