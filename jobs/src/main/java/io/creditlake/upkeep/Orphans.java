package io.creditlake.upkeep;

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
        return all(table).deleteWith(file -> {}).execute().orphanFilesCount();
    }

    /** Removes them. Whoever writes the lake holds its lock, so none of them is on its way to be a file of the table. */
    long remove(Table table) {
        return all(table).execute().orphanFilesCount();
    }

    private DeleteOrphanFilesSparkAction all(Table table) {
        DeleteOrphanFilesSparkAction action = SparkActions.get(spark).deleteOrphanFiles(table);
        action.option(DeleteOrphanFilesSparkAction.STREAM_RESULTS, "true");
        return action.olderThan(Long.MAX_VALUE);
    }
}
