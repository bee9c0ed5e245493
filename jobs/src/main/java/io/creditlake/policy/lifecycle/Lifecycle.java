package io.creditlake.policy.lifecycle;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.ClassLifecycle;
import io.creditlake.policy.LifecycleVersion;
import io.creditlake.policy.Span;
import io.creditlake.policy.Term;
import io.creditlake.policy.Term.Publicity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a record still is: how grave, until when it is shown and counts, from when it may be repaired. All of it follows
 * from the record, the decisions about it and the law that governs it; days are first days, and those of an end the
 * first on which it is over.
 *
 * <p>Columns that it adds, each null where nothing says so:
 *
 * <ul>
 *   <li>{@code severity}: light, general or serious
 *   <li>{@code lifecycle_basis}: the article or measure that all of it but decisions rests on
 *   <li>{@code publicity_from}, {@code publicity_until}: when it is shown to the public
 *   <li>{@code counts_from}, {@code counts_until}: when a policy may count it, whatever its windows
 *   <li>{@code ended_by}: why it counts no longer from {@code counts_until}, see {@link #EXPIRED} and {@link Rulings}
 *   <li>{@code repairable_from}: from when its subject may apply for repair
 * </ul>
 *
 * @param governing the versions that govern records on the day, the one in force first
 */
public record Lifecycle(List<LifecycleVersion> governing) {
    /** It counts no longer because its time of use is over. */
    public static final String EXPIRED = "expired";

    /** The column with what the severity and the times of a record rest on. */
    public static final String BASIS = "lifecycle_basis";

    private static final LocalDate WITHOUT_END = LocalDate.of(9999, 12, 31);
    private static final String TERM = "lifecycle_term";

    /** One term under one version. */
    private record Case(LifecycleVersion version, ClassLifecycle lifecycle, Term term) {
        /** The day that lengths count from. */
        Column day() {
            return col(lifecycle.countedFrom());
        }

        Column after(Optional<Span> span) {
            return span.map(s -> s.unit().after(day(), s.length())).orElseGet(Lifecycle::never);
        }
    }

    /** No law about records: a policy alone says how long they count. */
    public static Lifecycle ofNone() {
        return new Lifecycle(List.of());
    }

    /**
     * Adds the columns.
     *
     * @param recordClass the class, such as {@code penalty}
     * @param records records of the class
     * @param rulings what was decided about records of the class, see {@link Rulings}; empty when nothing was
     */
    public Dataset<Row> of(String recordClass, Dataset<Row> records, Optional<Dataset<Row>> rulings) {
        Dataset<Row> ruled = rulings.map(r -> records.join(r, new String[] {"subject_id", "record_id"}, "left_outer"))
                .orElseGet(() -> records.withColumns(Rulings.none()));
        List<Case> cases = cases(recordClass);
        Column expires = each(cases, c -> c.after(c.term().use()));
        Map<String, Column> law = new LinkedHashMap<>();
        law.put("severity", each(cases, c -> lit(c.term().severity().key())).cast("string"));
        law.put(BASIS, each(cases, c -> lit(c.term().basis())).cast("string"));
        law.put("publicity_from", each(cases, Lifecycle::publicityFrom));
        law.put("publicity_until", each(cases, Lifecycle::publicityUntil));
        law.put("counts_from", col(Rulings.FROM));
        law.put("expires_on", expires);
        law.put("repairable_from", each(cases, Lifecycle::repairableFrom));
        Map<String, Column> ended = new LinkedHashMap<>();
        Column until = col(Rulings.UNTIL);
        ended.put("counts_until", least(col("expires_on"), until));
        ended.put(
                "ended_by",
                when(until.leq(coalesce(col("expires_on"), until)), col(Rulings.BY))
                        .when(col("expires_on").isNotNull(), lit(EXPIRED)));
        ended.put("publicity_until", when(col("publicity_from").isNotNull(), least(col("publicity_until"), until)));
        // A record that is withdrawn or repaired cannot be repaired.
        ended.put("repairable_from", when(until.isNull(), col("repairable_from")));
        // The place of the term first, as a column: conditions are then evaluated once, whatever reads them.
        return ruled.withColumn(TERM, place(cases))
                .withColumns(law)
                .withColumns(ended)
                .drop(TERM, "expires_on", Rulings.FROM, Rulings.UNTIL, Rulings.BY);
    }

    private List<Case> cases(String recordClass) {
        List<Case> cases = new ArrayList<>();
        for (LifecycleVersion version : governing) {
            version.of(recordClass).ifPresent(c -> c.terms().forEach(term -> cases.add(new Case(version, c, term))));
        }
        return cases;
    }

    /** The place of the term that a record is under; null when it is under none. */
    private Column place(List<Case> cases) {
        Column place = lit(null).cast("int");
        for (int v = governing.size() - 1; v >= 0; v--) {
            LifecycleVersion version = governing.get(v);
            Column own = lit(null).cast("int");
            for (int i = cases.size() - 1; i >= 0; i--) {
                if (cases.get(i).version().equals(version)) {
                    own = when(expr(cases.get(i).term().where().sql()), lit(i)).otherwise(own);
                }
            }
            // Nothing older governs the records of the last, and what has no day is under the law in force.
            Column dated = col("occurred_on").lt(lit(version.effectiveFrom()));
            place = v == governing.size() - 1 && version.governsEarlier()
                    ? own
                    : when(dated, place).otherwise(own);
        }
        return place;
    }

    private static Column each(List<Case> cases, Function<Case, Column> value) {
        Column all = null;
        for (int i = 0; i < cases.size(); i++) {
            Column here = value.apply(cases.get(i));
            Column is = col(TERM).equalTo(i);
            all = all == null ? when(is, here) : all.when(is, here);
        }
        return all == null ? never() : all;
    }

    private static Column publicityFrom(Case c) {
        return c.term().publicity().kind() == Publicity.Kind.NONE ? never() : c.day();
    }

    private static Column publicityUntil(Case c) {
        return switch (c.term().publicity().kind()) {
            case NONE -> never();
            case FOR_A_TIME -> c.after(c.term().publicity().atMost());
            case WHILE_VALID -> when(col("valid_to").lt(lit(WITHOUT_END)), date_add(col("valid_to"), 1));
        };
    }

    private static Column repairableFrom(Case c) {
        if (!c.term().repairable()) {
            return never();
        }
        return c.term().repairableAfter().isPresent() ? c.after(c.term().repairableAfter()) : c.day();
    }

    private static Column never() {
        return lit(null).cast("date");
    }
}
