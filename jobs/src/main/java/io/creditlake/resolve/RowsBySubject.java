package io.creditlake.resolve;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a table of the lake had, when the night first asked, of the subjects it asks for. A night asks of one
 * subject again and again, and each question would read the whole table: rows are read once and kept.
 */
final class RowsBySubject {
    private static final String[] SUBJECT = {"subject_id"};

    private final Workspace workspace;
    private final Dataset<Row> table;
    private final boolean isEmpty;
    private Optional<Dataset<Row>> asked = Optional.empty();
    private Dataset<Row> read;

    /**
     * Rows of a table.
     *
     * @param name the table
     * @param rows those of its rows that are asked for, with {@code subject_id}
     */
    RowsBySubject(Workspace workspace, String name, Dataset<Row> rows) {
        this.workspace = workspace;
        this.table = rows;
        this.isEmpty = !workspace.hasRows(name);
        this.read = rows.limit(0);
    }

    /**
     * The rows of some subjects.
     *
     * @param subjects {@code subject_id}, any number of times each
     */
    synchronized Dataset<Row> of(Dataset<Row> subjects) {
        if (isEmpty) {
            return read;
        }
        Dataset<Row> ids = subjects.select("subject_id").distinct();
        Dataset<Row> unread =
                asked.map(a -> ids.join(a, SUBJECT, "leftanti")).orElse(ids).transform(Kept::of);
        if (!unread.isEmpty()) {
            Dataset<Row> kept = SubjectRows.of(workspace, unread).of(table).transform(Kept::of);
            read = asked.isPresent() ? read.union(kept) : kept;
            asked = Optional.of(asked.map(a -> a.union(unread)).orElse(unread));
        }
        return read.join(subjects.select("subject_id"), SUBJECT, "leftsemi");
    }
}
