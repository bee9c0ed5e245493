package io.creditlake.generate;

import io.creditlake.generate.Telling.Repetition;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is made. */
final class Tally {
    private final Map<Outcome, Long> rows = new EnumMap<>(Outcome.class);
    private final Map<String, Long> planted = new TreeMap<>();
    private long files;

    void count(Telling telling, Stain stain) {
        rows.merge(telling.outcome(), 1L, Long::sum);
        if (stain != null) {
            planted.merge(stain.kind(), 1L, Long::sum);
        } else if (telling.repetition() != Repetition.NONE) {
            planted.merge(telling.repetition().kind(), 1L, Long::sum);
        }
    }

    void countFiles(int number) {
        files += number;
    }

    GenerateSummary summary(Path truth, List<String> skipped) {
        return new GenerateSummary(
                files,
                Collections.unmodifiableMap(new EnumMap<>(rows)),
                Collections.unmodifiableMap(new TreeMap<>(planted)),
                truth,
                skipped);
    }
}
