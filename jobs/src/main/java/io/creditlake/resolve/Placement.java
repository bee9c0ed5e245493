package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

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
    /** What later steps need of a record beside the columns that models compare. */
    private static final List<String> SAID = List.of(
            "record_id",
            "record_class",
            "subject_id",
            "subject_kind",
            "rule",
            "weight",
            "evidence",
            "subject_name",
            "occurred_on",
            "name_key",
            "name_region",
            "own_key",
            "org_key",
            "codes");

    /** What ties a record, which is but a small part of what it says. */
    private static final String[] TYING = {"top_key", "org_key", "reg_key", "name_key", "name_region"};

    /**
     * Ties every record by its codes, else by its name.
     *
     * <p>What is used more than once is cut off here from the plan that made it: plans grow with each use. What ties
     * records is joined and grouped alone; all else that they say meets their subjects once.
     *
     * @param keyed the records, with the columns of {@link RecordKeys}
     * @param known what the lake knows of their subjects
     * @param judged what reviewers decided
     * @param also columns of the records to keep
     */
    static Placement deterministic(
            Workspace workspace, Dataset<Row> keyed, KnownSubjects known, Judged judged, List<String> also) {
        SparkSession spark = keyed.sparkSession();
        view("keyed", keyed.select("record_id", TYING).transform(Kept::of));
        view("known_codes", known.codes());
        view("known_names", known.names());
        view("known", known.subjects());
        view("apart_codes", judged.apartCodes());
        FreshIds freshIds = new FreshIds(workspace, known.all(), keyed);
        CodeResolution byCode = new CodeResolution(spark, freshIds);
        view("anchored", byCode.anchored().transform(Kept::of));
        Dataset<Row> coded = view("coded", byCode.coded().transform(Kept::of));
        Dataset<Row> codeMoves = view("code_moves", Merges.byCode(spark));
        ApartSubjects.view(judged, known, keyed, coded, codeMoves);
        NameResolution byName = new NameResolution(spark, freshIds);
        view("bearers", byName.bearers().transform(Kept::of));
        Dataset<Row> recognised = view("recognised", byName.recognised().transform(Kept::of));
        Optional<Dataset<Row>> merges = recognised.isEmpty() && codeMoves.isEmpty()
                ? Optional.empty()
                : Optional.of(Merges.all(spark).transform(Kept::of));
        Dataset<Row> all = coded.select(
                        col("record_id"),
                        col("subject_id"),
                        lit(null).cast("string").as("name_rule"))
                .unionByName(byName.named());
        Dataset<Row> tied = merges.map(m -> Merges.applied(all, m)).orElse(all).transform(Kept::of);
        return new Placement(withTies(keyed, tied, also).transform(Kept::of), merges);
    }

    /** What the records say, with their ties. */
    private static Dataset<Row> withTies(Dataset<Row> keyed, Dataset<Row> tied, List<String> also) {
        Column isByName = col("name_rule").isNotNull();
        Column evidence = when(isByName.and(col("name_key").isNotNull()), col("subject_name"))
                .when(not(isByName), col("evidence"));
        Column[] said = Stream.concat(SAID.stream(), also.stream())
                .distinct()
                .map(c -> col(c))
                .toArray(Column[]::new);
        return keyed.withColumn("weight", lit(null).cast("double"))
                .join(Kept.met(tied), "record_id")
                .withColumn("evidence", evidence)
                .withColumn("rule", coalesce(col("name_rule"), col("rule")))
                .select(said);
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
