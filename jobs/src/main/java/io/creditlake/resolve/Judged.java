package io.creditlake.resolve;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import io.creditlake.lake.Workspace;
import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.JudgementRows;
import io.creditlake.match.Judgements;
import io.creditlake.match.OwnKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What reviewers decided, as frames. People write judgements one by one, so their lists stay in memory.
 *
 * @param spark session
 * @param inForce the judgements that hold on the run date, one for a pair of keys
 * @param changed those whose pair was judged otherwise, or not at all, when the base release was made
 * @param judgements the judgements in force, as they are written
 */
record Judged(SparkSession spark, List<Pair> inForce, List<Pair> changed, List<Judgement> judgements) {
    private static final String TABLE = "subject.judgement";
    private static final String NAME = OwnKey.NAME + ":";
    private static final StructType PAIRS = new StructType()
            .add("left", DataTypes.StringType)
            .add("right", DataTypes.StringType)
            .add("id", DataTypes.StringType);
    private static final StructType APART_NAMES = new StructType()
            .add("name_key", DataTypes.StringType)
            .add("region", DataTypes.StringType)
            .add("other", DataTypes.StringType);
    private static final StructType TOLD =
            new StructType().add("id", DataTypes.StringType).add("told", DataTypes.StringType);
    private static final StructType KEYS = new StructType().add("key", DataTypes.StringType);

    /**
     * A pair of own keys.
     *
     * @param left one key
     * @param right the other
     * @param same whether they are the same subject; false where they are different, and in {@link #changed} also where
     *     nothing is said of them any more
     * @param id the judgement
     */
    record Pair(String left, String right, boolean same, String id) {
        private Stream<String> keys() {
            return Stream.of(left, right);
        }
    }

    /** What a night obeys, as ingest took it in, and what has changed in it since the release that it builds on. */
    static Judged of(Workspace workspace) {
        List<Judgement> now = workspace.hasRows(TABLE) ? JudgementRows.read(workspace.read(TABLE)) : List.of();
        List<Judgement> before = workspace.changed(TABLE) ? JudgementRows.read(workspace.readBase(TABLE)) : now;
        List<Pair> changed = Judgements.changes(before, now).stream()
                .map(c -> new Pair(c.pair().left(), c.pair().right(), c.now().equals(Optional.of(Verdict.SAME)), ""))
                .toList();
        List<Pair> inForce = now.stream()
                .map(j -> new Pair(j.left(), j.right(), j.says() == Verdict.SAME, j.id()))
                .toList();
        return new Judged(workspace.spark(), inForce, changed, now);
    }

    /**
     * Records that are judged not to be those of a code lose it: they are known by what else they say.
     *
     * @param records records of any class, with the codes that they were sent with
     */
    Dataset<Row> trusted(Dataset<Row> records) {
        return withWrongKeys(records, (rows, wrong) -> RecordKeys.withoutCodes(rows, wrong));
    }

    /**
     * Records that are judged not to be those of their own name have none: a name is no key of theirs.
     *
     * @param keyed records with the columns of {@link RecordKeys}
     */
    Dataset<Row> rightlyNamed(Dataset<Row> keyed) {
        return withWrongKeys(keyed, (rows, wrong) -> RecordKeys.withoutName(rows, wrong));
    }

    private Dataset<Row> withWrongKeys(Dataset<Row> records, BiFunction<Dataset<Row>, Column, Dataset<Row>> without) {
        Dataset<Row> different = ofRecords(different());
        if (different.isEmpty()) {
            return records;
        }
        Dataset<Row> wrong =
                different.groupBy("wrong_record").agg(collect_set("other").as("wrong_keys"));
        Dataset<Row> rows = records.join(broadcast(wrong), col("record_id").equalTo(col("wrong_record")), "left");
        return without.apply(rows, col("wrong_keys")).drop("wrong_record", "wrong_keys");
    }

