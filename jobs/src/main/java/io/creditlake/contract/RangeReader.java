package io.creditlake.contract;

import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the operator of a measured rule, such as {@code mustBeLessThan: 5}. */
final class RangeReader {
    /** The operators that give a range. */
    static final List<String> OPERATORS = List.of(
            "mustBe",
            "mustBeGreaterThan",
            "mustBeGreaterOrEqualTo",
            "mustBeLessThan",
            "mustBeLessOrEqualTo",
            "mustBeBetween");

    private final YamlNode node;
    private final Problems problems;

    RangeReader(YamlNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** The range; empty after reporting that there is none. */
    Optional<Range> read() {
        List<String> operators =
                OPERATORS.stream().filter(o -> node.get(o).isPresent()).toList();
        if (operators.size() != 1) {
            problems.add(
                    node,
                    operators.isEmpty() ? "no operator" : "several operators: " + String.join(", ", operators),
                    "one of " + String.join(", ", OPERATORS),
                    "");
            return Optional.empty();
        }
        String operator = operators.get(0);
        YamlNode value = node.get(operator).orElseThrow();
        List<BigDecimal> numbers = numbers(value);
        boolean between = operator.equals("mustBeBetween");
        if (numbers.size() != (between ? 2 : 1) || (between && numbers.get(0).compareTo(numbers.get(1)) >= 0)) {
            problems.add(value, operator, between ? "two numbers, the smaller first" : "a number", "");
            return Optional.empty();
        }
        Optional<BigDecimal> number = Optional.of(numbers.get(0));
        return Optional.of(
                switch (operator) {
                    case "mustBe" -> new Range(number, true, number, true);
                    case "mustBeGreaterThan" -> new Range(number, false, Optional.empty(), true);
                    case "mustBeGreaterOrEqualTo" -> new Range(number, true, Optional.empty(), true);
                    case "mustBeLessThan" -> new Range(Optional.empty(), true, number, false);
                    case "mustBeLessOrEqualTo" -> new Range(Optional.empty(), true, number, true);
                    default -> new Range(number, true, Optional.of(numbers.get(1)), true);
                });
    }

    private static List<BigDecimal> numbers(YamlNode value) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String text : value.texts()) {
            if (text.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
                numbers.add(new BigDecimal(text));
            }
        }
        return numbers.size() == value.texts().size() ? numbers : List.of();
    }
}
