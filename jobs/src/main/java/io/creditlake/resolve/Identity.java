package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.split_part;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The codes and names that subjects were seen under, with the first and the last day. A code may be seen with several
 * subjects: that is what makes it disputed.
 */
final class Identity {
    static final String CODES = "subject.identifier";
    static final List<String> CODE_KEY = List.of("subject_id", "kind", "value");

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
     * @param recount subjects of which something may be said no more; empty when there are none
     * @param supported the records that those subjects have
     * @param names how names are written
     */
    List<Callable<Boolean>> writes(
            Dataset<Row> placed,
            Optional<Dataset<Row>> merges,
            Optional<Recount> recount,
            Optional<Dataset<Row>> supported,
            Names names) {
        return List.of(
                () -> remember(
                        codes(placed),
                        merges,
                        recount.map(r -> r.gone(unsupportedCodes(known, supported.orElseThrow(), r.ids())))),
                () -> names.remember(
                        placed, merges, recount.map(r -> unsupportedNames(known, supported.orElseThrow(), r.ids()))));
    }

    /** The codes that keyed records say: the key of {@code subject.identifier}. */
    static Dataset<Row> codes(Dataset<Row> records) {
        return records.select(col("subject_id"), explode(col("codes")).as("key"))
                .select(
                        col("subject_id"),
                        split_part(col("key"), lit(":"), lit(1)).as("kind"),
                        col("key")
                                .substr(instr(col("key"), ":").plus(1), lit(Integer.MAX_VALUE))
                                .as("value"))
                .distinct();
    }

    /** The codes that subjects are known under but none of the given records says: the key of {@code subject.identifier}. */
    static Dataset<Row> unsupportedCodes(KnownSubjects known, Dataset<Row> records, Dataset<Row> subjects) {
        return unsupported(known.allCodes().of(subjects), CODE_KEY, codes(records));
    }

    /** The names that subjects are known under but none of the given records says: the key of {@code subject.name}. */
    static Dataset<Row> unsupportedNames(KnownSubjects known, Dataset<Row> records, Dataset<Row> subjects) {
        return unsupported(known.allNames().of(subjects), Names.KEY, Names.of(records));
    }

    private static Dataset<Row> unsupported(Dataset<Row> known, List<String> key, Dataset<Row> supported) {
        return known.select(columns(key)).distinct().join(supported, key.toArray(String[]::new), "leftanti");
    }

    private boolean remember(Dataset<Row> tonight, Optional<Dataset<Row>> merges, Optional<Dataset<Row>> unsupported) {
        String[] by = CODE_KEY.toArray(String[]::new);
        Dataset<Row> seen = tonight.withColumn("first_seen", lit(workspace.runDate()))
                .withColumn("last_seen", lit(workspace.runDate()));
        if (!workspace.hasRows(CODES)) {
            // Of codes before there are none to put together with tonight's, or to take out.
            workspace.append(CODES, seen);
            return false;
        }
        Dataset<Row> held = known.codes().select(columns(List.of(seen.columns())));
        Optional<Dataset<Row>> given = Optional.empty();
        if (merges.isPresent()) {
            Dataset<Row> both =
                    known.allCodes().of(Merges.subjects(merges.get())).select(columns(List.of(seen.columns())));
            given = Optional.of(Merges.given(both, merges.get()));
            held = held.unionByName(both).dropDuplicates(by).transform(Kept::of);
            seen = seen.unionByName(Merges.applied(given.get(), merges.get()));
        }
        if (unsupported.isPresent()) {
            seen = seen.join(unsupported.get(), by, "leftanti");
        }
        Dataset<Row> rows = seen.unionByName(held.join(seen.select(columns(CODE_KEY)), by, "leftsemi"))
                .groupBy(columns(CODE_KEY))
                .agg(min("first_seen").as("first_seen"), max("last_seen").as("last_seen"))
                .transform(Kept::of);
        return write(workspace, CODES, CODE_KEY, rows, held, given, unsupported);
    }

    /**
     * Writes rows of a table, and takes out those of subjects given up and those that nothing supports any more.
     *
     * @param rows the rows as they are now, all columns
     * @param held rows as the table has them, at least those with the keys of the rows
     * @return whether any might have to be taken out
     */
    static boolean write(
            Workspace workspace,
            String table,
            List<String> key,
            Dataset<Row> rows,
            Dataset<Row> held,
            Optional<Dataset<Row>> given,
            Optional<Dataset<Row>> unsupported) {
        Optional<Dataset<Row>> gone = Stream.of(given, unsupported)
                .flatMap(Optional::stream)
                .map(g -> g.select(columns(key)))
                .reduce(Dataset::union)
                .map(Dataset::distinct);
        String[] by = key.toArray(String[]::new);
        Dataset<Row> keys = held.select(columns(key));
        Dataset<Row> others = rows.join(keys, by, "leftsemi").except(held.select(columns(List.of(rows.columns()))));
        workspace.change(table, others, gone.orElseGet(() -> keys.limit(0)), key);
        workspace.append(table, rows.join(keys, by, "leftanti"));
        return gone.isPresent();
    }

    static Column[] columns(List<String> names) {
        return names.stream().map(c -> col(c)).toArray(Column[]::new);
    }
}
