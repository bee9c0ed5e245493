package io.creditlake.lake;

import io.creditlake.lake.TableContract.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Whether some record can meet a condition, as far as comparisons of a column with values tell. What it does not
 * understand it takes to be possible, so that it never finds a contradiction where there is none.
 *
 * @param table the record class
 */
record Satisfiability(TableContract table) {
    private static final int MOST_CASES = 256;

    /** What a record must meet in a column: a comparison with values, or to be null. */
    private record Atom(String column, Kind kind, List<Object> values) {}

    private enum Kind {
        AMONG,
        NOT_AMONG,
        ABOVE,
        FROM,
        BELOW,
        TO,
        NULL,
        NOT_NULL
    }

    /** A value that a column is compared with and cannot hold. */
    record Unknown(Column column, String value) {}

    /** The first value that a column is compared with and cannot hold by its contract. */
    Optional<Unknown> unknownValue(Expression tree) {
        return cases(tree).stream()
                .flatMap(List::stream)
                .filter(atom -> atom.kind() == Kind.AMONG || atom.kind() == Kind.NOT_AMONG)
                .flatMap(atom -> table.column(atom.column()).stream()
                        .filter(column -> !column.values().isEmpty())
                        .flatMap(column -> atom.values().stream()
                                .map(String::valueOf)
                                .filter(value -> !column.values().contains(value))
                                .map(value -> new Unknown(column, value))))
                .findFirst();
    }

    /** A column of which no value is left, when there is one in each case of the condition. */
    Optional<String> contradiction(Expression tree) {
        String first = "";
        for (List<Atom> atoms : cases(tree)) {
            Optional<String> empty = emptyColumn(atoms);
            if (empty.isEmpty()) {
                return Optional.empty();
            }
            first = first.isEmpty() ? empty.get() : first;
        }
        return Optional.of(first);
    }

