package io.creditlake.lake;

import io.creditlake.config.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the Spark sessions of a run from the settings. Sessions share the engine of the process; each has a catalog of
 * its own, so that one process can hold several lakes.
 */
public final class Sessions {
    /** Name of the Iceberg catalog in SQL. */
    public static final String CATALOG = "lake";

    private static final long WORTH_GENERATING = 300_000;
    private static final long WORTH_DIVIDING = 150_000;
    private static final long NEW_ROWS_WORTH_DIVIDING = 10_000;
    /** New rows, as few bytes as a row may have taken for each, for which a shuffle makes a part at least. */
    private static final long ROWS_OF_A_PART = 2_000_000;

    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    /** One task a table, shuffles into one partition, and no plan that is made again when it is half done. */
    private static final Map<String, String> UNDIVIDED = Map.of(
            PARTITIONS,
            "1",
            "spark.sql.sources.v2.bucketing.enabled",
            "false",
            "spark.sql.iceberg.planning.preserve-data-grouping",
            "false",
            "spark.sql.iceberg.read.adaptive-split-size.enabled",
            "false",
            "spark.sql.iceberg.read.split-size",
            String.valueOf(1L << 30),
            "spark.sql.adaptive.enabled",
            "false");

    private static final String KEY = "spark.sql.catalog." + CATALOG;

    private static final Map<SparkSession, SparkSession> WITHOUT_CODE =
            Collections.synchronizedMap(new WeakHashMap<>());
    /** What secrets are called, by Spark, catalogs, object stores and the variables of creditlake. */
    private static final String SECRETS =
            "(?i)secret|password|token|credential|authorization|(access|account|shared|person|report|api)[._-]?key";

    private static final String HADOOP = "spark.hadoop.";

    private Sessions() {}

    /** A session whose catalog {@code lake} is the lake itself, as the stages of a night need it. */
    public static SparkSession forNight(Settings settings) {
        return session(settings, LakeCatalog.class.getName());
    }

    /**
     * A session whose catalog {@code lake} shows one release and refuses to change anything.
     *
     * @param snapshots table to snapshot id, as the release names them
     * @param rows rows of the release, see {@link #suit}
     */
    public static SparkSession forReading(Settings settings, Map<String, Long> snapshots, long rows) {
        SparkSession session = session(settings, ReleaseCatalog.class.getName());
        suit(session, rows, 0);
        snapshots.forEach(
                (table, id) -> session.conf().set(KEY + "." + ReleaseCatalog.SNAPSHOT + table, String.valueOf(id)));
        return session;
    }

    /**
     * Has tables that lie in the same buckets of subjects joined where they lie, a bucket a task, instead of sending every
     * row of both to where its subject is: for statements that join all of them.
     */
    public static void joinByBucket(SparkSession session) {
        if (!"false".equals(session.conf().get("spark.sql.sources.v2.bucketing.enabled"))) {
            session.conf().set("spark.sql.iceberg.planning.preserve-data-grouping", "true");
        }
    }

    /** A session whose catalog {@code lake} knows the tables by their contracts alone: statements are analysed, not run. */
    public static SparkSession ofContracts(Settings settings) {
        SparkSession session = session(settings, ContractCatalog.class.getName());
        session.conf()
                .set(
                        KEY + "." + ContractCatalog.SCHEMAS,
                        settings.folders().schemas().toString());
        return session;
    }

    /**
     * Suits a session to the size of the work. Compiling generated code takes a good part of a second for each plan,
     * which a small lake never earns back: a night of a hundred rows took 62 s of processor time without it and 117 s
     * with it on two cores. A still smaller one is not even worth dividing among tasks, of which starting each takes longer
     * than the rows: a night without deliveries on the demo's lake took 30 to 34 s of processor time divided, and 27 to 28 s
     * in one piece. Of very many new rows a shuffle makes more parts than it is told to, so that one can be put in order
     * without the disk.
     *
     * @param rows rows that are there and that the work may have to look at
     * @param coming rows that come new, on which most of the work is done
     */
    public static void suit(SparkSession session, long rows, long coming) {
        generate(session, rows + coming >= WORTH_GENERATING);
        boolean divide = rows + coming >= WORTH_DIVIDING || coming >= NEW_ROWS_WORTH_DIVIDING;
        SparkConf given = session.sparkContext().getConf();
        UNDIVIDED.forEach((key, value) -> {
            if (!divide) {
                session.conf().set(key, value);
            } else if (given.contains(key)) {
                session.conf().set(key, given.get(key));
            } else {
                session.conf().unset(key);
            }
        });
        if (coming / ROWS_OF_A_PART > parts(session)) {
            session.conf().set(PARTITIONS, String.valueOf(coming / ROWS_OF_A_PART));
        }
    }

    /** How many parts a shuffle makes. */
    static long parts(SparkSession session) {
        return Long.parseLong(session.conf().get(PARTITIONS));
    }

