package io.creditlake.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a stage did.
 *
 * @param counters name to count, in the order to show them
 * @param notes lines a person should read, without personal data
 */
public record StageReport(Map<String, Long> counters, List<String> notes) {
    public StageReport {
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        notes = List.copyOf(notes);
    }

    /** The same with one more note. */
    public StageReport with(String note) {
        return new StageReport(
                counters, Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /** A report with no note. */
    public static StageReport of(Map<String, Long> counters) {
        return new StageReport(counters, List.of());
    }
}
