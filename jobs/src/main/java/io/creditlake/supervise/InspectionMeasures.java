package io.creditlake.supervise;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Differences;
import io.creditlake.lake.Kept;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** What has to be written to {@code supervision.measure} for it to say what the grades and the configuration say. */
final class InspectionMeasures {
    /** Marks a row whose subject is inspected under the policy no longer. */
    static final String GONE = "gone";

    /** Marks a row that takes the place of another of its subject and policy. */
    private static final String STANDS = "stands";

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
        Column[] compared = Stream.concat(SAID.stream(), Stream.of("holds_until"))
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> said = SubjectRows.of(workspace, anew)
                .near(TABLE)
                .select(col("subject_id"), col("policy"), struct(compared).as("said"));
        return wanted.join(said, SUBJECT, "left_outer")
                .where(not(struct(compared).eqNullSafe(col("said"))))
                .withColumn(STANDS, col("said").isNotNull())
                .drop("said")
                .withColumn("as_of", lit(workspace.runDate()))
                .withColumn(GONE, lit(false));
    }

    private Dataset<Row> gone(Dataset<Row> graded) {
        Optional<SubjectRows> moved = moved();
        Function<Dataset<Row>, Dataset<Row>> ofMoved =
                table -> moved.map(subjects -> subjects.of(table)).orElse(table);
        Dataset<Row> inspected = ofMoved.apply(graded)
                .join(broadcast(configured().select("policy", "grade")), new String[] {"policy", "grade"});
        return ofMoved.apply(workspace.read(TABLE))
                .select("subject_id", "policy")
                .join(inspected, SUBJECT, "left_anti")
                .withColumn(GONE, lit(true));
    }

    /** The subjects of grades that are others than those that all measures rested on; empty when that may be anybody. */
    private Optional<SubjectRows> moved() {
        return workspace
                .base()
                .filter(base -> workspace.isNoted(TABLE, NOTE, measures.toString()))
                .flatMap(base -> new Differences(workspace, List.of(base)).subjects(base.name(), "grade.grade"))
                .map(subjects -> SubjectRows.of(workspace, subjects))
                .filter(SubjectRows::areFew);
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
        Column stands = col(STANDS);
        // The last write notes.
        workspace.change(TABLE, changes.where(not(gone).and(stands)), changes.where(gone), List.of(SUBJECT));
        workspace.noting(
                NOTE,
                measures.toString(),
                () -> workspace.append(TABLE, changes.where(not(gone).and(not(stands)))));
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
