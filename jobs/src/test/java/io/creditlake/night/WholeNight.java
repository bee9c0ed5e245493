package io.creditlake.night;

import io.creditlake.config.Settings;
import java.time.Clock;
import java.time.LocalDate;

/** Runs a night in this process, to its end. */
final class WholeNight {
    private WholeNight() {}

    /** Runs the stages of a night that are still to be done. */
    static void run(Settings settings, LocalDate date) {
        try (Night night = Night.begin(settings, date, Clock.systemUTC())) {
            night.stagesToDo().forEach(night::run);
        }
    }
}
