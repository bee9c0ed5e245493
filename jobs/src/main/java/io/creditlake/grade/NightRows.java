package io.creditlake.grade;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Rulings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What the grades of a night are computed from.
 *
 * @param subjects the subjects, as {@link TouchedSubjects#subjects} gives them
 * @param standing rows of {@code grade.grade} about them, with what removes them
 * @param contributions subject_id, policy and indicator of rows of {@code grade.contribution} about them, with what
 *     removes them
 * @param facts what their records say, a frame a class
 */
record NightRows(Dataset<Row> subjects, Dataset<Row> standing, Dataset<Row> contributions, List<Dataset<Row>> facts) {

    /**
     * Those of some subjects. When these are few, each part is computed by itself, so that one is planned while others
     * are read; when they are many, all but the subjects is left to the one plan that grades them.
     *
     * @param found what {@link TouchedSubjects#find} gave
     * @param rows rows of tables about them
     */
    static NightRows of(
            Workspace workspace,
            TouchedSubjects touched,
            TouchedSubjects.Found found,
            SubjectRows rows,
            Grading grading) {
        Rulings rulings = workspace.hasRows(Rulings.TABLE)
                ? Rulings.of(rows::near, found.ids(), workspace.runDate())
                : Rulings.ofNothing();
        UnaryOperator<Dataset<Row>> kept = rows.areFew() ? Kept::of : UnaryOperator.identity();
        List<Callable<Dataset<Row>>> parts = new ArrayList<>(List.of(
                () -> touched.subjects(found, rows),
                () -> kept.apply(rows.of(workspace.readPlaced("grade.grade"))),
                () -> kept.apply(contributions(workspace, rows))));
        grading.classes()
                .forEach(recordClass ->
                        parts.add(() -> kept.apply(grading.facts(recordClass, rows::near, found.ids(), rulings))));
        List<Dataset<Row>> frames = SideBySide.run(workspace.spark(), parts);
        return new NightRows(frames.get(0), frames.get(1), frames.get(2), frames.subList(3, frames.size()));
    }

    private static Dataset<Row> contributions(Workspace workspace, SubjectRows rows) {
        Column[] columns = Stream.concat(
                        Stream.of("subject_id", "policy", "indicator").map(functions::col),
                        Arrays.stream(Workspace.places()))
                .toArray(Column[]::new);
        return rows.of(workspace.readPlaced("grade.contribution").select(columns));
    }
}
