package io.creditlake.retention;

import io.creditlake.lake.Branches;
import io.creditlake.lake.SameContent;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.actions.RewriteDataFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;

/**
 * Rows that deletion vectors mark are still in their files, for as long as a release names these. A night that has erased
 * some writes such files anew before it is published, so that its release holds nothing of them. Which row a vector
 * marks is not known without reading it, and what a record said before it was last changed is a marked row too: so it is
 * all of them, in the tables that hold what records say; and in that of refused rows when such were erased.
 */
public final class MarkedRows {
    private static final Map<String, String> ANY_MARKED = Map.of(
            BinPackRewriteFilePlanner.DELETE_FILE_THRESHOLD,
            "1",
            SizeBasedFileRewritePlanner.MIN_INPUT_FILES,
            String.valueOf(Integer.MAX_VALUE),
            SizeBasedFileRewritePlanner.MIN_FILE_SIZE_BYTES,
            "0",
            SizeBasedFileRewritePlanner.MAX_FILE_SIZE_BYTES,
            String.valueOf(Long.MAX_VALUE));

    private MarkedRows() {}

    /** Removes them from the night's branch when the night has erased any; it may be done again. */
    public static void remove(Workspace workspace) {
        boolean records = hasErased(workspace, ErasureLog.RECORD);
        boolean refusals = hasErased(workspace, ErasureLog.REFUSAL);
        List<Callable<Boolean>> rewrites = new ArrayList<>();
        for (TableContract contract : workspace.tables().contracts().released()) {
            Table table = workspace.table(contract.name().toString());
            boolean erased = (records && contract.name().holdsWhatRecordsSay())
                    || (refusals && contract.name().toString().equals(DueRefusals.TABLE));
            if (erased && isMarked(Workspace.head(table))) {
                rewrites.add(() -> rewrite(workspace, table));
            }
        }
        SideBySide.run(workspace.spark(), rewrites);
    }

    private static boolean hasErased(Workspace workspace, String kind) {
        int night = (int) workspace.runDate().toEpochDay();
        return workspace.hasRows(ErasureLog.TABLE)
                && workspace.mayHold(
                        ErasureLog.TABLE,
                        Expressions.and(Expressions.equal("run_date", night), Expressions.equal("kind", kind)));
    }

    private static boolean isMarked(Snapshot snapshot) {
        return !"0".equals(snapshot.summary().getOrDefault("total-delete-files", "0"));
    }

    private static boolean rewrite(Workspace workspace, Table table) {
        long content = SameContent.of(table, Workspace.head(table).snapshotId());
        RewriteDataFilesSparkAction rewrite = SparkActions.get(workspace.spark())
                .rewriteDataFiles(table)
                .options(ANY_MARKED)
                .snapshotProperty(SameContent.PROPERTY, String.valueOf(content))
                .toBranch(Branches.NIGHT);
        (table.sortOrder().isSorted() ? rewrite.sort() : rewrite.binPack()).execute();
        return true;
    }
}
