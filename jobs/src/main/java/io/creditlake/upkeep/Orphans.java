package io.creditlake.upkeep;

import io.creditlake.lake.TableEncryption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.DeleteOrphanFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Files in the folder of a table that no snapshot of it names: what a night or an upkeep that died has left, and of an
 * encrypted table the files of expired snapshots.
 *
 * @param spark session that lists and compares them
 */
record Orphans(SparkSession spark) {
    /** How many there are. */
    long count(Table table) {
        if (TableEncryption.isOf(table)) {
            return ofEncrypted(table).size();
        }
        return all(table).deleteWith(file -> {}).execute().orphanFilesCount();
    }

    /**
     * Removes them. Whoever writes the lake holds its lock, so none of them is on its way to be a file of the table.
     *
     * @return how many there were
     * @throws IllegalStateException when one of them could not be removed; the others are
     */
    long remove(Table table) {
        // Iceberg goes on when a file is not removed, and tells nobody.
        List<String> stayed = Collections.synchronizedList(new ArrayList<>());
        long found;
        if (TableEncryption.isOf(table)) {
            List<Path> orphans = ofEncrypted(table);
            orphans.forEach(file -> delete(file, stayed));
            found = orphans.size();
        } else {
            found = all(table)
                    .deleteWith(file -> delete(new Path(file), stayed))
                    .execute()
                    .orphanFilesCount();
        }
        if (!stayed.isEmpty()) {
            throw new IllegalStateException(
                    "%d files of %s could not be removed, one of them %s. Who keeps the lake up needs the"
                                    .formatted(stayed.size(), table.name(), stayed.get(0))
                            + " right to remove what others have written; give it and run creditlake maintain again");
        }
        return found;
    }

    private DeleteOrphanFilesSparkAction all(Table table) {
        DeleteOrphanFilesSparkAction action = SparkActions.get(spark).deleteOrphanFiles(table);
        action.option(DeleteOrphanFilesSparkAction.STREAM_RESULTS, "true");
        return action.olderThan(Long.MAX_VALUE);
    }

    private List<Path> ofEncrypted(Table table) {
        return NamedFiles.of(table).others(table.location(), hadoop());
    }

    private void delete(Path file, List<String> stayed) {
        try {
            FileSystem system = file.getFileSystem(hadoop());
            if (!system.delete(file, false) && system.exists(file)) {
                stayed.add(file.toString());
            }
        } catch (IOException e) {
            stayed.add(file + " (" + e.getMessage() + ")");
        }
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
