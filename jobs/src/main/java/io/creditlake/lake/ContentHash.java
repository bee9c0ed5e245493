package io.creditlake.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the tables of a release hold, as a hash: equal wherever the lake lies, whatever engine and catalog made it and
 * however its rows lie in files. Columns that the same inputs fill differently, such as times of a clock, do not count,
 * nor do tables without rows and values that are null, so that a table or column that is added changes nothing. It finds
 * what differs by chance, not what somebody has forged.
 *
 * @param sha256 hash over all tables, hexadecimal
 * @param tables the tables that hold rows, by name
 */
public record ContentHash(String sha256, List<TableHash> tables) {
    /**
     * What one table holds.
     *
     * @param table its name
     * @param rows number of its rows
     * @param sum sum of the 64-bit hashes of its rows, decimal
     */
    public record TableHash(String table, long rows, String sum) {}

    /**
     * Reads every row of a release.
     *
     * @param reader session that shows the release
     */
    public static ContentHash of(Release release, SparkSession reader, TableContracts contracts) {
        List<Callable<TableHash>> reads = new ArrayList<>();
        contracts.released().stream()
                .filter(table -> release.snapshots().containsKey(table.name().toString()))
                .forEach(table -> reads.add(() -> hash(reader, table)));
        List<TableHash> tables = SideBySide.run(reader, reads).stream()
                .filter(table -> table.rows() > 0)
                .sorted(Comparator.comparing(TableHash::table))
                .toList();
        return new ContentHash(
                ofText(tables.stream()
                        .map(t -> t.table() + " " + t.rows() + " " + t.sum() + "\n")
                        .collect(Collectors.joining())),
                tables);
    }

    private static TableHash hash(SparkSession reader, TableContract contract) {
        Dataset<Row> rows = reader.table(Sessions.CATALOG + "." + contract.name());
        Column[] columns =
                contract.reproducibleColumns().stream().map(c -> col(c)).toArray(Column[]::new);
        Row row = rows.agg(count(lit(1)), sum(xxhash64(to_json(struct(columns))).cast("decimal(38,0)")))
                .first();
        return new TableHash(contract.name().toString(), row.getLong(0), String.valueOf(row.get(1)));
    }

    /** The SHA-256 of a text, hexadecimal. */
    static String ofText(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
