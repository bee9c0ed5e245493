package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.split_part;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The codes and names that subjects were seen under, with the first and the last day. A code may be seen with several
 * subjects: that is what makes it disputed.
 */
final class Identity {
    private static final String CODES = "subject.identifier";
    private static final List<String> CODE_KEY = List.of("subject_id", "kind", "value");
    private static final String NAMES = "subject.name";
    private static final List<String> NAME_KEY = List.of("subject_id", "name_key", "region");

    private final Workspace workspace;
    private final KnownSubjects known;

    /** What the lake knows before the night's records are added to it. */
    Identity(Workspace workspace, KnownSubjects known) {
        this.workspace = workspace;
        this.known = known;
    }

    /**
     * The writes, one for each table: they add what is new and move the last day of what is known.
     *
     * @param placed records of the night with their subjects
     * @param merges subjects given up, whose codes and names move; empty when there are none
     * @param supported records that subjects still have which a corrected record left: what none of them says goes;
     *     empty when there are none
     * @param left those subjects
     */
    List<Callable<Boolean>> writes(
            Dataset<Row> placed, Optional<Dataset<Row>> merges, Optional<Dataset<Row>> supported, Dataset<Row> left) {
        return List.of(
                () -> remember(
                        CODES,
                        CODE_KEY,
                        codes(placed),
                        known.codes(),
                        merges,
                        supported.map(s -> unsupportedCodes(workspace, s, left))),
                () -> remember(
                        NAMES,
                        NAME_KEY,
                        names(placed),
                        known.names(),
                        merges,
                        supported.map(s -> unsupportedNames(workspace, s, left))));
    }

    private static Dataset<Row> codes(Dataset<Row> records) {
        return records.select(col("subject_id"), explode(col("codes")).as("key"))
                .select(
                        col("subject_id"),
                        split_part(col("key"), lit(":"), lit(1)).as("kind"),
                        col("key")
                                .substr(instr(col("key"), ":").plus(1), lit(Integer.MAX_VALUE))
                                .as("value"))
                .distinct();
    }

    private static Dataset<Row> names(Dataset<Row> records) {
        return records.filter(col("name_key").isNotNull().and(col("name_region").isNotNull()))
                .groupBy(col("subject_id"), col("name_key"), col("name_region").as("region"))
                .agg(min("subject_name").as("name"));
    }

    /** The codes that subjects are known under but none of the given records says: the key of {@code subject.identifier}. */
    static Dataset<Row> unsupportedCodes(Workspace workspace, Dataset<Row> records, Dataset<Row> subjects) {
        return unsupported(workspace.read(CODES), CODE_KEY, codes(records), subjects);
    }

    /** The names that subjects are known under but none of the given records says: the key of {@code subject.name}. */
    static Dataset<Row> unsupportedNames(Workspace workspace, Dataset<Row> records, Dataset<Row> subjects) {
        return unsupported(workspace.read(NAMES), NAME_KEY, names(records), subjects);
    }

    private static Dataset<Row> unsupported(
            Dataset<Row> known, List<String> key, Dataset<Row> supported, Dataset<Row> subjects) {
        return known.join(subjects, new String[] {"subject_id"}, "leftsemi")
                .select(columns(key))
                .distinct()
                .join(supported, key.toArray(String[]::new), "leftanti");
    }

    private boolean remember(
            String table,
            List<String> key,
            Dataset<Row> tonight,
            Dataset<Row> knownRows,
            Optional<Dataset<Row>> merges,
            Optional<Dataset<Row>> unsupported) {
        String[] by = key.toArray(String[]::new);
        Dataset<Row> seen = tonight.withColumn("first_seen", lit(workspace.runDate()))
                .withColumn("last_seen", lit(workspace.runDate()));
        Column[] columns = columns(List.of(seen.columns()));
        Dataset<Row> held = knownRows.select(columns);
        Dataset<Row> given = held.limit(0);
        if (merges.isPresent()) {
            Dataset<Row> both = workspace
                    .read(table)
                    .join(Merges.subjects(merges.get()), new String[] {"subject_id"}, "leftsemi")
                    .select(columns)
                    .transform(Kept::of);
            given = Merges.given(both, merges.get());
            held = held.unionByName(both).dropDuplicates(by);
            seen = seen.unionByName(Merges.applied(given, merges.get()));
        }
        if (unsupported.isPresent()) {
            seen = seen.join(unsupported.get(), by, "leftanti");
        }
        Dataset<Row> before = held.join(seen.select(columns(key)).distinct(), by, "leftsemi");
        Dataset<Row> rows = latest(seen.unionByName(before), key).transform(Kept::of);
        Dataset<Row> gone = given.select(columns(key)).distinct();
        if (unsupported.isPresent()) {
            gone = gone.union(unsupported.get()).distinct();
        }
        workspace.change(table, rows.join(before, by, "leftsemi"), gone, key);
        workspace.append(table, rows.join(before, by, "leftanti"));
        return true;
    }

    /** One row for a key: from the first day to the last, as written last. */
    private static Dataset<Row> latest(Dataset<Row> rows, List<String> key) {
        var grouped = rows.groupBy(columns(key));
        Column first = min("first_seen").as("first_seen");
        Column last = max("last_seen").as("last_seen");
        if (!List.of(rows.columns()).contains("name")) {
            return grouped.agg(first, last);
        }
        return grouped.agg(
                first, last, max(struct("last_seen", "name")).getField("name").as("name"));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(c -> col(c)).toArray(Column[]::new);
    }
}