    private static void generate(SparkSession session, boolean generate) {
        session.conf().set("spark.sql.codegen.wholeStage", String.valueOf(generate));
        session.conf().set("spark.sql.codegen.factoryMode", generate ? "FALLBACK" : "NO_CODEGEN");
        // One projection for all that is made of a row: each further one would copy it. What occurs in it several times
        // is computed once, which generated code alone can do.
        session.conf().set("spark.sql.optimizer.collapseProjectAlwaysInline", String.valueOf(generate));
    }

    /**
     * A session like another that generates no code, for frames that a large night makes of a few rows: to compile code
     * for each of them takes longer than the rows.
     */
    static SparkSession withoutCode(SparkSession session) {
        return WITHOUT_CODE.computeIfAbsent(session, like -> {
            SparkSession other = like.newSession();
            like.conf().getAll().foreach(setting -> {
                if (other.conf().isModifiable(setting._1())) {
                    other.conf().set(setting._1(), setting._2());
                }
                return null;
            });
            generate(other, false);
            // Interpreted, what occurs several times in a projection is looked up in a cache, which takes longer.
            other.conf().set("spark.sql.subexpressionElimination.enabled", "false");
            return other;
        });
    }

    /** Whether a session divides work among tasks, and makes plans anew when it is half done, see {@link #suit}. */
    static boolean divides(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.adaptive.enabled"));
    }

    /** Whether a session generates code. */
    static boolean generatesCode(SparkSession session) {
        return Boolean.parseBoolean(session.conf().get("spark.sql.codegen.wholeStage"));
    }

    private static SparkSession session(Settings settings, String catalogClass) {
        SparkSession session = engine(settings).newSession();
        session.conf().set(KEY, catalogClass);
        // The lake's tables change under a session that writes branches: a cached table would be stale.
        session.conf().set(KEY + ".cache-enabled", "false");
        settings.catalog().written().forEach((key, text) -> session.conf().set(KEY + "." + key, text));
        TableEncryption.of(settings).properties().forEach((key, text) -> session.conf()
                .set(KEY + "." + key, text));
        session.conf().set("spark.sql.defaultCatalog", CATALOG);
        // A query reads the lake, not any file that this process may read: SELECT * FROM text.`/etc/passwd`.
        session.conf().set("spark.sql.runSQLOnFiles", "false");
        // A checkpointed plan keeps constraints on columns that are no more, on which a union of it fails to plan.
        session.conf().set("spark.sql.constraintPropagation.enabled", "false");
        // HotSpot does not compile a longer method: a wide stage in one would be interpreted row by row.
        session.conf().set("spark.sql.codegen.hugeMethodLimit", "8000");
        session.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
        session.conf().set("spark.sql.catalog.credit", "io.creditlake.lake.functions.CreditFunctions");
        session.conf()
                .set(
                        "spark.sql.catalog.credit.reference",
                        settings.folders().conf().resolve("reference").toString());
        SparkSession.setActiveSession(session);
        return session;
    }

    private static SparkSession engine(Settings settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("creditlake")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.redaction.regex", masked(settings))
                // Frames that are kept for a while and do not fit into memory go to the disk: most of what a night
                // writes.
                .config("spark.rdd.compress", "true")
                // The engine remembers the plans of as many statements, some of megabytes, whether anybody looks or
                // not.
                .config("spark.sql.ui.retainedExecutions", "20")
                // And writes each of them down as text, anew when it changes while it runs.
                .config("spark.sql.ui.explainMode", "simple")
                // Tables lie in buckets of subjects, all of which a night meets: to prune them by a list of a million
                // subjects costs more than it spares, and the list lies in the plan as text.
                .config("spark.sql.optimizer.dynamicPartitionPruning.enabled", "false")
                .config(
                        "spark.sql.extensions",
                        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,"
                                + EmptyTables.class.getName());
        if (!FileSystems.isUri(settings.folders().lake())) {
            LocalDisk.settings().forEach((key, value) -> builder.config("spark.hadoop." + key, value));
        }
        settings.spark().conf().values().forEach(builder::config);
        if (!settings.spark().master().isEmpty()) {
            builder.master(settings.spark().master());
        }
        return builder.getOrCreate();
    }

    /**
     * The properties that Spark's pages and its event log show masked: what is called like a secret, and whatever the
     * configuration takes from the environment or a file. Hadoop knows its own without Spark's prefix.
     */
    private static String masked(Settings settings) {
        Stream<String> catalog = settings.catalog().hidden().stream().map(name -> KEY + "." + name);
        return Stream.concat(catalog, settings.spark().conf().hidden().stream())
                .map(name -> name.startsWith(HADOOP)
                        ? "|^(spark[.]hadoop[.])?" + Pattern.quote(name.substring(HADOOP.length())) + "$"
                        : "|^" + Pattern.quote(name) + "$")
                .collect(Collectors.joining("", SECRETS, ""));
    }
}
