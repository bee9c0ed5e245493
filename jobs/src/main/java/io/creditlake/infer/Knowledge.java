package io.creditlake.infer;

import io.creditlake.contract.Headers;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContracts;
import io.creditlake.infer.KnownField.Known;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.TableContracts;
import io.creditlake.standards.Regions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the contracts know: the headers of every column of every record class, and how each is read. It comes from the
 * columns of the lake, from the fields of every source contract and from the list of other headers.
 */
public final class Knowledge {
    private final TableContracts tables;
    private final List<SourceContract> contracts;
    private final OtherHeaders others;
    private final Regions regions;
    private final Map<String, List<KnownField>> fields = new LinkedHashMap<>();
    private final Set<String> headers = new HashSet<>();

    private Knowledge(TableContracts tables, List<SourceContract> contracts, OtherHeaders others, Regions regions) {
        this.tables = tables;
        this.contracts = contracts;
        this.others = others;
        this.regions = regions;
        for (TableContract table : tables.recordClasses()) {
            fields.put(table.name().table(), fieldsOf(table));
        }
        fields.values()
                .forEach(all -> all.forEach(f -> headers.addAll(f.headers().keySet())));
    }

    /**
     * Gathers what is known.
     *
     * @param contracts the sources, whose fields tell headers and standards
     * @param conf the configuration folder, with {@code reference/regions.csv} and {@code reference/headers.csv}
     */
    public static Knowledge of(TableContracts tables, SourceContracts contracts, Path conf) {
        return of(tables, contracts.all(), conf);
    }

    static Knowledge of(TableContracts tables, List<SourceContract> contracts, Path conf) {
        Path reference = conf.resolve("reference");
        return new Knowledge(
                tables,
                contracts,
                OtherHeaders.load(reference.resolve("headers.csv"), tables),
                Regions.load(reference.resolve("regions.csv")));
    }

    private List<KnownField> fieldsOf(TableContract table) {
        String name = table.name().table();
        List<Known> own = known(c -> c.recordClass().equals(name));
        List<Known> foreign = known(c -> !c.recordClass().equals(name));
        List<KnownField> all = new ArrayList<>();
        for (Column column : table.sentColumns()) {
            List<Known> ofClass = named(own, column.name(), true);
            List<Known> elsewhere = column.common() ? named(foreign, column.name(), true) : List.<Known>of();
            Map<String, Optional<Known>> known = new LinkedHashMap<>();
            known.put(HeaderText.reduced(column.label()), Optional.empty());
            others.of(name, column.name()).forEach(h -> known.put(HeaderText.reduced(h), Optional.empty()));
            elsewhere.forEach(k -> addHeaders(k, known));
            ofClass.forEach(k -> addHeaders(k, known));
            List<Known> typical = ofClass.isEmpty() ? elsewhere : ofClass;
            all.add(KnownField.of(
                    column.name(),
                    Optional.of(column),
                    column.label(),
                    known,
                    typical.stream().findFirst()));
        }
        for (Known passed : own) {
            if (!passed.field().kept()
                    && all.stream()
                            .noneMatch(f -> f.column().equals(passed.field().column()))) {
                Map<String, Optional<Known>> known = new LinkedHashMap<>();
                named(own, passed.field().column(), false).forEach(k -> addHeaders(k, known));
                all.add(KnownField.of(
                        passed.field().column(),
                        Optional.empty(),
                        passed.field().label(),
                        known,
                        Optional.of(passed)));
            }
        }
        return all;
    }

    private List<Known> known(java.util.function.Predicate<SourceContract> which) {
        List<Known> all = new ArrayList<>();
        contracts.stream().filter(which).forEach(c -> c.fields().forEach(f -> all.add(new Known(c.source(), f))));
        return all;
    }

    private static List<Known> named(List<Known> all, String column, boolean kept) {
        return all.stream()
                .filter(k -> k.field().column().equals(column) && k.field().kept() == kept)
                .toList();
    }

    private static void addHeaders(Known known, Map<String, Optional<Known>> headers) {
        Field field = known.field();
        field.headers().forEach(h -> headers.put(HeaderText.reduced(h), Optional.of(known)));
    }

    /** The names of the record classes. */
    List<String> classes() {
        return List.copyOf(fields.keySet());
    }

    /** What makes a table a record class. */
    TableContract table(String recordClass) {
        return tables.recordClass(recordClass).orElseThrow();
    }

    /** What sources of a class may send. */
    List<KnownField> fields(String recordClass) {
        return fields.get(recordClass);
    }

    /** The rules of the contracts of a class, each condition once. */
    List<Rule> rules(String recordClass) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        contracts.stream().filter(c -> c.recordClass().equals(recordClass)).forEach(c -> c.rules()
                .forEach(r -> rules.putIfAbsent(r.expression(), r)));
        return List.copyOf(rules.values());
    }

    /** The days of a class's key: without them a row says nothing. */
    Set<String> keyColumns(String recordClass) {
        RecordClass what = table(recordClass).recordClass().orElseThrow();
        Set<String> key = new HashSet<>(what.businessKey());
        key.remove(RecordClass.SUBJECT_KEY);
        if (!what.occurredOn().isEmpty()) {
            key.add(what.occurredOn());
        }
        return key;
    }

    /** Working days after which a row of the class is late, as its contracts say. */
    Optional<Integer> lateAfterWorkingDays(String recordClass) {
        return contracts.stream()
                .filter(c -> c.recordClass().equals(recordClass))
                .flatMap(c -> c.lateAfterWorkingDays().stream())
                .findFirst();
    }

    /** The contract of a class that has the most of some headers. */
    Optional<SourceContract> nearest(String recordClass, Set<String> names) {
        return contracts.stream()
                .filter(c -> c.recordClass().equals(recordClass))
                .max(Comparator.comparingLong(c -> shared(c, names)));
    }

    private static long shared(SourceContract contract, Set<String> names) {
        return contract.fields().stream()
                .filter(f -> f.headers().stream().map(Headers::reduced).anyMatch(names::contains))
                .count();
    }

    /** Whether some class knows this header. */
    boolean isHeader(String text) {
        return headers.contains(HeaderText.reduced(text));
    }

    /** The regions. */
    Regions regions() {
        return regions;
    }
}
