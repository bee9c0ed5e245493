package io.creditlake.policy.lifecycle;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What the decisions in {@code record.revision} mean for records: a row a record with {@link #FROM} and {@link #UNTIL},
 * between which it may count, and {@link #BY}, why it counts no longer.
 *
 * <ul>
 *   <li>A repair that was granted and an objection or withdrawal that was upheld end a record for good, from the day
 *       they take effect. One announced for a later day is known before, so {@code next_review_on} can be.
 *   <li>A correction that was upheld suspends a record until what stands of it was received, not before that day.
 *   <li>A source that withdraws its report ends the record when no other source reports it, until one tells it again.
 * </ul>
 *
 * <p>What a corrected record was before has no bearing: it never was so, and {@code known_on} is how to ask what was
 * believed.
 */
public final class Rulings {
    /** First day on which a record may count again; null when it always could. */
    static final String FROM = "ruled_from";
    /** First day on which a record may no longer count; null when there is none. */
    static final String UNTIL = "ruled_until";
    /** Why, one of {@link #REPAIRED}, {@link #WITHDRAWN} and {@link #SUPERSEDED}. */
    static final String BY = "ruled_by";

    /** The subject's credit was repaired. */
    public static final String REPAIRED = "repaired";
    /** An objection was upheld, the decision was revoked, or every source took its report back. */
    public static final String WITHDRAWN = "withdrawn";
    /** It was found to be wrong, and what is right has not come yet. */
    public static final String SUPERSEDED = "superseded";

    /** The table of decisions. */
    public static final String TABLE = "record.revision";

    /** Decisions about a class, some megabytes, that every executor may hold rather than have all records shuffled. */
    private static final long FEW = 100_000;

    private final Map<String, Dataset<Row>> byClass;
    private final Set<String> withFew;

    private Rulings(Map<String, Dataset<Row>> byClass, Set<String> withFew) {
        this.byClass = byClass;
        this.withFew = withFew;
    }

    /** No decision about any record. */
    public static Rulings ofNothing() {
        return new Rulings(Map.of(), Set.of());
    }

    /**
     * The rulings about the records of some subjects. Finding out which classes have any reads their decisions; where
     * nothing was ever decided, not even the subjects are read.
     *
     * @param tables a table of the lake by name
     * @param subjects subject_id
     * @param asOf the day around which a record is withdrawn or told again
     */
    public static Rulings of(Function<String, Dataset<Row>> tables, Dataset<Row> subjects, LocalDate asOf) {
        Dataset<Row> decided = tables.apply(TABLE);
        if (decided.isEmpty()) {
            return ofNothing();
        }
        Column bySource = isBySource();
        Dataset<Row> acting = decided.where(acts())
                .join(subjects.select("subject_id"), new String[] {"subject_id"}, "left_semi")
                .select(
                        col("subject_id"),
                        col("target_record_id").as("record_id"),
                        col("target_class"),
                        col("kind"),
                        col("source"),
                        bySource.as("by_source"),
                        effectiveOn().as("day"),
                        col("received_on").as("told_on"))
                .transform(Kept::of);
        Map<String, Dataset<Row>> byClass = new LinkedHashMap<>();
        Set<String> withFew = new HashSet<>();
        // As many rows as there are record classes.
        for (Row found : acting.groupBy("target_class")
                .agg(max(col("by_source").or(col("kind").equalTo("correction"))), count(lit(1)))
                .collectAsList()) {
            String recordClass = found.getString(0);
            Dataset<Row> own = acting.where(col("target_class").equalTo(recordClass));
            boolean few = found.getLong(2) <= FEW;
            byClass.put(
                    recordClass,
                    found.getBoolean(1)
                            ? withRecords(own, few, tables.apply("record." + recordClass), asOf)
                            : bare(own));
            if (few) {
                withFew.add(recordClass);
            }
        }
        return new Rulings(byClass, withFew);
    }

    /** Whether a row of the table of decisions acts on a record: what was refused, or waits for its record, does not. */
    public static Column acts() {
        Column granted = col("target_state")
                .equalTo("tied")
                .and(col("outcome").isNull().or(col("outcome").isin("granted", "upheld")))
                .and(col("kind").isin("repair", "objection", "withdrawal", "correction"));
        Column told = isBySource().and(col("kind").isin("withdrawal", "reinstatement"));
        return col("target_record_id").isNotNull().and(coalesce(granted.or(told), lit(false)));
    }

    /** Whether a row says what a source now tells of a record, not what was decided about it. */
    private static Column isBySource() {
        return col("target_state").isNull();
    }

    /** The day from which a row of the table of decisions acts. */
    public static Column effectiveOn() {
        return coalesce(col("effective_on"), col("decision_date"), col("occurred_on"), col("received_on"));
    }

    /** Those about records of a class: subject_id, record_id and the three columns; empty when there is none. */
    public Optional<Dataset<Row>> of(String recordClass) {
        return frame(recordClass).map(rulings -> withFew.contains(recordClass) ? broadcast(rulings) : rulings);
    }

    /**
     * The subjects of records of a class that these say something else of than others.
     *
     * @return subject_id, not distinct; empty when nothing was decided
     */
    public Optional<Dataset<Row>> differing(Rulings others, String recordClass) {
        Column[] columns = Stream.of("subject_id", "record_id", FROM, UNTIL, BY)
                .map(functions::col)
                .toArray(Column[]::new);
        return Stream.of(frame(recordClass), others.frame(recordClass))
                .flatMap(Optional::stream)
                .map(rulings -> rulings.select(columns))
                .reduce(Dataset::union)
                .map(both -> both.groupBy(columns)
                        .agg(count(lit(1)).as("times"))
                        .where(col("times").equalTo(1))
                        .select("subject_id"));
    }

    private Optional<Dataset<Row>> frame(String recordClass) {
        return Optional.ofNullable(byClass.get(recordClass));
    }

    /** The records of any class that may not count on a day: record_id; empty when nothing was decided. */
    public Optional<Dataset<Row>> ended(LocalDate day) {
        Column over = col(UNTIL).leq(lit(day)).or(col(FROM).gt(lit(day)));
        return byClass.values().stream()
                .map(rulings -> rulings.where(over).select("record_id"))
                .reduce(Dataset::union);
    }

    /** The columns of a record about which nothing was decided. */
    static Map<String, Column> none() {
        return Map.of(
                FROM,
                lit(null).cast("date"),
                UNTIL,
                lit(null).cast("date"),
                BY,
                lit(null).cast("string"));
    }

    /** Rulings that no look at the record is needed for. */
    private static Dataset<Row> bare(Dataset<Row> acting) {
        return ruled(decisions(acting.withColumn("received_on", lit(null).cast("date")))
                .withColumn("back_on", lit(null).cast("date"))
                .withColumn("gone_on", lit(null).cast("date")));
    }

    private static Dataset<Row> withRecords(Dataset<Row> acting, boolean few, Dataset<Row> records, LocalDate asOf) {
        Dataset<Row> concerned = acting.select("subject_id", "record_id").distinct();
        String[] record = {"subject_id", "record_id"};
        Dataset<Row> known = records.select(col("subject_id"), col("record_id"), col("received_on"), col("reported_by"))
                .join(few ? broadcast(concerned) : concerned, record, "left_semi");
        Dataset<Row> withdrawals = new SourceWithdrawals(asOf).of(acting.where(col("by_source")), known);
        return ruled(decisions(acting.join(known, record)).join(withdrawals, record, "left_outer"));
    }

    /** subject_id, record_id, and the days repaired, withdrawn and superseded, of every record with any event. */
    private static Dataset<Row> decisions(Dataset<Row> acting) {
        Column awaited = col("kind").equalTo("correction").and(col("day").gt(col("received_on")));
        Column decided = not(col("by_source"));
        return acting.groupBy("subject_id", "record_id")
                .agg(
                        min(when(decided.and(col("kind").equalTo("repair")), col("day")))
                                .as("repaired"),
                        min(when(decided.and(col("kind").isin("objection", "withdrawal")), col("day")))
                                .as("withdrawn"),
                        min(when(decided.and(awaited), col("day"))).as("superseded"));
    }

    private static Dataset<Row> ruled(Dataset<Row> days) {
        Column withdrawn = least(col("withdrawn"), col("gone_on"));
        Column until = least(col("repaired"), col("withdrawn"), col("gone_on"), col("superseded"));
        return days.select(
                col("subject_id"),
                col("record_id"),
                col("back_on").as(FROM),
                until.as(UNTIL),
                when(withdrawn.equalTo(until), lit(WITHDRAWN))
                        .when(col("superseded").equalTo(until), lit(SUPERSEDED))
                        .when(until.isNotNull(), lit(REPAIRED))
                        .as(BY));
    }
}
