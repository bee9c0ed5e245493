package io.creditlake.lake;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tables say about some subjects of a night. When these are few, a table is read as one that holds no others, see
 * {@link KeyedTable}.
 */
public final class SubjectRows {
    private static final String ID = "subject_id";
    /** Of so many of all subjects it pays to make code for a table, and to look at all its rows. */
    static final double MANY = 0.125;

    private final Workspace workspace;
    private final Dataset<Row> subjects;
    private final Optional<FewKeys> few;

    private SubjectRows(Workspace workspace, Dataset<Row> subjects, Optional<FewKeys> few) {
        this.workspace = workspace;
        this.subjects = subjects;
        this.few = few;
    }

    /**
     * Rows about some subjects.
     *
     * @param subjects rows with subject_id, computed already, see {@link Kept#of}
     */
    public static SubjectRows of(Workspace workspace, Dataset<Row> subjects) {
        return new SubjectRows(
                workspace, subjects, FewKeys.of(subjects, ID, workspace.rowsAtMost("subject.subject"), MANY));
    }

    /** Whether they are so few that it is worth while to ask for their rows alone. */
    public boolean areFew() {
        return few.isPresent();
    }

    /**
     * Those rows of a table that are about them, to be computed before the table is written: which rows come then is left
     * open.
     *
     * @param table a table, or a frame with its subject_id that leaves out some of its rows and columns
     */
    public Dataset<Row> of(Dataset<Row> table) {
        return few.flatMap(keys -> KeyedTable.of(table, keys))
                .orElseGet(() -> table.join(Kept.sent(subjects.select(ID)), new String[] {ID}, "left_semi"));
    }

    /** The same, and when they are many, all rows, for whoever brings rows to their subjects himself. */
    public Dataset<Row> near(Dataset<Row> table) {
        return few.flatMap(keys -> KeyedTable.of(table, keys)).orElse(table);
    }

    /** The same of a table on the night's branch. */
    public Dataset<Row> near(String table) {
        return near(workspace.read(table));
    }
}
