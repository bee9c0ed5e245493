package io.creditlake.night;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/** What the stages of nights did, in {@code ops.run}: where a night that died goes on. */
final class RunLog {
    private final Ledger ledger;
    private final Clock clock;
    private final List<String> order;

    /**
     * The log of a lake.
     *
     * @param order names of the stages in the order they run
     */
    RunLog(LakeTables tables, List<String> order, Clock clock) {
        this.ledger = new Ledger(tables, "ops.run");
        this.order = List.copyOf(order);
        this.clock = clock;
    }

    enum Status {
        RUNNING,
        DONE,
        FAILED,
        WITHHELD
    }

    /**
     * A stage of a night.
     *
     * @param runDate the night
     * @param stage the stage
     * @param status how it stands
     * @param startedAt when it began
     * @param counters what it counted
     * @param heads snapshot of the night's branch of every table when it ended
     * @param base release that the night builds on
     * @param inputs fingerprint of what the night reads
     */
    record Entry(
            LocalDate runDate,
            String stage,
            Status status,
            Instant startedAt,
            Map<String, Long> counters,
            Map<String, Long> heads,
            Optional<String> base,
            String inputs) {}

    /** The stages of a night by name, in the order they run. */
    Map<String, Entry> of(LocalDate night) {
        Map<String, Entry> found = new LinkedHashMap<>();
        for (Record row : ledger.rows()) {
            if (night.equals(row.getField("run_date"))) {
                Entry entry = parse(row);
                found.put(entry.stage(), entry);
            }
        }
        Map<String, Entry> sorted = new LinkedHashMap<>();
        order.stream().filter(found::containsKey).forEach(stage -> sorted.put(stage, found.get(stage)));
        return sorted;
    }

    /** What the stages of nights from a date on left: a repetition of the next stage may start there. */
    List<Map<String, Long>> headsSince(LocalDate date) {
        return ledger.rows().stream()
                .map(RunLog::parse)
                .filter(e -> !e.runDate().isBefore(date))
                .map(Entry::heads)
                .toList();
    }

    /** The stages of the last night that are not done: running, failed or withheld. */
    List<Entry> unfinished() {
        List<Entry> entries = ledger.rows().stream().map(RunLog::parse).toList();
        Optional<LocalDate> last = entries.stream().map(Entry::runDate).max(LocalDate::compareTo);
        return entries.stream()
                .filter(e -> e.runDate().equals(last.orElseThrow()) && e.status() != Status.DONE)
                .toList();
    }

    /** Notes that a stage begins; what later stages of the night had done is void. */
    Entry begin(LocalDate night, String stage, Optional<String> base, String inputs) {
        Entry entry = new Entry(night, stage, Status.RUNNING, clock.instant(), Map.of(), Map.of(), base, inputs);
        int place = order.indexOf(stage);
        put(entry, Optional.empty(), row -> order.indexOf((String) row.getField("stage")) >= place);
        return entry;
    }

    /** Notes how a stage ended. */
    void end(Entry begun, Status status, Map<String, Long> counters, Map<String, Long> heads) {
        Entry entry = new Entry(
                begun.runDate(),
                begun.stage(),
                status,
                begun.startedAt(),
                counters,
                heads,
                begun.base(),
                begun.inputs());
        put(entry, Optional.of(clock.instant()), row -> begun.stage().equals(row.getField("stage")));
    }

    private void put(Entry entry, Optional<Instant> finished, java.util.function.Predicate<Record> replaced) {
        GenericRecord row = ledger.row();
        row.setField("run_date", entry.runDate());
        row.setField("stage", entry.stage());
        row.setField("status", entry.status().name().toLowerCase(Locale.ROOT));
        row.setField("started_at", utc(entry.startedAt()));
        row.setField("finished_at", finished.map(RunLog::utc).orElse(null));
        row.setField("counters", entry.counters());
        row.setField("heads", entry.heads());
        row.setField("base", entry.base().orElse(null));
        row.setField("inputs", entry.inputs());
        ledger.put(row, Optional.of("run_date"), replaced);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Entry parse(Record row) {
        return new Entry(
                (LocalDate) row.getField("run_date"),
                (String) row.getField("stage"),
                Status.valueOf(((String) row.getField("status")).toUpperCase(Locale.ROOT)),
                ((OffsetDateTime) row.getField("started_at")).toInstant(),
                numbers(row.getField("counters")),
                numbers(row.getField("heads")),
                Optional.ofNullable((String) row.getField("base")),
                Optional.ofNullable((String) row.getField("inputs")).orElse(""));
    }

    private static Map<String, Long> numbers(Object map) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> numbers.put(String.valueOf(key), (Long) value));
        return numbers;
    }
}