    /** The pairs that have a record on one side: {@code wrong_record}, its id, and {@code other}. */
    static Dataset<Row> ofRecords(Dataset<Row> pairs) {
        String record = OwnKey.RECORD + ":";
        // An id that no record can have names none; a night does not end for it.
        Column id = substring(col("left"), lit(record.length() + 1), length(col("left")))
                .try_cast("bigint");
        return pairs.select("left", "right")
                .union(pairs.select("right", "left"))
                .filter(col("left").startsWith(record))
                .select(id.as("wrong_record"), col("right").as("other"))
                .filter(col("wrong_record").isNotNull());
    }

    /** Every record that a judgement in force names: {@code record_id}. */
    Dataset<Row> records() {
        return ofRecords(same().union(different()))
                .select(col("wrong_record").as("record_id"))
                .distinct();
    }

    /** Every key that a judgement in force names: {@code key}. */
    Dataset<Row> keys() {
        List<Row> rows = inForce.stream()
                .flatMap(Pair::keys)
                .distinct()
                .map(RowFactory::create)
                .toList();
        return spark.createDataFrame(rows, KEYS);
    }

    /** Pairs that are the same: {@code left}, {@code right}, {@code id}. */
    Dataset<Row> same() {
        return pairs(inForce.stream().filter(Pair::same).toList());
    }

    /** Pairs that are different: {@code left}, {@code right}, {@code id}. */
    Dataset<Row> different() {
        return pairs(inForce.stream().filter(p -> !p.same()).toList());
    }

    /** Every pair in force, in both orders: {@code left_key}, {@code right_key}, {@code says}. */
    Dataset<Row> inForcePairs() {
        Dataset<Row> all =
                same().withColumn("says", lit("same")).union(different().withColumn("says", lit("different")));
        return all.select(col("left").as("left_key"), col("right").as("right_key"), col("says"))
                .union(all.select(col("right"), col("left"), col("says")));
    }

    /**
     * What was judged, by whom and since when, as evidence: {@code id}, {@code told}, a JSON array of the line of the
     * judgement.
     */
    Dataset<Row> told() {
        return spark.createDataFrame(
                judgements.stream()
                        .map(j -> RowFactory.create(j.id(), "[" + j.line() + "]"))
                        .toList(),
                TOLD);
    }

    private Dataset<Row> pairs(List<Pair> pairs) {
        return spark.createDataFrame(
                pairs.stream()
                        .map(p -> RowFactory.create(p.left(), p.right(), p.id()))
                        .toList(),
                PAIRS);
    }

    /** Names that are different from what another key names: {@code name_key}, {@code region}, {@code other}. */
    Dataset<Row> apartNames() {
        List<Row> rows = new ArrayList<>();
        for (Pair pair : inForce) {
            if (!pair.same()) {
                addName(rows, pair.left(), pair.right());
                addName(rows, pair.right(), pair.left());
            }
        }
        return spark.createDataFrame(rows, APART_NAMES);
    }

    /** The names among those keys: {@code name_key}. */
    Dataset<Row> nameKeys() {
        List<Row> rows = inForce.stream()
                .flatMap(Pair::keys)
                .filter(Judged::isName)
                .map(key -> RowFactory.create(key.substring(NAME.length(), key.lastIndexOf('@'))))
                .distinct()
                .toList();
        return spark.createDataFrame(rows, KEYS);
    }

    private static boolean isName(String key) {
        return key.startsWith(NAME);
    }

    private static void addName(List<Row> rows, String key, String other) {
        if (isName(key)) {
            int at = key.lastIndexOf('@');
            rows.add(RowFactory.create(key.substring(NAME.length(), at), key.substring(at + 1), other));
        }
    }

    /** Registration numbers and organisation codes of different subjects: {@code reg_key}, {@code org_key}. */
    Dataset<Row> apartCodes() {
        Dataset<Row> different = different();
        Dataset<Row> turned = different.select(col("right"), col("left"), col("id"));
        return different
                .union(turned)
                .filter(col("left")
                        .startsWith(OwnKey.REG + ":")
                        .and(col("right").startsWith(OwnKey.ORG + ":")))
                .select(col("left").as("reg_key"), col("right").as("org_key"));
    }

    /** Pairs that are no longer the same, whose records are resolved anew: {@code left}, {@code right}, {@code id}. */
    Dataset<Row> loosened() {
        return pairs(changed.stream().filter(p -> !p.same()).toList());
    }
}
