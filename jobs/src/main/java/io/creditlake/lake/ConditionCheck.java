package io.creditlake.lake;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.DivModLike;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.NullIf;
import org.apache.spark.sql.catalyst.expressions.Pmod;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Sees that a condition is a boolean expression over the columns of its record class and that its value depends on the
 * record alone: not on the clock, chance, the session or another table. Spark analyses it on an empty frame.
 */
public final class ConditionCheck {
    private static final Set<String> OUTSIDE = Set.of(
            "current_date",
            "curdate",
            "current_timestamp",
            "now",
            "localtimestamp",
            "current_time",
            "current_timezone",
            "current_user",
            "current_catalog",
            "current_database",
            "version");
    /** Literals such as {@code DATE'today'}, which the parser turns into a day before anyone can see them. */
    private static final Pattern CLOCK_WORD =
            Pattern.compile("'\\s*(now|today|tomorrow|yesterday)\\b", Pattern.CASE_INSENSITIVE);

    private static final String POLICY_TIME =
            "Time enters by window, while and measure; the date of the night is an argument";

    private final SparkSession spark;
    private final TableContracts contracts;
    private final Problems problems;
    private final Map<StructType, Dataset<Row>> frames = new HashMap<>();

    /**
     * What a condition may speak of.
     *
     * @param columns the columns it may name
     * @param label what they are, for messages
     * @param time how time enters, for who reaches for the clock
     */
    public record Scope(StructType columns, String label, String time) {}

    /** A check that reports to a list. */
    public ConditionCheck(SparkSession spark, TableContracts contracts, Problems problems) {
        this.spark = spark;
        this.contracts = contracts;
        this.problems = problems;
    }

    /** Reports what is wrong with a condition over all columns of its record class, and that no record can meet it. */
    public void check(Condition condition) {
        check(condition, "true");
    }

    /**
     * As {@link #check(Condition)}, and that no record can meet it beside something else.
     *
     * @param beside another condition over the same columns, which is right by itself
     */
    public void check(Condition condition, String beside) {
        TableContract table = contracts.get("record." + condition.recordClass());
        Scope scope = new Scope(LakeTables.structOf(table), "columns of " + table.name(), POLICY_TIME);
        int before = problems.list().size();
        check(condition, scope);
        if (problems.list().size() > before) {
            return;
        }
        Satisfiability met = new Satisfiability(table);
        Expression tree = analyzed(scope, "(" + condition.sql() + ") AND (" + beside + ")")
                .orElseThrow();
        met.unknownValue(tree)
                .ifPresentOrElse(
                        unknown -> report(
                                condition,
                                "the value '" + unknown.value() + "' of "
                                        + unknown.column().name(),
                                "one of " + String.join(", ", unknown.column().values()),
                                Spelling.nearest(
                                                unknown.value(),
                                                unknown.column().values())
                                        .map(near -> "Did you mean '" + near + "'?")
                                        .orElse("")),
                        () -> met.contradiction(tree)
                                .ifPresent(column -> report(
                                        condition,
                                        "no record can meet it",
                                        "values that the column '" + column + "' can hold together",
                                        "")));
    }

    /** Reports what is wrong with a condition that may speak of some columns alone. */
    public void check(Condition condition, Scope scope) {
        if (CLOCK_WORD.matcher(condition.sql()).find()) {
            refuseClock(condition, scope, "a literal that means the day it is read");
            return;
        }
        try {
            if (nodes(CatalystSqlParser$.MODULE$.parseExpression(condition.sql()))
                    .anyMatch(SubqueryExpression.class::isInstance)) {
                // To analyse it would be to look up its tables, be they in a lake, in none or files of this machine.
                report(condition, "a query within it", "an expression over the record alone", "");
                return;
            }
            analyzed(scope, condition.sql())
                    .ifPresentOrElse(
                            tree -> checkTree(condition, scope, tree),
                            () -> report(condition, "more than a condition", "one boolean expression", ""));
        } catch (Exception e) {
            // Spark throws AnalysisException, which is checked, from methods that do not declare it.
            if (e instanceof AnalysisException analysis) {
                explain(condition, scope, analysis);
            } else {
                throw new IllegalStateException("a condition could not be analysed: " + condition, e);
            }
        }
    }

    /** The first function of a query by which its result depends on more than the tables: the clock, chance, a session. */
    public static Optional<String> outside(Dataset<Row> query) {
        return plans(((org.apache.spark.sql.classic.Dataset<Row>) query)
                        .queryExecution()
                        .analyzed())
                .flatMap(plan -> CollectionConverters.asJava(plan.expressions()).stream())
                .flatMap(ConditionCheck::nodes)
                .filter(e -> OUTSIDE.contains(e.prettyName()) || e instanceof Nondeterministic)
                .map(Expression::prettyName)
                .findFirst();
    }

