package io.creditlake.retention;

import io.creditlake.policy.Span;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * How long something is kept.
 *
 * @param span from the day on which its time begins to run
 * @param basis what that rests on
 */
public record Keep(Span span, String basis) {
    /** Months differ in length: so many days may lie between counting forth and back. */
    private static final int UNEVEN = 3;

    /** The day on which the time is over of what it began for on another. */
    Column over(Column since) {
        return span.unit().after(since, span.length());
    }

    /** The last day such that the time of what it began for then is over on a night. */
    LocalDate latestStart(LocalDate night) {
        LocalDate day = before(span, night).plusDays(UNEVEN);
        while (span.after(day).isAfter(night)) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** The day that lies a length before another, counted back. */
    static LocalDate before(Span span, LocalDate day) {
        return switch (span.unit()) {
            case DAYS -> day.minusDays(span.length());
            case MONTHS -> day.minusMonths(span.length());
            case YEARS -> day.minusYears(span.length());
        };
    }

    /** In the words of the file. */
    String words() {
        return span.length() + " " + span.unit().key();
    }
}
