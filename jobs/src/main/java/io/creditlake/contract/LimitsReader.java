package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Limits;
import io.creditlake.contract.SourceContract.Severity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads bounds, lengths and pattern of a field, from {@code logicalTypeOptions} or our own properties. */
final class LimitsReader {
    private static final String RUN_DATE = "run_date";

    private final YamlNode node;
    private final CustomProperties own;
    private final Standard standard;
    private final Severity severity;
    private final Problems problems;

    LimitsReader(YamlNode node, CustomProperties own, Standard standard, Severity severity, Problems problems) {
        this.node = node;
        this.own = own;
        this.standard = standard;
        this.severity = severity;
        this.problems = problems;
    }

    Limits read() {
        boolean ordered = standard.isDay() || standard.isNumber();
        node.get("logicalTypeOptions")
                .ifPresent(options -> options.allowOnly(
                        ordered ? Set.of("minimum", "maximum") : Set.of("minLength", "maxLength", "pattern"),
                        problems));
        Limits limits = new Limits(
                bound("minimum"), bound("maximum"), length("minLength"), length("maxLength"), pattern(), severity);
        if (isCrossed(limits)) {
            problems.add(node, "a smallest value beyond the greatest", "minimum ≤ maximum, minLength ≤ maxLength", "");
        }
        return limits;
    }

    /** The value of a limit, which stands in one of two places. */
    private Optional<YamlNode> value(String name) {
        Optional<YamlNode> option = node.at("logicalTypeOptions", name);
        if (option.isPresent() && own.get(name).isPresent()) {
            problems.add(own.get(name).get(), name + " a second time", "it under logicalTypeOptions alone", "");
        }
        return option.or(() -> own.get(name));
    }

    private Optional<String> bound(String name) {
        Optional<YamlNode> value = value(name);
        String text = value.map(YamlNode::scalar).orElse("");
        boolean right = value.isEmpty()
                || (standard.isDay() && (text.equals(RUN_DATE) || isDay(text)))
                || (standard == Standard.INTEGER && text.matches("-?\\d{1,18}"))
                || (standard.isNumber() && standard != Standard.INTEGER && text.matches("-?\\d+(\\.\\d+)?"));
        if (!right) {
            problems.add(
                    value.get(),
                    name + " '" + text + "'",
                    standard.isDay()
                            ? "a day such as 1990-01-01, or run_date"
                            : standard == Standard.INTEGER
                                    ? "a whole number"
                                    : standard.isNumber()
                                            ? "an amount in yuan"
                                            : "a field whose standard is a day or a number",
                    "");
        }
        return right ? value.map(YamlNode::scalar) : Optional.empty();
    }

    private static boolean isDay(String text) {
        try {
            return text.equals(LocalDate.parse(text).toString());
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private Optional<Integer> length(String name) {
        Optional<YamlNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().scalar().matches("\\d{1,9}")) {
            problems.add(value.get(), name + " '" + value.get().scalar() + "'", "a number of characters", "");
            return Optional.empty();
        }
        if (standard.isDay() || standard.isNumber()) {
            problems.add(value.get(), name + " of the standard " + standard.key(), "a field of text", "");
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(value.get().scalar()));
    }

    private Optional<String> pattern() {
        Optional<YamlNode> value = node.at("logicalTypeOptions", "pattern");
        try {
            return value.map(YamlNode::scalar).map(text -> Pattern.compile(text).pattern());
        } catch (PatternSyntaxException e) {
            problems.add(
                    value.get(), "the pattern " + e.getPattern(), "a regular expression: " + e.getDescription(), "");
            return Optional.empty();
        }
    }

    private boolean isCrossed(Limits limits) {
        boolean lengths = limits.minLength().isPresent()
                && limits.maxLength().isPresent()
                && limits.minLength().get() > limits.maxLength().get();
        boolean comparable = limits.minimum().filter(t -> !t.equals(RUN_DATE)).isPresent()
                && limits.maximum().filter(t -> !t.equals(RUN_DATE)).isPresent();
        if (!comparable) {
            return lengths;
        }
        String low = limits.minimum().orElseThrow();
        String high = limits.maximum().orElseThrow();
        return lengths
                || (standard.isDay()
                        ? low.compareTo(high) > 0
                        : new BigDecimal(low).compareTo(new BigDecimal(high)) > 0);
    }
}
