package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.policy.TimeUnit;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be ruled out of a record by its days alone, see {@link Days#mayCount}. */
class DaysTest {
    private static final LocalDate BEGIN = LocalDate.of(2023, 12, 1);
    private static final LocalDate END = LocalDate.of(2025, 4, 1);

    @ParameterizedTest
    @EnumSource(TimeUnit.class)
    void aWindowThatIsNotOverByADayBeganAfterThatDayLessItsLength(TimeUnit unit) {
        for (int length = 1; length <= 14; length++) {
            int span = length;
            BEGIN.datesUntil(END).forEach(day -> unit.after(day, span)
                    .minusDays(5)
                    .datesUntil(unit.after(day, span))
                    .forEach(asOf -> assertThat(day)
                            .as("%s and %d %s, as of %s", day, span, unit, asOf)
                            .isAfter(unit.after(asOf, -span))));
        }
    }

    @ParameterizedTest
    @EnumSource(TimeUnit.class)
    void aDayLessALengthKeepsTheOrderOfDays(TimeUnit unit) {
        for (int length = 1; length <= 14; length++) {
            int span = length;
            BEGIN.datesUntil(END).forEach(day -> assertThat(unit.after(day, -span))
                    .isBeforeOrEqualTo(unit.after(day.plusDays(1), -span)));
        }
    }
}
