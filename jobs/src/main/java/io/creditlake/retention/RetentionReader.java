package io.creditlake.retention;

import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Cadence;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code conf/retention.yaml}. */
final class RetentionReader {
    private static final Set<String> KEYS = Set.of("illustrative", "erase", "records", "refusals", "dumps", "releases");
    private static final Set<String> OF_RECORDS =
            Set.of("record", "effective_from", "after", "keep", "basis", "illustrative");
    private static final Set<String> OF_OTHERS = Set.of("keep", "basis", "illustrative");
    private static final String AT_ONCE = "at_once";
    private static final LocalDate ANY_DAY = LocalDate.of(2001, 1, 1);

    private final TableContracts contracts;
    private final Problems problems;
    private final List<Placeholder> placeholders = new ArrayList<>();

    RetentionReader(TableContracts contracts, Problems problems) {
        this.contracts = contracts;
        this.problems = problems;
    }

    /** What the file says; that everything is kept for ever when there is none, or it cannot be read. */
    RetentionRules read(Path file) {
        if (!Files.exists(file)) {
            return RetentionRules.none();
        }
        return YamlNode.read(file, problems)
                .map(root -> rules(new TypedNode(root, problems)))
                .orElseGet(RetentionRules::none);
    }

    private RetentionRules rules(TypedNode root) {
        root.allowOnly(KEYS);
        Cadence erase = root.choice(
                        "erase",
                        Arrays.stream(Cadence.values()).map(Cadence::key).toList())
                .map(word -> Cadence.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Cadence.MONTHLY);
        List<RecordRule> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TypedNode node : root.items("records")) {
            record(node).ifPresent(rule -> {
                if (!seen.add(rule.recordClass() + " " + rule.effectiveFrom())) {
                    node.report(
                            "effective_from",
                            rule.effectiveFrom() + " a second time for " + rule.recordClass(),
                            "another day: of several rules for a class the latest holds");
                }
                records.add(rule);
            });
        }
        Optional<Keep> refusals = section(root, "refusals");
        Optional<Keep> dumps = section(root, "dumps");
        if (dumps.isPresent() && (refusals.isEmpty() || isLonger(refusals.get(), dumps.get()))) {
            root.report(
                    "dumps",
                    "kept " + dumps.get().words() + ", less long than refusals",
                    "at least as long as refusals: a refused row is exported and replayed from the dump it came in");
        }
        if (!placeholders.isEmpty() && root.optionalText("illustrative").isEmpty()) {
            root.report(
                    "illustrative",
                    "items marked illustrative and nothing about it at the head of the file",
                    "a sentence that says which values are not the law's");
        }
        return new RetentionRules(
                erase, List.copyOf(records), refusals, dumps, releases(root), List.copyOf(placeholders));
    }

    private static boolean isLonger(Keep one, Keep other) {
        return one.span().after(ANY_DAY).isAfter(other.span().after(ANY_DAY));
    }

    private Optional<RecordRule> record(TypedNode node) {
        node.allowOnly(OF_RECORDS);
        List<String> known =
                contracts.recordClasses().stream().map(t -> t.name().table()).toList();
        String recordClass = node.text("record", "penalty");
        Optional<LocalDate> from = node.date("effective_from", "2026-04-01");
        String after = node.text("after", RecordRule.ENDED);
        Optional<Keep> keep = keep(node, "retention of " + recordClass);
        if (recordClass.isEmpty() || !node.known("record", "the record class", recordClass, known)) {
            return Optional.empty();
        }
        List<String> days = new ArrayList<>(List.of(RecordRule.ENDED));
        contracts.get("record." + recordClass).columns().stream()
                .filter(c -> c.type().equals("date"))
                .map(TableContract.Column::name)
                .forEach(days::add);
        boolean dated = !after.isEmpty() && node.known("after", "the day", after, days);
        return dated && from.isPresent() && keep.isPresent()
                ? Optional.of(new RecordRule(recordClass, from.get(), after, keep.get()))
                : Optional.empty();
    }

    private Optional<Keep> section(TypedNode root, String key) {
        if (!root.has(key)) {
            return Optional.empty();
        }
        TypedNode node = root.child(key);
        node.allowOnly(OF_OTHERS);
        return keep(node, "retention of " + key);
    }

    private Optional<Keep> keep(TypedNode node, String item) {
        if (node.flag("illustrative")) {
            placeholders.add(new Placeholder(node.node().file(), node.node().line(), item));
        }
        String basis = node.text("basis", "《中华人民共和国个人信息保护法》第十九条");
        return span(node).map(span -> new Keep(span, basis));
    }

    private Optional<Span> span(TypedNode node) {
        String text = node.text("keep", "60 months");
        Optional<Span> span = Span.parse(text);
        if (span.isEmpty() && !text.isEmpty()) {
            node.report("keep", "'" + text + "'", "a length, for example keep: 60 months");
        }
        return span;
    }

    private Optional<Span> releases(TypedNode root) {
        if (!root.has("releases")) {
            return Optional.empty();
        }
        TypedNode node = root.child("releases");
        node.allowOnly(Set.of("keep"));
        return AT_ONCE.equals(node.node().text("keep", "")) ? Optional.empty() : span(node);
    }
}
