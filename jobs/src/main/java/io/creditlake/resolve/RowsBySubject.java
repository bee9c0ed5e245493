package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a table of the lake had, when the night first asked, of the subjects it asks for. A night asks of one
 * subject again and again, and each question would read the whole table: rows are read once and kept.
 */
final class RowsBySubject {
    private static final String[] SUBJECT = {"subject_id"};

    /** Subjects that are named to the table, so that only the files and row groups that may have them are read. */
    private static final int FEW = 100;

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
        List<Row> few = unread.limit(FEW + 1).collectAsList();
        if (!few.isEmpty()) {
            Dataset<Row> more = few.size() > FEW
                    ? table.join(Kept.sent(unread), SUBJECT, "leftsemi")
                    : table.filter(col("subject_id")
                            .isin(few.stream().map(row -> row.get(0)).toArray()));
            Dataset<Row> kept = more.transform(Kept::of);
            read = asked.isPresent() ? read.union(kept) : kept;
            asked = Optional.of(asked.map(a -> a.union(unread)).orElse(unread));
        }
        return read.join(subjects.select("subject_id"), SUBJECT, "leftsemi");
    }
}
