package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Holds the clock of the machine against the lake. No result depends on it, but Iceberg refuses changes that are older
 * than the last one by more than a minute, so that a clock that was set back, or had been ahead, stops the nights.
 */
final class ClockCheck {
    private static final Duration TOLERATED = Duration.ofMinutes(1);
    private static final String TO_DO =
            "Set the clock right. If it was ahead when a night ran, the lake takes no change"
                    + " until then: restore it from a backup, or make it anew with creditlake rebuild";

    private ClockCheck() {}

    /** What was found, at a time. */
    static Finding find(LakeTables tables, Instant now) {
        return behind(tables, now)
                .map(last ->
                        new Finding("clock", false, now + " is before the last change of the lake, " + last, TO_DO))
                .orElseGet(() -> new Finding("clock", true, told(now), ""));
    }

    private static String told(Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return second.atZone(ZoneId.systemDefault()).toOffsetDateTime() + ", in China "
                + second.atOffset(ZoneOffset.ofHours(8)).toLocalDate();
    }

    /**
     * Ends a run that could not write.
     *
     * @throws ConfigurationException when the clock is behind the lake
     */
    static void refuse(LakeTables tables, Instant now) {
        behind(tables, now).ifPresent(last -> {
            throw ConfigurationException.of(
                    "the clock of this machine",
                    now.toString(),
                    "a time after the last change of the lake, " + last,
                    TO_DO);
        });
    }

    /** The last change of the lake, when the time is too far before it. */
    private static Optional<Instant> behind(LakeTables tables, Instant now) {
        return tables.lastChange().filter(last -> now.isBefore(last.minus(TOLERATED)));
    }
}
