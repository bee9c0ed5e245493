package io.creditlake.resolve;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import io.creditlake.match.OwnKey;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the lake knows of the subjects that the night's records may be about. The identity tables are read once each, so
 * that whatever follows works on frames of the night's size.
 *
 * @param codes {@code subject.identifier} with {@code key}, for the codes of the night
 * @param names {@code subject.name}, for the names of the night
 * @param records {@code subject_id} and {@code key} of the judged records that the lake has and that are not of the night
 * @param subjects {@code subject_id}, {@code first_seen}, {@code is_person}, {@code org_key} (its one organisation code)
 *     and {@code has_code} of the subjects with one of those codes, names or records
 * @param allCodes rows of {@code subject.identifier}, to be asked for by subject
 * @param allNames rows of {@code subject.name}, to be asked for by subject
 * @param all {@code subject_id}, {@code first_seen} and {@code is_person} of subjects, to be asked for by subject
 */
record KnownSubjects(
        Dataset<Row> codes,
        Dataset<Row> names,
        Dataset<Row> records,
        Dataset<Row> subjects,
        RowsBySubject allCodes,
        RowsBySubject allNames,
        RowsBySubject all) {
    private static final String SUBJECTS = "subject.subject";

    /**
     * The known subjects.
     *
     * @param keyed records with the columns of {@link RecordKeys}
     * @param judged what reviewers decided, the subjects of which are known too
     */
    static KnownSubjects of(Workspace workspace, Dataset<Row> keyed, Judged judged) {
        Dataset<Row> identifiers =
                workspace.read(Identity.CODES).withColumn("key", concat(col("kind"), lit(":"), col("value")));
        RowsBySubject allCodes = new RowsBySubject(workspace, Identity.CODES, identifiers);
        List<Dataset<Row>> met = SideBySide.run(
                workspace.spark(),
                List.of(
                        () -> {
                            if (!workspace.hasRows(Identity.CODES)) {
                                return identifiers.limit(0);
                            }
                            Dataset<Row> keys = keyed.select(
                                            explode(col("codes")).as("key"))
                                    .union(judged.keys())
                                    .distinct()
                                    .transform(Kept::of);
                            Column value =
                                    col("key").substr(instr(col("key"), ":").plus(1), lit(Integer.MAX_VALUE));
                            return Kept.near(identifiers, col("value"), keys, value)
                                    .join(Kept.sent(keys), among("key"), "leftsemi")
                                    .transform(Kept::of);
                        },
                        () -> {
                            if (!workspace.hasRows(Names.TABLE)) {
                                return workspace.read(Names.TABLE).limit(0);
                            }
                            Dataset<Row> keys = keyed.select("name_key")
                                    .union(judged.nameKeys())
                                    .distinct()
                                    .transform(Kept::of);
                            return Kept.near(workspace.read(Names.TABLE), col("name_key"), keys, col("name_key"))
                                    .join(Kept.sent(keys), among("name_key"), "leftsemi")
                                    .transform(Kept::of);
                        },
                        () -> judgedRecords(workspace, keyed, judged)));
        Dataset<Row> codes = met.get(0);
        Dataset<Row> names = met.get(1);
        Dataset<Row> records = met.get(2);
        Dataset<Row> ids = codes.select("subject_id")
                .union(names.select("subject_id"))
                .union(records.select("subject_id"))
                .distinct();
        Dataset<Row> coded = allCodes.of(ids)
                .groupBy("subject_id")
                .agg(max(when(col("kind").equalTo(OwnKey.ORG), col("key"))).as("org_key"))
                .withColumn("has_code", lit(true));
        RowsBySubject all = new RowsBySubject(
                workspace,
                SUBJECTS,
                workspace
                        .read(SUBJECTS)
                        .select(
                                col("subject_id"),
                                col("first_seen"),
                                coalesce(col("kind").equalTo("person"), lit(false))
                                        .as("is_person")));
        Dataset<Row> subjects = all.of(ids)
                .join(coded, among("subject_id"), "left")
                .withColumn("has_code", coalesce(col("has_code"), lit(false)))
                .transform(Kept::of);
        RowsBySubject allNames = new RowsBySubject(workspace, Names.TABLE, workspace.read(Names.TABLE));
        return new KnownSubjects(codes, names, records, subjects, allCodes, allNames, all);
    }

    private static Dataset<Row> judgedRecords(Workspace workspace, Dataset<Row> keyed, Judged judged) {
        Dataset<Row> asked = judged.records();
        Dataset<Row> links = workspace.read("subject.link");
        return (asked.isEmpty() ? links.limit(0) : links)
                .join(broadcast(asked), among("record_id"), "leftsemi")
                .join(keyed.select("record_id"), among("record_id"), "leftanti")
                .select(
                        col("subject_id"),
                        concat(lit(OwnKey.RECORD + ":"), col("record_id")).as("key"))
                .transform(Kept::of);
    }

    /**
     * The same without codes and names that no placed record says any more.
     *
     * @param codes {@code subject_id}, {@code kind}, {@code value}
     * @param names {@code subject_id}, {@code name_key}, {@code region}
     */
    KnownSubjects without(Dataset<Row> codes, Dataset<Row> names) {
        return new KnownSubjects(
                this.codes
                        .join(codes, new String[] {"subject_id", "kind", "value"}, "leftanti")
                        .transform(Kept::of),
                this.names
                        .join(names, new String[] {"subject_id", "name_key", "region"}, "leftanti")
                        .transform(Kept::of),
                records,
                subjects,
                allCodes,
                allNames,
                all);
    }

    /** Who is known under which own key: {@code subject_id}, {@code key}. */
    Dataset<Row> holders() {
        return codes.select("subject_id", "key")
                .union(names.select(
                        col("subject_id"), concat(lit(OwnKey.NAME + ":"), col("name_key"), lit("@"), col("region"))))
                .union(records.select("subject_id", "key"));
    }

    private static String[] among(String column) {
        return new String[] {column};
    }
}
