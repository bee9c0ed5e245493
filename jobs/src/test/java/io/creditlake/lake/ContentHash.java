package io.creditlake.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.config.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A hash of what the tables of a release hold, whatever the order and the files of their rows. */
public final class ContentHash {
    private ContentHash() {}

    /** For each released table its number of rows and the sum of their hashes. */
    public static Map<String, String> of(Settings settings) {
        return of(settings, Optional.empty());
    }

    /** The same of a release that has a name. */
    public static Map<String, String> of(Settings settings, Optional<String> name) {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            Release release = new Releases(tables).require(name);
            SparkSession reader = Sessions.forReading(
                    settings, new Branches(tables).snapshotsOf(Optional.of(release)), tables.totalRows());
            Map<String, String> hashes = new TreeMap<>();
            for (TableContract contract : contracts.released()) {
                hashes.put(contract.name().toString(), hash(contract, reader));
            }
            return hashes;
        }
    }

    private static String hash(TableContract contract, SparkSession reader) {
        Dataset<Row> rows = reader.table("lake." + contract.name());
        Column[] columns =
                contract.reproducibleColumns().stream().map(c -> col(c)).toArray(Column[]::new);
        Row row = rows.agg(count(lit(1)), sum(xxhash64(to_json(struct(columns))).cast("decimal(38,0)")))
                .first();
        return row.getLong(0) + " rows, " + row.get(1);
    }
}
