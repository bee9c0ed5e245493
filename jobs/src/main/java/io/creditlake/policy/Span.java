package io.creditlake.policy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time.
 *
 * @param length in units, at least 1
 * @param unit unit of the length
 */
public record Span(int length, TimeUnit unit) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}) (\\w+)");
    private static final LocalDate ANY_DAY = LocalDate.of(2001, 1, 1);

    /** The length a text such as {@code 12 months} says; empty when it says none. */
    public static Optional<Span> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
            return Optional.empty();
        }
        return TimeUnit.of(matcher.group(2)).map(unit -> new Span(Integer.parseInt(matcher.group(1)), unit));
    }

    /** Whether it is longer than another when both begin on one day. */
    boolean isLongerThan(Span other) {
        return after(ANY_DAY).isAfter(other.after(ANY_DAY));
    }

    /** The day that lies the length after another. */
    public LocalDate after(LocalDate day) {
        return unit.after(day, length);
    }
}
