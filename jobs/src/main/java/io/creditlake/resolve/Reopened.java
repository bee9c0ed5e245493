package io.creditlake.resolve;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Model;
import io.creditlake.match.OwnKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that go through resolution again, because a judgement about their subject was made or withdrawn since the last
 * release: those that are tied to it by something weaker than an organisation code or a person's token, and those that
 * a judgement itself names. So a mistaken tie is undone by the same rules that made it.
 *
 * @param subjects {@code subject_id} of the subjects concerned, distinct
 * @param links the links of those records as they were
 */
record Reopened(Dataset<Row> subjects, Dataset<Row> links) {
    private static final String LINKS = "subject.link";
    private static final String[] SUBJECT = {"subject_id"};
    private static final List<String> FIRM = List.of(RecordKeys.USCC, OwnKey.ORG, RecordKeys.TAX, OwnKey.PERSON);

    /** Takes the subject of such records away; empty when no judgement asks for it. */
    static Optional<Reopened> of(Workspace workspace, Judged judged) {
        Dataset<Row> pairs = judged.loosened();
        if (pairs.isEmpty() || !workspace.hasRows(LINKS)) {
            return Optional.empty();
        }
        Dataset<Row> keys = pairs.select(col("left").as("key"))
                .union(pairs.select(col("right")))
                .distinct();
        Dataset<Row> links = workspace.read(LINKS);
        Dataset<Row> torn = links.join(
                        broadcast(Judged.ofRecords(pairs)), col("record_id").equalTo(col("wrong_record")), "leftsemi")
                .transform(Kept::of);
        Dataset<Row> subjects = holders(workspace, keys)
                .union(torn.select("subject_id"))
                .distinct()
                .transform(Kept::of);
        Dataset<Row> reopened = links.join(subjects, SUBJECT, "leftsemi")
                .filter(not(col("rule").isin(FIRM.toArray())))
                .unionByName(torn)
                .dropDuplicates("record_id")
                .transform(Kept::of);
        for (Row of : reopened.select("record_class").distinct().collectAsList()) {
            workspace.update(
                    "record." + of.getString(0),
                    reopened.filter(col("record_class").equalTo(of.getString(0)))
                            .select("record_id", "subject_id"),
                    List.of("record_id", "subject_id"),
                    Map.of("subject_id", lit(null).cast("bigint")));
        }
        return reopened.isEmpty() ? Optional.empty() : Optional.of(new Reopened(subjects, reopened));
    }

    private static Dataset<Row> holders(Workspace workspace, Dataset<Row> keys) {
        Column code = concat(col("kind"), lit(":"), col("value"));
        Column name = concat(lit(OwnKey.NAME + ":"), col("name_key"), lit("@"), col("region"));
        return Stream.of(
                        workspace.read("subject.identifier").select(col("subject_id"), code.as("key")),
                        workspace.read("subject.name").select(col("subject_id"), name.as("key")))
                .map(held -> held.join(broadcast(keys), new String[] {"key"}, "leftsemi")
                        .select("subject_id"))
                .reduce(Dataset::union)
                .orElseThrow();
    }

    /**
     * What the lake still knows when the reopened records are left out. Profiles and blocks are written so, for matching
     * reads them.
     *
     * @param said the reopened records, with the columns of {@link RecordKeys}
     */
    KnownSubjects stillKnown(
            Workspace workspace, NamingRecords naming, List<Model> models, KnownSubjects known, Dataset<Row> said) {
        Dataset<Row> others = naming.of(subjects).transform(Kept::of);
        for (Model model : models) {
            Dataset<Row> now = new SubjectProfiles(model).of(others).transform(Kept::of);
            Dataset<Row> emptied = subjects.join(now.select("subject_id"), SUBJECT, "leftanti");
            new StoredProfiles(workspace, model).write(now, emptied);
        }
        return known.without(
                recount(said).gone(Identity.unsupportedCodes(known, others, subjects)),
                Identity.unsupportedNames(known, others, subjects)
                        .join(onceRegistered(known, others), Names.KEY.toArray(String[]::new), "leftanti"));
    }

    private Recount recount(Dataset<Row> said) {
        return Recount.of(links, said, Optional.empty(), Optional.of(links), Optional.empty())
                .orElseThrow();
    }

    /** Former names of the register, of subjects whose entry is not among the reopened records: no record has them. */
    private static Dataset<Row> onceRegistered(KnownSubjects known, Dataset<Row> others) {
        return known.allNames()
                .of(others.filter(col("record_class").equalTo(OddNames.REGISTER)))
                .filter(col("registered_until").isNotNull())
                .select(Identity.columns(Names.KEY));
    }

    /**
     * Notes in {@code subject.merge} which subjects were split off.
     *
     * @param moved {@code record_id}, {@code subject_id} and {@code now}: records that have left their subject
     */
    void noteSplits(Workspace workspace, Dataset<Row> moved) {
        workspace.append(
                Merges.TABLE,
                moved.join(links.select("record_id"), new String[] {"record_id"}, "leftsemi")
                        .select(
                                col("subject_id").as("from_subject_id"),
                                col("now").as("into_subject_id"),
                                lit("split").as("kind"),
                                lit(JudgedSubjects.RULE).as("rule"),
                                lit(workspace.runDate()).as("merged_on"))
                        .distinct());
    }
}
