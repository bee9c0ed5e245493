package io.creditlake.resolve;

import static io.creditlake.resolve.Identity.columns;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The names that subjects were seen under, in {@code subject.name}: when a night saw them, and when they were borne. */
final class Names {
    static final String TABLE = "subject.name";
    static final List<String> KEY = List.of("subject_id", "name_key", "region");

    private static final List<String> SEEN = Stream.concat(
                    Stream.of("subject_id", "name_key", "region", "name", "first_seen", "last_seen"),
                    NamePeriods.COLUMNS.stream())
            .toList();

    private final Workspace workspace;
    private final KnownSubjects known;
    private final SubjectRecords records;
    private final Optional<Recount> recount;

    /**
     * Names of a night.
     *
     * @param known what the lake knew before
     * @param records the records of all subjects that the night touched
     * @param recount subjects whose names are dated anew; empty when there are none
     */
    Names(Workspace workspace, KnownSubjects known, SubjectRecords records, Optional<Recount> recount) {
        this.records = records;
        this.workspace = workspace;
        this.known = known;
        this.recount = recount;
    }

    /** The names that keyed records say: the key of {@code subject.name}. */
    static Dataset<Row> of(Dataset<Row> records) {
        return named(records).select(columns(KEY)).distinct();
    }

    private static Dataset<Row> named(Dataset<Row> records) {
        return records.filter(col("name_key").isNotNull().and(col("name_region").isNotNull()))
                .withColumn("region", col("name_region"));
    }

    /**
     * Writes every name of the subjects that the night named: what it saw for the first time, what it saw again, and
     * what has ended because the register now has another.
     *
     * @param placed records of the night with their subjects
     * @param merges subjects given up, whose names move; empty when there are none
     * @param unsupported keys of names that no record says any more; empty when no record has left its subject
     * @return whether any name might have to be taken out
     */
    boolean remember(Dataset<Row> placed, Optional<Dataset<Row>> merges, Optional<Dataset<Row>> unsupported) {
        if (recount.isEmpty() && !workspace.hasRows(TABLE)) {
            // Of names before there are none to put together with tonight's, or to take out.
            workspace.append(TABLE, NamePeriods.ended(told(placed, lit(workspace.runDate()))));
            return false;
        }
        String[] by = KEY.toArray(String[]::new);
        Optional<Dataset<Row>> gone = unsupported.map(u -> recount.map(r ->
                        u.join(r.stillRegistered(known.allNames().of(r.ids())).select(columns(KEY)), by, "leftanti"))
                .orElse(u)
                .transform(Kept::of));
        Dataset<Row> rows = told(placed, lit(workspace.runDate())).transform(Kept::of);
        Dataset<Row> ids = rows.select("subject_id");
        if (merges.isPresent()) {
            ids = ids.union(Merges.subjects(merges.get()));
        }
        if (recount.isPresent()) {
            ids = ids.union(recount.get().ids());
        }
        Dataset<Row> held = known.allNames().of(ids).transform(Kept::of);
        Optional<Dataset<Row>> given = merges.map(m -> Merges.given(held, m));
        rows = rows.unionByName(
                merges.map(m -> Merges.applied(held, m)).orElse(held).select(columns(SEEN)));
        if (recount.isPresent()) {
            // Which night saw a name does not change by dating it anew.
            Dataset<Row> anew =
                    told(records.naming(recount.get().ids()), lit(null).cast("date"));
            rows = recount.get().forgotten(rows).unionByName(anew);
        }
        if (gone.isPresent()) {
            rows = rows.join(gone.get(), by, "leftanti");
        }
        Dataset<Row> names = NamePeriods.ended(latest(rows)).transform(Kept::of);
        return Identity.write(workspace, TABLE, KEY, names, held, given, gone);
    }

    private Dataset<Row> told(Dataset<Row> records, Column seenOn) {
        return NamePeriods.opened(NamePeriods.told(named(records), workspace.runDate())
                        .groupBy(columns(KEY))
                        .agg(
                                min("subject_name").as("name"),
                                NamePeriods.together().toArray(Column[]::new)))
                .withColumn("first_seen", seenOn)
                .withColumn("last_seen", seenOn)
                .select(columns(SEEN));
    }

    /** One row for a key: from the first day to the last, as written last. */
    private static Dataset<Row> latest(Dataset<Row> rows) {
        List<Column> aggregates = new ArrayList<>(List.of(
                min("first_seen").as("first_seen"),
                max("last_seen").as("last_seen"),
                max(struct("last_seen", "name")).getField("name").as("name")));
        aggregates.addAll(NamePeriods.together());
        return NamePeriods.opened(rows.groupBy(columns(KEY))
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new)));
    }
}
