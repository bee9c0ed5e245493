package io.creditlake.retention;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Workspace;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The table {@code ops.erasure}, which says what was erased and never what that said. */
final class ErasureLog {
    static final String TABLE = "ops.erasure";
    static final String RECORD = "record";
    static final String REFUSAL = "refusal";
    static final String DUMP = "dump";

    private final Workspace workspace;

    ErasureLog(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether anything was ever erased; reads metadata alone. */
    boolean hasRows() {
        return workspace.hasRows(TABLE);
    }

    /** The rows of a kind. */
    Dataset<Row> of(String kind) {
        return workspace.read(TABLE).filter(col("kind").equalTo(kind));
    }

    /** Notes what the night erases. */
    void add(String kind, Dataset<Row> rows) {
        workspace.append(TABLE, rows.withColumn("kind", lit(kind)).withColumn("run_date", lit(workspace.runDate())));
    }
}
