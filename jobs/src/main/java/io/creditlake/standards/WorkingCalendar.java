package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The official working calendar: Monday to Friday, but for the holidays and moved workdays that the State Council
 * arranges each year and {@code conf/reference/working_days.csv} lists. A period counts from the day after it starts.
 */
public final class WorkingCalendar implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("day", "kind");

    private final Map<LocalDate, Boolean> exceptions;
    private final Set<Integer> years;

    private WorkingCalendar(Map<LocalDate, Boolean> exceptions) {
        this.exceptions = Map.copyOf(exceptions);
        this.years = exceptions.keySet().stream().map(LocalDate::getYear).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads the calendar.
     *
     * @param file {@code working_days.csv}: {@code day,kind}, the kind {@code holiday} or {@code workday}
     * @throws ConfigurationException with every mistake of the file
     */
    public static WorkingCalendar load(Path file) {
        Problems problems = new Problems();
        WorkingCalendar calendar = load(file, problems);
        problems.throwIfAny();
        return calendar;
    }

    /** As {@link #load(Path)}, with mistakes put into {@code problems} and the calendar made of the rest. */
    public static WorkingCalendar load(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), problems);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "no readable file", "the working calendar", "Check --conf"));
            return new WorkingCalendar(Map.of());
        }
    }

    /** As {@link #load(Path, Problems)}, from a stream; {@code file} names it in messages. */
    public static WorkingCalendar read(InputStream in, String file, Problems problems) {
        Map<LocalDate, Boolean> exceptions = new HashMap<>();
        for (ReferenceCsv.Line line : ReferenceCsv.read(in, file, COLUMNS, problems)) {
            LocalDate day = day(line.value(0));
            String kind = line.value(1);
            boolean workday = kind.equals("workday");
            if (day == null) {
                line.refuse(problems, line.value(0), "a day such as 2026-10-01", "");
            } else if (!workday && !kind.equals("holiday")) {
                line.refuse(problems, kind, "holiday or workday", "");
            } else if (workday != isWeekend(day)) {
                String found = kind + " on a " + day.getDayOfWeek();
                line.refuse(problems, found, "a holiday from Monday to Friday or a workday on a weekend", "");
            } else if (exceptions.put(day, workday) != null) {
                line.refuse(problems, day + " again", "each day once", "Remove the line");
            }
        }
        return new WorkingCalendar(exceptions);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    /** Whether the file lists a year. In other years the holidays are not known and every Monday to Friday counts. */
    public boolean covers(int year) {
        return years.contains(year);
    }

    /** Whether offices work on the day. */
    public boolean isWorkingDay(LocalDate day) {
        Boolean exception = exceptions.get(day);
        return exception != null ? exception : !isWeekend(day);
    }

    /**
     * The n-th working day after a day; the day itself for 0.
     *
     * @throws IllegalArgumentException when n is negative
     */
    public LocalDate plusWorkingDays(LocalDate day, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("working days to add must not be negative: " + n);
        }
        LocalDate end = day;
        for (int left = n; left > 0; ) {
            end = end.plusDays(1);
            left -= isWorkingDay(end) ? 1 : 0;
        }
        return end;
    }

    /** How many working days lie after the first day, up to and with the last; 0 when the last is not after the first. */
    public int workingDaysBetween(LocalDate first, LocalDate last) {
        int days = 0;
        for (LocalDate day = first.plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            days += isWorkingDay(day) ? 1 : 0;
        }
        return days;
    }

    /**
     * The earliest day from which a thing received on a day is still in time: the first {@code d} with
     * {@code plusWorkingDays(d, n)} not before {@code received}. Comparing with it spares counting for every record.
     *
     * @throws IllegalArgumentException when n is negative
     */
    public LocalDate earliestOnTime(LocalDate received, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("working days allowed must not be negative: " + n);
        }
        if (n == 0) {
            return received;
        }
        LocalDate earliest = received.minusDays(1);
        int used = isWorkingDay(earliest) ? 1 : 0;
        while (used < n) {
            earliest = earliest.minusDays(1);
            used += isWorkingDay(earliest) ? 1 : 0;
        }
        return earliest;
    }
}
