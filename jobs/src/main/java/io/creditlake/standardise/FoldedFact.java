package io.creditlake.standardise;

import io.creditlake.standardise.Survivorship.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a night makes of one fact.
 *
 * @param standing the record
 * @param history every report that says something new, by source in the order sent
 * @param current of these what each source says now
 * @param changed whether a record that was there becomes another
 * @param grown whether tonight adds to the history
 * @param corrected tonight's reports, but the one that brought the fact, with something that now stands and did not
 * @param basis the report of tonight that a change rests on
 */
record FoldedFact(
        Standing standing,
        List<Report> history,
        List<Report> current,
        boolean changed,
        boolean grown,
        List<Report> corrected,
        Optional<Report> basis) {

    /**
     * Folds.
     *
     * @param before values of the record as it stands; empty when the fact is new
     * @param known its reports
     * @param tonight reports in the order received, at least one
     */
    static FoldedFact of(
            Survivorship survivorship, Optional<List<String>> before, List<Report> known, List<Report> tonight) {
        List<Report> history = ReportHistory.grown(known, tonight);
        List<Report> current = ReportHistory.current(history);
        Standing standing = survivorship.of(current);
        Report first = tonight.get(0);
        List<Integer> changes = survivorship.changes(before.orElse(first.values()), standing.values());
        List<Report> news = current.stream().filter(tonight::contains).toList();
        List<Report> corrected = news.stream()
                .filter(report -> before.isPresent() || !report.equals(first))
                .filter(report -> changes.stream().anyMatch(i -> gives(report, standing, i)))
                .toList();
        // Where none gives what now stands, one took back what stood.
        Optional<Report> basis =
                news.stream().max(Comparator.comparing(corrected::contains).thenComparingInt(tonight::indexOf));
        return new FoldedFact(
                standing,
                history,
                current,
                before.isPresent() && !changes.isEmpty(),
                history.size() > known.size(),
                corrected,
                basis);
    }

    private static boolean gives(Report report, Standing standing, int column) {
        return Objects.equals(report.values().get(column), standing.values().get(column));
    }
}
