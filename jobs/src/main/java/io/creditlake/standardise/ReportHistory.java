package io.creditlake.standardise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The reports of a fact by all sources over time. */
final class ReportHistory {
    private static final Comparator<Report> BY_SOURCE =
            Comparator.comparing(Report::source).thenComparing(Report.ORDER);
    private static final Comparator<Report> BY_DAY =
            Comparator.comparing(Report::source).thenComparing(Report::sentOn);

    private ReportHistory() {}

    /**
     * What is known and what is new. A day's reports of a source add nothing when the last of them says what the source
     * said before; else each of them that says something else than the one before.
     *
     * @return the known ones and tonight's news, by source in the order sent
     */
    static List<Report> grown(List<Report> known, List<Report> tonight) {
        List<Report> history = new ArrayList<>(known);
        for (List<Report> day : days(tonight)) {
            List<Report> news = new ArrayList<>();
            Report before = before(history, day.get(0));
            Report last = before;
            for (Report report : day) {
                if (!repeats(last, report)) {
                    news.add(report);
                }
                last = report;
            }
            if (!repeats(before, last)) {
                history.addAll(news);
            }
        }
        history.sort(BY_SOURCE);
        return history;
    }

    /**
     * What each source says now: the last report of the last day it sent. Of several days in a row that end with this
     * content it is the first, for since then the source has said so.
     */
    static List<Report> current(List<Report> history) {
        List<Report> current = new ArrayList<>();
        Report before = null;
        for (List<Report> day : days(history)) {
            Report last = day.get(day.size() - 1);
            if (before != null && before.source().equals(last.source())) {
                if (!repeats(before, last)) {
                    current.set(current.size() - 1, last);
                }
            } else {
                current.add(last);
            }
            before = last;
        }
        return current;
    }

    /** By source and day sent, each in the order sent. */
    private static Collection<List<Report>> days(List<Report> reports) {
        TreeMap<Report, List<Report>> days = new TreeMap<>(BY_DAY);
        for (Report report : reports.stream().sorted(BY_SOURCE).toList()) {
            days.computeIfAbsent(report, first -> new ArrayList<>()).add(report);
        }
        return days.values();
    }

    private static Report before(List<Report> history, Report report) {
        return history.stream()
                .filter(r -> r.source().equals(report.source()) && Report.ORDER.compare(r, report) <= 0)
                .max(Report.ORDER)
                .orElse(null);
    }

    private static boolean repeats(Report before, Report report) {
        return before != null
                && before.source().equals(report.source())
                && before.contentHash() == report.contentHash();
    }
}
