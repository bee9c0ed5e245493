package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of a contract that one column is not before another.
 *
 * @param rule the rule
 * @param later column that comes later
 * @param earlier column that comes earlier
 */
record OrderRule(Rule rule, String later, String earlier) {
    private static final Pattern SHAPE = Pattern.compile("\\s*(\\w+)\\s*>=\\s*(\\w+)\\s*");

    /** The rules of that shape between two fields of the contract. */
    static List<OrderRule> of(SourceContract contract) {
        return contract.rules().stream()
                .map(rule -> of(rule, contract))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<OrderRule> of(Rule rule, SourceContract contract) {
        Matcher matcher = SHAPE.matcher(rule.expression());
        boolean fits = matcher.matches()
                && contract.field(matcher.group(1)).isPresent()
                && contract.field(matcher.group(2)).isPresent();
        return fits ? Optional.of(new OrderRule(rule, matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    boolean allows(String column, LocalDate day, Fact fact) {
        LocalDate end = day(column, day, later, fact);
        LocalDate begin = day(column, day, earlier, fact);
        return end == null || begin == null || !end.isBefore(begin);
    }

    private static LocalDate day(String column, LocalDate day, String wanted, Fact fact) {
        return column.equals(wanted) ? day : fact.value(wanted) instanceof LocalDate known ? known : null;
    }
}
