package io.creditlake.policy;

import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.SelectionReader.ColumnKind;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one file of {@code conf/lifecycle/<effective-date>.yaml} and reports all of its mistakes. */
final class LifecycleReader {
    private static final Set<String> KEYS =
            Set.of("title", "effective_from", "illustrative", "earlier_records", "records");
    private static final String THIS_VERSION = "this_version";
    private static final String OWN_VERSION = "own_version";

    private final Path file;
    private final TableContracts contracts;
    private final Problems problems;
    private final List<Placeholder> placeholders = new ArrayList<>();

    LifecycleReader(Path file, TableContracts contracts, Problems problems) {
        this.file = file;
        this.contracts = contracts;
        this.problems = problems;
    }

    /** The version; empty when mistakes keep it from being one. */
    Optional<LifecycleVersion> read() {
        return YamlNode.read(file, problems).flatMap(node -> version(new TypedNode(node, problems)));
    }

    private Optional<LifecycleVersion> version(TypedNode root) {
        root.allowOnly(KEYS);
        String title = root.text("title", "信用修复管理办法");
        Optional<LocalDate> effectiveFrom = root.date("effective_from", "2026-04-01");
        effectiveFrom.ifPresent(date -> {
            String name = file.getFileName().toString();
            if (!name.equals(date + ".yaml")) {
                root.report(
                        "effective_from", date.toString(), "the day in the file's name, " + name, "Rename the file");
            }
        });
        Optional<String> earlier = root.choice("earlier_records", List.of(THIS_VERSION, OWN_VERSION));
        List<ClassLifecycle> classes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TypedNode node : root.items("records")) {
            ofClass(node).ifPresent(c -> {
                if (!seen.add(c.recordClass())) {
                    node.report("record", "'" + c.recordClass() + "' a second time", "each record class once");
                }
                classes.add(c);
            });
        }
        if (root.items("records").isEmpty()) {
            root.report("records", "no record class", "at least one");
        }
        if (!placeholders.isEmpty() && root.optionalText("illustrative").isEmpty()) {
            root.report(
                    "illustrative",
                    "items marked illustrative and nothing about it at the head of the file",
                    "a sentence that says which values are not the law's");
        }
        return effectiveFrom.map(date -> new LifecycleVersion(
                title,
                date,
                Fingerprint.of(root.node()),
                earlier.filter(THIS_VERSION::equals).isPresent(),
                List.copyOf(classes),
                List.copyOf(placeholders)));
    }

    private Optional<ClassLifecycle> ofClass(TypedNode node) {
        node.allowOnly(Set.of("record", "counted_from", "severities"));
        String countedFrom = node.text("counted_from", "decision_date");
        Optional<TableContract> recordClass = SelectionReader.recordClass(node, contracts);
        List<TypedNode> items = node.items("severities");
        if (items.isEmpty()) {
            node.report("severities", "no severity", "at least one");
        }
        if (recordClass.isEmpty() || countedFrom.isEmpty()) {
            return Optional.empty();
        }
        SelectionReader.hasColumn(node, "counted_from", recordClass.get(), countedFrom, ColumnKind.DATE);
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            TypedNode item = items.get(i);
            checkOrder(item, i == items.size() - 1);
            new TermReader(item, recordClass.get()).read().ifPresent(terms::add);
            if (item.flag("illustrative")) {
                placeholders.add(new Placeholder(
                        item.node().file(),
                        item.node().line(),
                        "lifecycle " + recordClass.get().name().table() + " "
                                + item.optionalText("severity").orElse("")));
            }
        }
        return Optional.of(new ClassLifecycle(recordClass.get().name().table(), countedFrom, List.copyOf(terms)));
    }

    /** The first condition that holds decides, so only the last may hold for all, and it must. */
    private static void checkOrder(TypedNode item, boolean last) {
        if (last && item.has("where")) {
            item.report(
                    "where",
                    "a condition of the last severity",
                    "no where in the last one",
                    "A record that meets none would have no severity");
        } else if (!last && !item.has("where")) {
            item.report("where", "no condition before the last severity", "where", "No record reaches those behind it");
        }
    }
}
