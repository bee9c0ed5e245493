package io.creditlake.policy;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.date_add;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** A unit that a policy counts time in. */
public enum TimeUnit {
    /** Calendar days. */
    DAYS,
    /** Calendar months; a day that the month reached does not have becomes its last. */
    MONTHS,
    /** Twelve months. */
    YEARS;

    /** The word in a policy file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The day that lies so many units after another. */
    public Column after(Column day, int length) {
        return switch (this) {
            case DAYS -> date_add(day, length);
            case MONTHS -> add_months(day, length);
            case YEARS -> add_months(day, Math.multiplyExact(length, 12));
        };
    }

    /** The same of a day that is known; both agree. */
    public LocalDate after(LocalDate day, int length) {
        return switch (this) {
            case DAYS -> day.plusDays(length);
            case MONTHS -> day.plusMonths(length);
            case YEARS -> day.plusYears(length);
        };
    }

    /** The unit of a word. */
    public static Optional<TimeUnit> of(String key) {
        return Arrays.stream(values()).filter(u -> u.key().equals(key)).findFirst();
    }

    /** All words. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(TimeUnit::key).toList();
    }
}
