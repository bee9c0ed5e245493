package io.creditlake.supervise;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Kept;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What has to be written to {@code supervision.measure} for it to say what the grades and the configuration say. */
final class InspectionMeasures {
    /** Marks a row whose subject is inspected under the policy no longer. */
    static final String GONE = "gone";

    private static final String TABLE = "supervision.measure";
    /** What snapshots of the table note: of which configuration all rows are. */
    private static final String NOTE = "measures-say";

    private static final String[] SUBJECT = {"subject_id", "policy"};
    private static final List<String> SAID = List.of(
            "policy",
            "grade",
            "ratio_min",
            "ratio_max",
            "inspections_per_year",
            "frequency",
            "basis",
            "incentives",
            "restraints");

    private final Workspace workspace;
    private final List<InspectionMeasure> measures;

    InspectionMeasures(Workspace workspace, List<InspectionMeasure> measures) {
        this.workspace = workspace;
        this.measures = measures;
    }

    /** Whether anything can differ; reads metadata and one small aggregate. */
    boolean mayDiffer() {
        return workspace.changed("grade.grade") || !restated().isEmpty();
    }

    /** Rows to write and, marked {@link #GONE}, the keys of rows to remove. */
    Dataset<Row> changes() {
        Dataset<Row> graded = workspace
                .read("grade.grade")
                .select(
                        col("subject_id"),
                        col("policy"),
                        col("grade"),
                        col("as_of"),
                        col("next_review_on").as("holds_until"));
        return stated(graded).unionByName(gone(graded), true);
    }

    private Dataset<Row> stated(Dataset<Row> graded) {
        Column touched = col("as_of").equalTo(lit(workspace.runDate()));
        Set<String> restated = restated();
        Dataset<Row> anew = graded.where(
                        restated.isEmpty() ? touched : touched.or(col("policy").isin(restated.toArray())))
                .drop("as_of")
                .transform(Kept::of);
        Dataset<Row> wanted = anew.join(broadcast(configured()), new String[] {"policy", "grade"});
        Dataset<Row> said = SubjectRows.of(workspace, anew).near(TABLE);
        Column same = SAID.stream()
                .map(c -> wanted.col(c).eqNullSafe(said.col(c)))
                .reduce(
                        wanted.col("subject_id")
                                .equalTo(said.col("subject_id"))
                                .and(wanted.col("holds_until").eqNullSafe(said.col("holds_until"))),
                        Column::and);
        return wanted.join(said, same, "left_anti")
                .withColumn("as_of", lit(workspace.runDate()))
                .withColumn(GONE, lit(false));
    }

    private Dataset<Row> gone(Dataset<Row> graded) {
        Dataset<Row> inspected =
                graded.join(broadcast(configured().select("policy", "grade")), new String[] {"policy", "grade"});
        return workspace
                .read(TABLE)
                .select("subject_id", "policy")
                .join(inspected, SUBJECT, "left_anti")
                .withColumn(GONE, lit(true));
    }

    /** Policies whose measures are not what the configuration says now. */
    private Set<String> restated() {
        if (workspace.isNoted(TABLE, NOTE, measures.toString())) {
            return Set.of();
        }
        Set<String> restated = new HashSet<>();
        measures.forEach(m -> restated.add(m.policy()));
        if (!workspace.hasRows(TABLE)) {
            return workspace.hasRows("grade.grade") ? restated : Set.of();
        }
        Dataset<Row> said = workspace
                .read(TABLE)
                .select(SAID.stream().map(c -> col(c)).toArray(Column[]::new))
                .distinct()
                .transform(Kept::of);
        said.select("policy").distinct().collectAsList().forEach(row -> restated.remove(row.getString(0)));
        said.except(configured())
                .select("policy")
                .distinct()
                .collectAsList()
                .forEach(row -> restated.add(row.getString(0)));
        return restated;
    }

    /**
     * Writes what {@link #changes} gives, after which all rows say what the configuration says.
     *
     * @param changes computed already
     */
    void write(Dataset<Row> changes) {
        Column gone = col(GONE);
        workspace.noting(
                NOTE,
                measures.toString(),
                () -> workspace.merge(TABLE, changes.where(not(gone)), changes.where(gone), List.of(SUBJECT)));
    }

    private Dataset<Row> configured() {
        StructType table = LakeTables.structOf(workspace.contract(TABLE));
        StructType said = new StructType(SAID.stream()
                .map(c -> table.fields()[table.fieldIndex(c)])
                .toArray(org.apache.spark.sql.types.StructField[]::new));
        return workspace.spark().createDataFrame(rows(), said);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (InspectionMeasure m : measures) {
            rows.add(RowFactory.create(
                    m.policy(),
                    m.grade(),
                    m.ratioMin().setScale(4),
                    m.ratioMax().setScale(4),
                    m.perYear().map(n -> n.setScale(2)).orElse(null),
                    m.frequency(),
                    m.basis(),
                    rows(m.incentives()),
                    rows(m.restraints())));
        }
        return rows;
    }

    private static List<Row> rows(List<Consequence> consequences) {
        return consequences.stream().map(Consequence::row).toList();
    }
}
