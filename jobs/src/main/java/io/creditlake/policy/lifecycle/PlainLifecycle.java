package io.creditlake.policy.lifecycle;

import io.creditlake.lake.Condition;
import io.creditlake.lake.RecordCondition;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.ClassLifecycle;
import io.creditlake.policy.LifecycleVersion;
import io.creditlake.policy.Span;
import io.creditlake.policy.Term;
import io.creditlake.policy.Term.Publicity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What {@link Lifecycle} says, for one record at a time and without an engine. A test holds the two to each other: who
 * changes one changes both. Threads may share it.
 */
public final class PlainLifecycle {
    private static final LocalDate WITHOUT_END = LocalDate.of(9999, 12, 31);

    private final List<LifecycleVersion> governing;
    private final TableContracts contracts;
    private final Path reference;
    private final Map<Condition, RecordCondition> conditions = new ConcurrentHashMap<>();

    /**
     * The law.
     *
     * @param governing the versions that govern records on the day, the one in force first
     * @param reference the folder {@code conf/reference}
     */
    public PlainLifecycle(List<LifecycleVersion> governing, TableContracts contracts, Path reference) {
        this.governing = List.copyOf(governing);
        this.contracts = contracts;
        this.reference = reference;
    }

    /** Whether any version says something of a class. */
    public boolean governs(String recordClass) {
        return governing.stream().anyMatch(v -> v.of(recordClass).isPresent());
    }

    /** The columns of a class that {@link #of} reads. */
    public Set<String> columns(String recordClass) {
        Set<String> columns = new TreeSet<>(List.of("occurred_on", "valid_to"));
        for (LifecycleVersion version : governing) {
            version.of(recordClass).ifPresent(c -> {
                columns.add(c.countedFrom());
                c.terms().forEach(t -> columns.addAll(condition(t).columns()));
            });
        }
        return columns;
    }

    /**
     * What a record still is.
     *
     * @param record its columns by name
     * @param ruling what was decided about it
     */
    public RecordLife of(String recordClass, Function<String, Object> record, Ruling ruling) {
        Optional<ClassLifecycle> found = lifecycle(recordClass, (LocalDate) record.apply("occurred_on"));
        Optional<Term> term = found.flatMap(
                c -> c.terms().stream().filter(t -> condition(t).holds(record)).findFirst());
        if (term.isEmpty()) {
            return new RecordLife(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ruling);
        }
        Optional<LocalDate> day =
                Optional.ofNullable((LocalDate) record.apply(found.get().countedFrom()));
        Publicity publicity = term.get().publicity();
        Optional<LocalDate> from = publicity.kind() == Publicity.Kind.NONE ? Optional.empty() : day;
        Optional<LocalDate> until =
                switch (publicity.kind()) {
                    case NONE -> Optional.empty();
                    case FOR_A_TIME -> after(day, publicity.atMost());
                    case WHILE_VALID -> dayAfter((LocalDate) record.apply("valid_to"));
                };
        return new RecordLife(
                true,
                Optional.of(term.get().severity()),
                Optional.of(term.get().basis()),
                from,
                from.isEmpty() ? Optional.empty() : earlier(until, ruling.until()),
                ruling.until().isPresent() ? Optional.empty() : repairableFrom(term.get(), day),
                ruling);
    }

    /** What the version that governs a record says of its class. */
    private Optional<ClassLifecycle> lifecycle(String recordClass, LocalDate occurredOn) {
        for (int v = 0; v < governing.size(); v++) {
            LifecycleVersion version = governing.get(v);
            boolean last = v == governing.size() - 1;
            // Nothing older governs the records of the last, and what has no day is under the law in force.
            if ((last && version.governsEarlier())
                    || occurredOn == null
                    || !occurredOn.isBefore(version.effectiveFrom())) {
                return version.of(recordClass);
            }
        }
        return Optional.empty();
    }

    private RecordCondition condition(Term term) {
        return conditions.computeIfAbsent(
                term.where(),
                where -> RecordCondition.of(where, contracts.get("record." + where.recordClass()), reference));
    }

    private static Optional<LocalDate> repairableFrom(Term term, Optional<LocalDate> day) {
        if (!term.repairable()) {
            return Optional.empty();
        }
        return term.repairableAfter().isPresent() ? after(day, term.repairableAfter()) : day;
    }

    private static Optional<LocalDate> after(Optional<LocalDate> day, Optional<Span> span) {
        return day.flatMap(d -> span.map(s -> s.after(d)));
    }

    private static Optional<LocalDate> dayAfter(LocalDate lastDay) {
        return Optional.ofNullable(lastDay).filter(d -> d.isBefore(WITHOUT_END)).map(d -> d.plusDays(1));
    }

    private static Optional<LocalDate> earlier(Optional<LocalDate> a, Optional<LocalDate> b) {
        return a.isPresent() && b.isPresent()
                ? Optional.of(a.get().isBefore(b.get()) ? a.get() : b.get())
                : a.or(() -> b);
    }
}
