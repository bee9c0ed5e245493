package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes what is known of the subjects that a night touched: codes, names, golden records, profiles and blocks. */
final class SubjectTables {
    private static final String SUBJECTS = "subject.subject";
    private static final String[] SUBJECT = {"subject_id"};

    private final Workspace workspace;
    private final SubjectRecords records;
    private final KnownSubjects known;

    /**
     * Tables of a night.
     *
     * @param records the records of the subjects that the night touched
     * @param known what the lake knew of the night's subjects before
     */
    SubjectTables(Workspace workspace, SubjectRecords records, KnownSubjects known) {
        this.workspace = workspace;
        this.records = records;
        this.known = known;
    }

    /**
     * Writes them all, side by side, and the questions for reviewers about them.
     *
     * @param placement the night's records and merges
     * @param touched the subjects whose golden records may be others now
     * @param recount those of which something may be said no more: what no record says of them goes
     * @param matched profiles and blocks of the night's subjects, those that the lake has, and the questions
     * @return how many questions are new
     */
    long write(Placement placement, Dataset<Row> touched, Optional<Recount> recount, Matching.Result matched) {
        Optional<Dataset<Row>> moves = placement.given();
        Dataset<Row> ids = Stream.of(recount.map(Recount::ids), moves.map(Merges::subjects))
                .flatMap(Optional::stream)
                .reduce(touched, Dataset::union);
        // One question for all subjects, so that each table is read once.
        SideBySide.run(workspace.spark(), List.of(() -> known.allCodes().of(ids), () -> known.allNames()
                .of(ids)));
        Optional<Dataset<Row>> supported =
                recount.map(r -> records.naming(r.ids()).transform(Kept::of));
        Optional<Dataset<Row>> speaking =
                recount.map(r -> withFormerNames(supported.orElseThrow(), r).transform(Kept::of));
        Names names = new Names(workspace, known, records, recount);
        List<Callable<Boolean>> writes = new ArrayList<>(
                new Identity(workspace, known).writes(placement.records(), moves, recount, supported, names));
        Optional<Dataset<Row>> left = recount.map(Recount::ids);
        matched.profiles().forEach((model, tonight) -> {
            SubjectProfiles all = new SubjectProfiles(model);
            Dataset<Row> now = speaking.map(still -> tonight.join(left.orElseThrow(), SUBJECT, "leftanti")
                            .unionByName(all.united(all.of(still))))
                    .orElse(tonight)
                    .transform(Kept::of);
            Dataset<Row> gone = gone(now, moves, left);
            writes.add(() -> matched.stored().get(model).write(now, gone));
        });
        Dataset<Row> gone = withoutRecords(moves, left);
        Callable<Long> questions = () -> new Doubts(workspace).write(matched.found(), gone);
        Callable<Long> golden = () -> writeGolden(touched, gone);
        Callable<Long> others = () -> {
            SideBySide.run(workspace.spark(), writes);
            return 0L;
        };
        return SideBySide.run(workspace.spark(), List.of(questions, golden, others))
                .get(0);
    }

    /** Records, and one more for each name that only the register said once, for profiles know subjects by it too. */
    private Dataset<Row> withFormerNames(Dataset<Row> records, Recount recount) {
        Dataset<Row> entries = records.filter(col("record_class").equalTo(OddNames.REGISTER));
        Dataset<Row> first = entries.groupBy("subject_id").agg(min("record_id").as("record_id"));
        Dataset<Row> former = recount.stillRegistered(known.allNames().of(recount.ids()))
                .select(
                        col("subject_id"),
                        col("name").as("former"),
                        col("name_key").as("former_key"));
        return records.unionByName(entries.join(first, new String[] {"subject_id", "record_id"})
                .join(former, SUBJECT)
                .withColumn("subject_name", col("former"))
                .withColumn("name_key", col("former_key"))
                .drop("former", "former_key"));
    }

    /** The subjects that were given up or lost their last record. */
    private Dataset<Row> gone(Dataset<Row> now, Optional<Dataset<Row>> moves, Optional<Dataset<Row>> left) {
        Dataset<Row> none = now.select("subject_id").limit(0);
        Dataset<Row> given = moves.map(m -> m.select(col("from_subject_id").as("subject_id")))
                .orElse(none);
        return left.map(given::union)
                .orElse(given)
                .distinct()
                .join(now.select("subject_id"), SUBJECT, "leftanti")
                .transform(Kept::of);
    }

    /** The subjects that are no more: given up, or left by their last record. */
    private Dataset<Row> withoutRecords(Optional<Dataset<Row>> moves, Optional<Dataset<Row>> left) {
        Dataset<Row> emptied = left.map(records::without)
                .orElseGet(() -> workspace.read(SUBJECTS).select("subject_id").limit(0));
        return moves.map(m -> m.select(col("from_subject_id").as("subject_id")).union(emptied))
                .orElse(emptied)
                .distinct()
                .transform(Kept::of);
    }

    /** Golden records, and which subjects have none any longer: what is said of these elsewhere goes by that. */
    private long writeGolden(Dataset<Row> touched, Dataset<Row> gone) {
        Dataset<Row> since = known.all()
                .of(touched)
                .select(col("subject_id"), col("first_seen").as("known_since"));
        Dataset<Row> rows = records.golden()
                .join(since, SUBJECT, "left")
                // A subject that was split off is as old as what the lake knows of it.
                .withColumn("first_seen", coalesce(col("known_since"), col("since"), lit(workspace.runDate())))
                .drop("since");
        if (!workspace.hasRows(SUBJECTS)) {
            workspace.append(SUBJECTS, rows);
            return 0;
        }
        // Some change rows and others are new.
        Dataset<Row> golden = rows.transform(Kept::of);
        workspace.change(SUBJECTS, golden.filter(col("known_since").isNotNull()), gone, List.of("subject_id"));
        workspace.append(SUBJECTS, golden.filter(col("known_since").isNull()));
        if (!gone.isEmpty()) {
            workspace.append("subject.ended", gone.withColumn("ended_on", lit(workspace.runDate())));
        }
        return 0;
    }
}