    private Optional<String> emptyColumn(List<Atom> atoms) {
        Map<String, List<Atom>> byColumn = new LinkedHashMap<>();
        atoms.forEach(a ->
                byColumn.computeIfAbsent(a.column(), c -> new ArrayList<>()).add(a));
        return byColumn.entrySet().stream()
                .filter(e -> isEmpty(table.column(e.getKey()), e.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isEmpty(Optional<Column> column, List<Atom> atoms) {
        boolean isNull = atoms.stream().anyMatch(a -> a.kind() == Kind.NULL);
        if (isNull) {
            return atoms.stream().anyMatch(a -> a.kind() != Kind.NULL)
                    || column.map(Column::required).orElse(false);
        }
        Set<Object> left = null;
        Interval interval = new Interval(column.flatMap(Column::minimum));
        Set<Object> excluded = new LinkedHashSet<>();
        if (column.isPresent() && !column.get().values().isEmpty()) {
            left = new LinkedHashSet<>(column.get().values());
        }
        for (Atom atom : atoms) {
            switch (atom.kind()) {
                case AMONG -> {
                    if (left == null) {
                        left = new LinkedHashSet<>(atom.values());
                    } else {
                        left.retainAll(atom.values());
                    }
                }
                case NOT_AMONG -> excluded.addAll(atom.values());
                case ABOVE, FROM -> interval.from((BigDecimal) atom.values().get(0), atom.kind() == Kind.ABOVE);
                case BELOW, TO -> interval.to((BigDecimal) atom.values().get(0), atom.kind() == Kind.BELOW);
                case NULL, NOT_NULL -> {}
            }
        }
        if (left != null) {
            left.removeAll(excluded);
            left.removeIf(value -> value instanceof BigDecimal number && !interval.holds(number));
            return left.isEmpty();
        }
        return interval.isEmpty();
    }

    /** The condition as cases, any of which is enough, of atoms that hold together. */
    private static List<List<Atom>> cases(Expression e) {
        if (e instanceof And and) {
            return both(cases(and.left()), cases(and.right()));
        } else if (e instanceof Or or) {
            List<List<Atom>> all = new ArrayList<>(cases(or.left()));
            all.addAll(cases(or.right()));
            return all.size() > MOST_CASES ? anything() : all;
        } else if (e instanceof Not not) {
            return not.child() instanceof EqualTo || not.child() instanceof In
                    ? atom(not.child(), Kind.NOT_AMONG)
                    : anything();
        } else if (e instanceof IsNull isNull) {
            return ofNull(isNull.child(), Kind.NULL);
        } else if (e instanceof IsNotNull isNotNull) {
            return ofNull(isNotNull.child(), Kind.NOT_NULL);
        } else if (e.foldable()) {
            return Boolean.TRUE.equals(e.eval(null)) ? anything() : List.of();
        }
        return atom(e, Kind.AMONG);
    }

    private static List<List<Atom>> anything() {
        return List.of(List.of());
    }

    private static List<List<Atom>> both(List<List<Atom>> left, List<List<Atom>> right) {
        if ((long) left.size() * right.size() > MOST_CASES) {
            return left.size() < right.size() ? left : right;
        }
        List<List<Atom>> all = new ArrayList<>();
        for (List<Atom> a : left) {
            for (List<Atom> b : right) {
                List<Atom> joined = new ArrayList<>(a);
                joined.addAll(b);
                all.add(joined);
            }
        }
        return all;
    }

    private static List<List<Atom>> ofNull(Expression child, Kind kind) {
        return child instanceof AttributeReference column
                ? List.of(List.of(new Atom(column.name(), kind, List.of())))
                : anything();
    }

    /** A comparison of a column with values; anything when it is none. */
    private static List<List<Atom>> atom(Expression e, Kind equal) {
        if (e instanceof In in) {
            return atom(in.value(), equal, CollectionConverters.asJava(in.list()));
        } else if (e instanceof BinaryComparison comparison) {
            boolean swapped = comparison.left().foldable();
            Expression column = swapped ? comparison.right() : comparison.left();
            Expression value = swapped ? comparison.left() : comparison.right();
            return kind(comparison, equal, swapped)
                    .map(kind -> atom(column, kind, List.of(value)))
                    .orElseGet(Satisfiability::anything);
        }
        return anything();
    }

    private static Optional<Kind> kind(BinaryComparison comparison, Kind equal, boolean swapped) {
        if (comparison instanceof EqualTo) {
            return Optional.of(equal);
        } else if (comparison instanceof GreaterThan) {
            return Optional.of(swapped ? Kind.BELOW : Kind.ABOVE);
        } else if (comparison instanceof GreaterThanOrEqual) {
            return Optional.of(swapped ? Kind.TO : Kind.FROM);
        } else if (comparison instanceof LessThan) {
            return Optional.of(swapped ? Kind.ABOVE : Kind.BELOW);
        } else if (comparison instanceof LessThanOrEqual) {
            return Optional.of(swapped ? Kind.FROM : Kind.TO);
        }
        return Optional.empty();
    }

    private static List<List<Atom>> atom(Expression column, Kind kind, List<Expression> given) {
        Expression bare = column;
        while (bare instanceof Cast cast
                && cast.dataType() instanceof NumericType
                && cast.child().dataType() instanceof NumericType) {
            bare = cast.child();
        }
        List<Object> values = new ArrayList<>();
        boolean ranged = kind != Kind.AMONG && kind != Kind.NOT_AMONG;
        for (Expression e : given) {
            Object value = e.foldable() ? e.eval(null) : null;
            if (value == null || (ranged && !(e.dataType() instanceof NumericType))) {
                return anything();
            } else if (e.dataType() instanceof NumericType) {
                values.add(new BigDecimal(value.toString()).stripTrailingZeros());
            } else if (e.dataType() instanceof StringType) {
                values.add(value.toString());
            } else {
                return anything();
            }
        }
        return bare instanceof AttributeReference named
                ? List.of(List.of(new Atom(named.name(), kind, values)))
                : anything();
    }
}
