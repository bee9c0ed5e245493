package io.creditlake.grade;

import io.creditlake.policy.Measure;
import io.creditlake.policy.Points.Decay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** What one item has measured over the records of one subject. Days are counted since 1970. */
final class Tally {
    /** Stands for a day that never comes. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The last day a calendar of four digits has, which sources state for "without end". */
    private static final int WITHOUT_END = Math.toIntExact(Days.WITHOUT_END.toEpochDay());

    private static final int SCALE = 4;
    private static final long MOST_COUNTED = 9_999_999;

    private final Item item;
    private final int asOf;
    private long[] records = new long[2];
    private int counted;
    private boolean inOrder = true;
    private ArrayData evidence;
    private long meeting;
    private long days;
    private long growing;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal amount;
    private int day = Fact.NO_DAY;
    private long latest;
    private int turn = NEVER;

    Tally(Item item, int asOf) {
        this.item = item;
        this.asOf = asOf;
    }

    /** Takes in a record that {@link Fact#mayCount may count} for the item. */
    void add(Fact fact) {
        int begins = fact.begins(item.selection());
        int ends = fact.ends(item.selection());
        boolean counts = begins <= asOf;
        turn = Math.min(turn, counts ? ends : begins);
        if (counts) {
            count(fact, ends);
        }
    }

    private void count(Fact fact, int ends) {
        if (counted == records.length) {
            records = Arrays.copyOf(records, 2 * counted);
        }
        evidence = null;
        inOrder &= counted == 0 || records[counted - 1] < fact.getRecordId();
        records[counted++] = fact.getRecordId();
        switch (item.kind()) {
            case COUNT -> sum = item.decay().isEmpty() ? sum : sum.add(kept(fact, ends));
            case SUM -> addUp(fact, ends);
            case MAX -> amount = greater(amount, fact.getAmounts()[item.amount()]);
            case LATEST -> later(fact);
            case SINCE_EARLIEST, SINCE_LATEST -> since(fact.getDays()[item.day()]);
            case DAYS -> addDays(fact);
            case SHARE -> meeting += fact.getMeets()[item.condition()] ? 1 : 0;
            case NONE -> {}
        }
    }

    private void addUp(Fact fact, int ends) {
        BigDecimal own = fact.getAmounts()[item.amount()];
        BigDecimal kept = kept(fact, ends);
        sum = own == null ? sum : sum.add(own.multiply(kept));
    }

    /** The part that a record still counts for; the whole when its date is not stated. */
    private BigDecimal kept(Fact fact, int ends) {
        BigDecimal kept = BigDecimal.ONE;
        if (item.decay().isEmpty() || fact.getDays()[item.agesFrom()] == Fact.NO_DAY) {
            return kept;
        }
        LocalDate from = LocalDate.ofEpochDay(fact.getDays()[item.agesFrom()]);
        for (Decay decay : item.decay()) {
            int reached = Math.toIntExact(from.plusMonths(decay.months()).toEpochDay());
            if (reached <= asOf) {
                kept = decay.keep();
            } else if (reached < ends) {
                turn = Math.min(turn, reached);
            }
        }
        return kept;
    }

    private static BigDecimal greater(BigDecimal one, BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.max(other);
    }

    /** The latest record is found by its day, then by its id. */
    private void later(Fact fact) {
        int own = fact.getDays()[item.day()];
        if (counted == 1 || own > day || (own == day && fact.getRecordId() > latest)) {
            day = own;
            latest = fact.getRecordId();
            amount = fact.getAmounts()[item.amount()];
        }
    }

    private void since(int own) {
        if (day == Fact.NO_DAY || own == Fact.NO_DAY) {
            day = Math.max(day, own);
        } else {
            day = item.kind() == Measure.Kind.SINCE_EARLIEST ? Math.min(day, own) : Math.max(day, own);
        }
    }

    /** Days from {@code valid_from} to {@code valid_to}, both included and not beyond the day. */
    private void addDays(Fact fact) {
        int from = fact.getDays()[item.day()];
        int to = fact.getDays()[item.until()];
        if (from == Fact.NO_DAY) {
            return;
        }
        if (from > asOf) {
            turn = Math.min(turn, from);
            return;
        }
        boolean open = to == Fact.NO_DAY;
        days += Math.max(0, (open ? asOf : Math.min(to, asOf)) - from + 1);
        if (open || to >= asOf) {
            growing++;
            turn = open || to >= WITHOUT_END ? turn : Math.min(turn, to + 1);
        }
    }

    /** What is measured, with at most four decimals; null of no number, and for ages. */
    BigDecimal value() {
        BigDecimal value =
                switch (item.kind()) {
                    case COUNT ->
                        item.decay().isEmpty()
                                ? BigDecimal.valueOf(Math.min(counted, MOST_COUNTED))
                                : sum.setScale(SCALE, RoundingMode.HALF_UP);
                    case NONE -> counted == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
                    case SUM -> sum.setScale(SCALE, RoundingMode.HALF_UP);
                    case MAX, LATEST -> amount;
                    case DAYS -> BigDecimal.valueOf(days);
                    case SHARE ->
                        counted == 0
                                ? null
                                : BigDecimal.valueOf(meeting)
                                        .divide(BigDecimal.valueOf(counted), SCALE, RoundingMode.HALF_UP);
                    case SINCE_EARLIEST, SINCE_LATEST -> null;
                };
        Measure.Years years = item.years();
        return value == null || years.equals(Measure.Years.NONE)
                ? value
                : value.multiply(BigDecimal.valueOf(years.aYear()))
                        .divide(BigDecimal.valueOf(years.length()), SCALE, RoundingMode.HALF_UP);
    }

    /** The day that an age is counted from; {@link Fact#NO_DAY} of none. */
    int day() {
        return day;
    }

    /** Records that add a day each day. */
    long growing() {
        return growing;
    }

    /** The next day on which a record begins or ceases to count, or counts otherwise; {@link #NEVER} for none. */
    int turn() {
        return turn;
    }

    /** How many records count. */
    int counted() {
        return counted;
    }

    /** The ids of the records that count, ascending. */
    ArrayData evidence() {
        // Several policies may ask.
        if (evidence == null) {
            long[] ids = Arrays.copyOf(records, counted);
            if (!inOrder) {
                Arrays.sort(ids);
            }
            evidence = UnsafeArrayData.fromPrimitiveArray(ids);
        }
        return evidence;
    }
}
