package io.creditlake.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.DeleteOrphanFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Files in the folder of a table that no snapshot of it names: what a night or an upkeep that died has left.
 *
 * @param spark session that lists and compares them
 */
record Orphans(SparkSession spark) {
    /** How many there are. */
    long count(Table table) {
        if (NamedFiles.areEncrypted(table)) {
            return ofEncrypted(table).size();
        }
        return all(table).deleteWith(file -> {}).execute().orphanFilesCount();
    }

    /** Removes them. Whoever writes the lake holds its lock, so none of them is on its way to be a file of the table. */
    long remove(Table table) {
        if (NamedFiles.areEncrypted(table)) {
            List<Path> orphans = ofEncrypted(table);
            orphans.forEach(this::delete);
            return orphans.size();
        }
        return all(table).execute().orphanFilesCount();
    }

    private DeleteOrphanFilesSparkAction all(Table table) {
        DeleteOrphanFilesSparkAction action = SparkActions.get(spark).deleteOrphanFiles(table);
        action.option(DeleteOrphanFilesSparkAction.STREAM_RESULTS, "true");
        return action.olderThan(Long.MAX_VALUE);
    }

    private List<Path> ofEncrypted(Table table) {
        return NamedFiles.of(table).others(table.location(), hadoop());
    }

    private void delete(Path file) {
        try {
            file.getFileSystem(hadoop()).delete(file, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
