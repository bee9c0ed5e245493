package io.creditlake.upkeep;

import io.creditlake.config.Settings.Maintenance;
import io.creditlake.lake.SameContent;
import io.creditlake.lake.TableEncryption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Puts the small files of a partition together, in the order that the table keeps, and writes those anew of which much is
 * marked as deleted. {@code main} moves to a snapshot of the same rows that says so (see {@link SameContent}); what
 * releases name stays, and so do its files, for readers that are in the middle of them.
 */
final class Compaction {
    /** Each manifest costs a request to plan a scan; Iceberg itself puts them together from a hundred on. */
    private static final int MANY_MANIFESTS = 20;

    private final SparkSession spark;
    private final Map<String, String> options;

    Compaction(SparkSession spark, Maintenance bounds) {
        this.spark = spark;
        this.options = Map.of(
                BinPackRewriteFilePlanner.MIN_INPUT_FILES,
                String.valueOf(bounds.minFiles()),
                BinPackRewriteFilePlanner.DELETE_RATIO_THRESHOLD,
                bounds.maxDeletedShare().toPlainString());
    }

    /** How many data files of {@code main} are worth writing anew; reads metadata alone. */
    int due(Table table) {
        BinPackRewriteFilePlanner planner = new BinPackRewriteFilePlanner(table);
        planner.init(options);
        int files = 0;
        try (CloseableIterable<RewriteFileGroup> groups = planner.plan().groups()) {
            for (RewriteFileGroup group : groups) {
                files += group.inputFileNum();
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them anew, all in one commit. */
    void rewriteFiles(Table table) {
        RewriteDataFiles rewrite = SparkActions.get(spark)
                .rewriteDataFiles(table)
                .options(options)
                .snapshotProperty(SameContent.PROPERTY, content(table));
        (table.sortOrder().isSorted() ? rewrite.sort() : rewrite.binPack()).execute();
        table.refresh();
    }

    /**
     * Puts the manifests of {@code main} together when there are many. Those of an encrypted table wait for Iceberg's own
     * hundred: its action hands manifests to executors without their keys.
     */
    void rewriteManifests(Table table) {
        if (!TableEncryption.isOf(table)
                && table.currentSnapshot().allManifests(table.io()).size() > MANY_MANIFESTS) {
            SparkActions.get(spark)
                    .rewriteManifests(table)
                    .snapshotProperty(SameContent.PROPERTY, content(table))
                    .execute();
            table.refresh();
        }
    }

    private static String content(Table table) {
        return String.valueOf(SameContent.of(table, table.currentSnapshot().snapshotId()));
    }
}
