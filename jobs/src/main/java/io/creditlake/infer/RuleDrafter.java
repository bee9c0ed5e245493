package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import io.creditlake.infer.DayOrders.Order;
import io.creditlake.lake.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Proposes rules: those of other contracts of the class whose columns the source has, and orders of days that hold. */
final class RuleDrafter {
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern ORDER = Pattern.compile("\\s*([a-z_0-9]+)\\s*>=\\s*([a-z_0-9]+)\\s*");
    private static final Pattern PRESENT = Pattern.compile("\\s*[a-z_0-9]+ IS NOT NULL\\s*");
    private static final int ENOUGH = 20;

    private final Knowledge knowledge;
    private final TableContract table;
    private final Map<String, SourceColumn> columns = new HashMap<>();
    private final Map<String, DraftField> fields = new HashMap<>();
    private final DayOrders orders;
    private final List<DraftRule> rules = new ArrayList<>();

    RuleDrafter(Knowledge knowledge, ClassChoice choice, List<DraftField> drafted, DayOrders orders) {
        this.knowledge = knowledge;
        this.table = knowledge.table(choice.recordClass());
        this.orders = orders;
        choice.matches().forEach(m -> columns.putIfAbsent(m.field().column(), m.column()));
        drafted.stream().filter(DraftField::kept).forEach(f -> fields.put(f.name(), f));
    }

    List<DraftRule> draft() {
        // Of rules of one name that sources write each for their own columns, the one that knows most of these.
        knowledge.rules(table.name().table()).stream()
                .sorted(Comparator.comparingInt(
                        r -> -spoken(withoutAbsent(r.expression())).size()))
                .forEach(this::known);
        String start = table.recordClass().orElseThrow().occurredOn();
        if (isDay(start)) {
            fields.keySet().stream()
                    .filter(f -> !f.equals(start) && isDay(f))
                    .sorted()
                    .forEach(end -> found(end, start));
        }
        return rules;
    }

    private boolean isDay(String column) {
        DraftField field = fields.get(column);
        return field != null && (field.standard() == Standard.DATE || field.standard() == Standard.END_DATE);
    }

    /** A rule of another contract, when the source has the columns that it speaks of. */
    private void known(Rule rule) {
        String expression = withoutAbsent(rule.expression());
        Set<String> spoken = spoken(expression);
        if (spoken.isEmpty() || !fields.keySet().containsAll(spoken)) {
            return;
        }
        Matcher order = ORDER.matcher(expression);
        boolean ordered = order.matches() && isDay(order.group(1)) && isDay(order.group(2));
        Optional<Order> seen = ordered
                ? Optional.of(orders.of(columns.get(order.group(1)), columns.get(order.group(2))))
                : Optional.empty();
        add(new DraftRule(
                rule.name(),
                expression,
                ordered ? Severity.FLAG : rule.severity(),
                spoken.contains(rule.field()) ? rule.field() : spoken.iterator().next(),
                rule.message(),
                "a rule of other " + table.name().table() + " sources, there to "
                        + rule.severity().name().toLowerCase(Locale.ROOT)
                        + (expression.equals(rule.expression()) ? "" : "; without the columns that are not sent here")
                        + seen.map(RuleDrafter::describe).orElse("")));
    }

    /** The columns of the class that an expression speaks of. */
    private Set<String> spoken(String expression) {
        Set<String> spoken = new LinkedHashSet<>();
        Matcher words = WORD.matcher(expression.replaceAll("'[^']*'", ""));
        while (words.find()) {
            table.column(words.group()).ifPresent(c -> spoken.add(c.name()));
        }
        return spoken;
    }

    /** Of alternatives, those that a column is there fall away where the source never sends it. */
    private String withoutAbsent(String expression) {
        return Arrays.stream(expression.split(" OR "))
                .filter(term -> !PRESENT.matcher(term).matches()
                        || fields.containsKey(term.strip().replaceFirst(" .*", "")))
                .collect(Collectors.joining(" OR "));
    }

    /** An order that no row breaks. */
    private void found(String end, String start) {
        Order seen = orders.of(columns.get(end), columns.get(start));
        String expression = end + " >= " + start;
        boolean there = rules.stream().anyMatch(r -> r.expression().equals(expression));
        if (!there && seen.both() >= ENOUGH && seen.broken() == 0) {
            add(new DraftRule(
                    end + "_in_order",
                    expression,
                    Severity.FLAG,
                    end,
                    fields.get(end).label() + "早于" + fields.get(start).label(),
                    "found in the rows" + describe(seen)));
        }
    }

    private static String describe(Order seen) {
        return String.format(Locale.ROOT, "; broken by %,d of %,d rows", seen.broken(), seen.both());
    }

    private void add(DraftRule rule) {
        if (rules.stream().noneMatch(r -> r.name().equals(rule.name()))) {
            rules.add(rule);
        }
    }
}
