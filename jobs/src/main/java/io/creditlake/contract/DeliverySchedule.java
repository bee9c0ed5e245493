package io.creditlake.contract;

import io.creditlake.standards.WorkingCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * When deliveries are due. A delivery that is due on a day is there when a folder of that day, or of one after the due
 * day before, has come by the night of the day.
 *
 * @param every how often
 * @param day of a week 1 (Monday) to 7; of a month 1 to 31, where the last day stands for those a month lacks; else 0
 */
public record DeliverySchedule(Every every, int day) {
    /** How often a delivery is due. */
    public enum Every {
        /** Every day. */
        DAY,
        /** Every day on which offices work. */
        WORKDAY,
        /** Once a week. */
        WEEK,
        /** Once a month. */
        MONTH
    }

    /** In Chinese, such as 每月 10 日. */
    public String inWords() {
        return switch (every) {
            case DAY -> "每日";
            case WORKDAY -> "每个工作日";
            case WEEK -> "每周" + "一二三四五六日".charAt(day - 1);
            case MONTH -> "每月 " + day + " 日";
        };
    }

    /** The days after one and until another, inclusive, on which a delivery is due. */
    public List<LocalDate> due(LocalDate after, LocalDate until, WorkingCalendar calendar) {
        return after.plusDays(1)
                .datesUntil(until.plusDays(1))
                .filter(date -> isDue(date, calendar))
                .toList();
    }

    /** The first folder date that meets what is due on a day. */
    public LocalDate since(LocalDate due, WorkingCalendar calendar) {
        LocalDate before = due.minusDays(1);
        while (!isDue(before, calendar)) {
            before = before.minusDays(1);
        }
        return before.plusDays(1);
    }

    private boolean isDue(LocalDate date, WorkingCalendar calendar) {
        return switch (every) {
            case DAY -> true;
            case WORKDAY -> calendar.isWorkingDay(date);
            case WEEK -> date.getDayOfWeek().getValue() == day;
            case MONTH ->
                date.getDayOfMonth() == Math.min(day, YearMonth.from(date).lengthOfMonth());
        };
    }
}
