package io.creditlake.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run is told: folders, catalog, engine.
 *
 * @param folders where things lie
 * @param catalog properties of the Iceberg catalog
 * @param encryption how the files of tables are encrypted
 * @param buckets buckets of subjects in a table
 * @param lockRequired whether a lake that cannot be locked is refused
 * @param spark the engine
 * @param personKeyRequired whether a run refuses to start on the demonstration key
 * @param personKeys where the keys of persons' tokens stand, the first before the one that took its place; empty for the
 *     one key of the environment
 * @param ingestLookbackDays days before a night within which a folder that no night has taken in is looked for
 * @param databases how departments' databases are read
 * @param skippedPolicies policies of {@code conf/policies} that are not graded
 * @param audits what one run puts in the place of {@code <id>.<key>} of {@code conf/audits.yaml}
 * @param maintenance how the lake is kept up
 */
public record Settings(
        Folders folders,
        PassedProperties catalog,
        Encryption encryption,
        int buckets,
        boolean lockRequired,
        Spark spark,
        boolean personKeyRequired,
        List<Secret> personKeys,
        int ingestLookbackDays,
        Databases databases,
        List<String> skippedPolicies,
        Map<String, String> audits,
        Maintenance maintenance) {

    /**
     * The same without how the catalog is reached and files are encrypted: neither their places nor their secrets decide
     * what a night makes.
     */
    public Settings withoutCatalog() {
        return new Settings(
                folders,
                PassedProperties.NONE,
                Encryption.NONE,
                buckets,
                lockRequired,
                spark,
                personKeyRequired,
                personKeys,
                ingestLookbackDays,
                databases,
                skippedPolicies,
                audits,
                maintenance);
    }

    /**
     * Where things lie.
     *
     * @param lake folder or URI of the lake
     * @param landing folder or URI of the dumps
     * @param conf configuration folder
     * @param schemas folder of the contracts
     */
    public record Folders(String lake, String landing, Path conf, Path schemas) {}

    /**
     * How the files of tables are encrypted.
     *
     * @param key id of the key that tables are made with; empty: tables are made without
     * @param keys by id, where the keys stand: in order, the last wraps what is new and all unwrap
     */
    public record Encryption(String key, Map<String, List<Secret>> keys) {
        /** No table is encrypted. */
        public static final Encryption NONE = new Encryption("", Map.of());
    }

    /**
     * The engine.
     *
     * @param master Spark master, empty when spark-submit gives it
     * @param conf Spark properties
     */
    public record Spark(String master, PassedProperties conf) {}

    /**
     * How departments' databases are read.
     *
     * @param logins by name of the server in the contracts
     * @param silenceSeconds seconds without an answer after which a database counts as gone
     * @param minutes minutes after which a pull is given up
     */
    public record Databases(Map<String, Login> logins, int silenceSeconds, int minutes) {}

    /**
     * An account of a database.
     *
     * @param user where its name stands
     * @param password where its password stands
     */
    public record Login(Secret user, Secret password) {}

    /**
     * How the lake is kept up.
     *
     * @param keepDays days before the date of an upkeep within which every release is kept
     * @param keepReleases published releases that are kept however old they are
     * @param minFiles files of a partition that are worth putting together
     * @param maxDeletedShare share of a file's rows that may be marked as deleted before it is written anew
     */
    public record Maintenance(int keepDays, int keepReleases, int minFiles, BigDecimal maxDeletedShare) {}
}