    private static Stream<LogicalPlan> plans(LogicalPlan plan) {
        Stream<LogicalPlan> inside = CollectionConverters.asJava(plan.expressions()).stream()
                .flatMap(ConditionCheck::nodes)
                .filter(SubqueryExpression.class::isInstance)
                .map(e -> ((SubqueryExpression) e).plan());
        Stream<LogicalPlan> below = Stream.concat(
                CollectionConverters.asJava(plan.children()).stream(),
                CollectionConverters.asJava(plan.innerChildren()).stream()
                        .filter(LogicalPlan.class::isInstance)
                        .map(LogicalPlan.class::cast));
        return Stream.concat(Stream.of(plan), Stream.concat(inside, below).flatMap(ConditionCheck::plans));
    }

    private Optional<Expression> analyzed(Scope scope, String sql) {
        LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>)
                        frame(scope.columns()).where(sql))
                .queryExecution()
                .analyzed();
        return plan instanceof Filter filter ? Optional.of(filter.condition()) : Optional.empty();
    }

    private Dataset<Row> frame(StructType columns) {
        return frames.computeIfAbsent(columns, c -> spark.createDataFrame(List.of(), c));
    }

    private void checkTree(Condition condition, Scope scope, Expression tree) {
        Optional<String> unreadable =
                nodes(tree).flatMap(ConditionCheck::unreadable).findFirst();
        if (unreadable.isPresent()) {
            report(condition, unreadable.get(), "values that can be read, such as DATE'2026-04-01' or 50000", "");
            return;
        }
        nodes(tree)
                .flatMap(ConditionCheck::readText)
                .findFirst()
                .ifPresent(text -> report(
                        condition,
                        text,
                        "a column compared with values of its own type, or try_cast",
                        "The first text that is no such value would end the night"));
        Optional<Expression> outside =
                nodes(tree).filter(e -> OUTSIDE.contains(e.prettyName())).findFirst();
        if (outside.isPresent()) {
            refuseClock(condition, scope, "the function " + outside.get().prettyName());
        } else if (!tree.deterministic()) {
            report(
                    condition,
                    "a function whose value changes from call to call",
                    "functions that give the same for the same record",
                    "");
        }
        nodes(tree)
                .filter(ConditionCheck::mayDivideByZero)
                .findFirst()
                .ifPresent(division -> report(
                        condition,
                        "a division by what may be 0",
                        "a divisor that is a number, or nullif(column, 0)",
                        "Division by 0 would end the night; by null it gives null, and the record does not count"));
    }

    /** What is wrong with a value that is written in the condition. */
    private static Stream<String> unreadable(Expression e) {
        try {
            if (e.foldable()) {
                e.eval(null);
            }
            return Stream.empty();
        } catch (RuntimeException failure) {
            return Stream.of(firstLine(failure.getMessage()));
        }
    }

    /** Where a text of the record is read as a number, a day or a truth value, which fails for most texts. */
    private static Stream<String> readText(Expression e) {
        return e instanceof Cast cast
                        && cast.evalMode().equals(EvalMode.ANSI())
                        && !cast.child().foldable()
                        && cast.child().dataType() instanceof StringType
                        && !(cast.dataType() instanceof StringType)
                ? Stream.of("the text " + cast.child().sql() + " read as "
                        + cast.dataType().sql().toLowerCase(Locale.ROOT))
                : Stream.empty();
    }

    private static boolean mayDivideByZero(Expression e) {
        if (!(e instanceof DivModLike || e instanceof Pmod)) {
            return false;
        }
        Expression divisor = ((BinaryArithmetic) e).right();
        while (divisor instanceof Cast cast) {
            divisor = cast.child();
        }
        if (divisor instanceof NullIf nullIf) {
            return !isNumber(nullIf.right(), true);
        }
        return !isNumber(divisor, false);
    }

    private static boolean isNumber(Expression e, boolean zero) {
        Object value = e.foldable() ? e.eval(null) : null;
        return value != null && (new java.math.BigDecimal(value.toString()).signum() == 0) == zero;
    }

    private void refuseClock(Condition condition, Scope scope, String what) {
        report(condition, what, "an expression over the record alone", scope.time());
    }

    private static Stream<Expression> nodes(Expression tree) {
        return Stream.concat(
                Stream.of(tree),
                CollectionConverters.asJava(tree.children()).stream().flatMap(ConditionCheck::nodes));
    }

    private void explain(Condition condition, Scope scope, AnalysisException e) {
        String kind = String.valueOf(e.getCondition());
        String name = e.getMessageParameters().getOrDefault("objectName", "").replace("`", "");
        if (kind.startsWith("UNRESOLVED_COLUMN")) {
            List<String> columns = List.of(scope.columns().fieldNames());
            report(
                    condition,
                    "the column '" + name + "'",
                    scope.label(),
                    name.equals("as_of")
                            ? scope.time()
                            : Spelling.nearest(name, columns)
                                    .map(near -> "Did you mean '" + near + "'?")
                                    .orElse("It has " + String.join(", ", columns)));
        } else if (kind.contains("NOT_BOOLEAN")) {
            report(condition, "an expression that is not true or false", "a condition, such as fine >= 50000", "");
        } else {
            report(condition, firstLine(e.getMessage()), "a boolean SQL expression of Spark", "");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private void report(Condition condition, String found, String expected, String hint) {
        problems.add(new Problem(
                condition.file(), condition.line(), "the condition " + condition.sql() + ": " + found, expected, hint));
    }
}
