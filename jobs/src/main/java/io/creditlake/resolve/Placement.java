package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The subjects of the night's records.
 *
 * @param records each record of the night with {@code subject_id}, and {@code rule}, {@code weight} (null for what
 *     codes and names tell) and {@code evidence} of its tie
 * @param merges subjects that turn out to be one, see {@link Merges#all}; empty when there are none
 */
record Placement(Dataset<Row> records, Optional<Dataset<Row>> merges) {
    /** What later steps need of a record beside the columns it was resolved by. */
    private static final List<String> PLACED = List.of(
            "record_id",
            "record_class",
            "subject_id",
            "subject_kind",
            "rule",
            "evidence",
            "subject_name",
            "occurred_on",
            "name_key",
            "name_region",
            "own_key",
            "org_key",
            "codes");

    /**
     * Ties every record by its codes, else by its name.
     *
     * <p>What is used more than once is cut off here from the plan that made it: plans grow with each use.
     *
     * @param keyed the records, with the columns of {@link RecordKeys}; they stand in the view {@code keyed} too
     * @param known what the lake knows of their subjects
     * @param judged what reviewers decided
     * @param also columns of the records to keep
     */
    static Placement deterministic(
            Workspace workspace, Dataset<Row> keyed, KnownSubjects known, Judged judged, List<String> also) {
        SparkSession spark = keyed.sparkSession();
        view("keyed", keyed);
        view("known_codes", known.codes());
        view("known_names", known.names());
        view("known", known.subjects());
        view("apart_codes", judged.apartCodes());
        FreshIds freshIds = new FreshIds(workspace, known.all(), keyed);
        CodeResolution byCode = new CodeResolution(spark, freshIds);
        Dataset<Row> anchored = view("anchored", byCode.anchored());
        Dataset<Row> coded =
                view("coded", anchored.join(byCode.choices(), "anchor").transform(Kept::of));
        Dataset<Row> codeMoves = view("code_moves", Merges.byCode(spark));
        ApartSubjects.view(judged, known, coded, codeMoves);
        NameResolution byName = new NameResolution(spark, freshIds);
        view("bearers", byName.bearers());
        Dataset<Row> recognised = view("recognised", byName.recognised().transform(Kept::of));
        Optional<Dataset<Row>> merges = recognised.isEmpty() && codeMoves.isEmpty()
                ? Optional.empty()
                : Optional.of(Merges.all(spark).transform(Kept::of));
        Column[] columns = Stream.concat(PLACED.stream(), also.stream())
                .distinct()
                .map(c -> col(c))
                .toArray(Column[]::new);
        Dataset<Row> all = coded.select(columns)
                .unionByName(byName.named().select(columns))
                .withColumn("weight", lit(null).cast("double"));
        Dataset<Row> records = merges.map(m -> Merges.applied(all, m)).orElse(all);
        return new Placement(records.transform(Kept::of), merges);
    }

    /** The subjects that the lake had before and gives up. */
    Optional<Dataset<Row>> given() {
        return merges.map(m -> m.filter("existed")).filter(m -> !m.isEmpty());
    }

    private static Dataset<Row> view(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
        return rows;
    }
}
