package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {
    private static final WorkingCalendar CALENDAR = WorkingCalendar.load(Reference.file("working_days.csv"));

    @ParameterizedTest
    @CsvSource({
        "2026-09-30,true",
        "2026-10-01,false",
        "2026-10-07,false",
        "2026-10-08,true",
        "2026-10-10,true",
        "2026-10-11,false",
        "2026-02-14,true",
        "2026-02-23,false",
        "2025-01-26,true",
        "2025-10-08,false",
        "2024-02-09,true",
        "2024-02-12,false",
        "2023-06-25,true",
        "2030-10-01,true"
    })
    void holidaysAndMovedWorkdaysCount(LocalDate day, boolean working) {
        assertThat(CALENDAR.isWorkingDay(day)).isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-28,0,2026-09-28",
        "2026-09-28,7,2026-10-13",
        "2026-11-02,7,2026-11-11",
        "2026-10-03,1,2026-10-08",
        "2030-11-01,7,2030-11-12"
    })
    void workingDaysAreAddedFromTheDayAfter(LocalDate day, int n, LocalDate end) {
        assertThat(CALENDAR.plusWorkingDays(day, n)).isEqualTo(end);
    }

    @Test
    void onlyListedYearsAreCovered() {
        assertThat(CALENDAR.covers(2023)).isTrue();
        assertThat(CALENDAR.covers(2026)).isTrue();
        assertThat(CALENDAR.covers(2030)).isFalse();
    }

    @Test
    void workingDaysBetweenLeaveOutTheFirstDay() {
        LocalDate friday = LocalDate.of(2026, 11, 6);
        assertThat(CALENDAR.workingDaysBetween(friday, friday)).isZero();
        assertThat(CALENDAR.workingDaysBetween(friday, friday.plusDays(3))).isEqualTo(1);
        assertThat(CALENDAR.workingDaysBetween(friday, friday.minusDays(3))).isZero();
    }

    @Test
    void aNegativeNumberIsRefused() {
        LocalDate day = LocalDate.of(2026, 1, 5);
        assertThatThrownBy(() -> CALENDAR.plusWorkingDays(day, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CALENDAR.earliestOnTime(day, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void theEarliestDayInTimeIsTheFirst(@ForAll @IntRange(max = 1460) int offset, @ForAll @IntRange(max = 20) int n) {
        LocalDate received = LocalDate.of(2023, 1, 1).plusDays(offset);
        LocalDate earliest = CALENDAR.earliestOnTime(received, n);
        assertThat(CALENDAR.plusWorkingDays(earliest, n)).isAfterOrEqualTo(received);
        assertThat(CALENDAR.plusWorkingDays(earliest.minusDays(1), n)).isBefore(received);
    }

    @Property
    void addingAndCountingAgree(@ForAll @IntRange(max = 1460) int offset, @ForAll @IntRange(max = 30) int n) {
        LocalDate day = LocalDate.of(2023, 1, 1).plusDays(offset);
        assertThat(CALENDAR.workingDaysBetween(day, CALENDAR.plusWorkingDays(day, n)))
                .isEqualTo(n);
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        String csv =
                """
                day,kind
                2026-10-01,holiday
                2026-13-01,holiday
                2026-10-02,rest
                2026-10-03,holiday
                2026-10-05,workday
                2026-10-01,holiday
                """;
        Problems problems = new Problems();
        WorkingCalendar.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "days.csv", problems);
        assertThat(problems.list()).extracting(Problem::line).containsExactly(3, 4, 5, 6, 7);
    }
}
