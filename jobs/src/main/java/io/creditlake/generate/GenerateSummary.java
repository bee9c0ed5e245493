package io.creditlake.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was made.
 *
 * @param files files with rows, markers and truth left aside
 * @param rows rows in them, by expected outcome
 * @param planted rows planted on purpose, by kind, in alphabetical order
 * @param truth folder of the truth
 * @param skipped sources of record classes that no facts are made for
 */
public record GenerateSummary(
        long files, Map<Outcome, Long> rows, Map<String, Long> planted, Path truth, List<String> skipped) {

    /** All rows. */
    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows of an outcome. */
    public long rows(Outcome outcome) {
        return rows.getOrDefault(outcome, 0L);
    }
}
