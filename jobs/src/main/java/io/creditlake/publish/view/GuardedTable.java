package io.creditlake.publish.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Access;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A table as an audience may see it. Columns that are internal are not there, names of natural persons are masked, and
 * every row says whether it may be seen and, if not, why. An expression over these rows cannot say what they do not.
 */
final class GuardedTable {
    /** Whether a row may be seen. */
    static final String SEEN = "_seen";
    /** Why a row may be seen no longer; null where it never could, or can. */
    static final String WHY = "_why";
    /** The golden record of the subject: {@link #OF_SUBJECT}; null where there is none, and of who may be a person. */
    static final String SUBJECT = "subject";
    /** The grade of the subject under the policy that a publication names. */
    static final String GRADE = "grade";

    /** Days of a record that follow from the law. */
    private static final List<String> OF_LIFE =
            List.of("severity", "publicity_from", "publicity_until", "counts_from", "counts_until", "repairable_from");

    private static final List<String> OF_SUBJECT =
            List.of("subject_id", "name", "kind", "uscc", "region", "industry", "status", "verified");
    private static final List<String> OF_GRADE = List.of("policy", "policy_version", "as_of", "score", "grade");

    private static final String KIND = "_kind";
    private static final String[] KEY = {"subject_id"};

    private final Publication publication;
    private final Set<String> publicPolicies;
    private final Lifecycle lifecycle;
    private final LocalDate day;

    /**
     * The table of a publication on a day.
     *
     * @param publicPolicies ids of the policies whose grades anybody may see
     * @param lifecycle the law on that day
     */
    GuardedTable(Publication publication, Set<String> publicPolicies, Lifecycle lifecycle, LocalDate day) {
        this.publication = publication;
        this.publicPolicies = publicPolicies;
        this.lifecycle = lifecycle;
        this.day = day;
    }

    /** The columns that a publication of a table may speak of. */
    static StructType columns(
            Audience audience, TableContract table, boolean graded, Function<String, TableContract> all) {
        StructType columns = new StructType();
        for (TableContract.Column column : visible(audience, table)) {
            columns = columns.add(column.name(), column.type());
        }
        if (table.recordClass().isPresent()) {
            for (String column : OF_LIFE) {
                columns = columns.add(column, column.equals("severity") ? DataTypes.StringType : DataTypes.DateType);
            }
        }
        if (table.column("subject_id").isPresent()) {
            columns = columns.add(SUBJECT, picked(all.apply("subject.subject"), OF_SUBJECT));
        }
        return graded ? columns.add(GRADE, picked(all.apply("grade.grade"), OF_GRADE)) : columns;
    }

    private static StructType picked(TableContract table, List<String> names) {
        StructType picked = new StructType();
        for (String name : names) {
            picked = picked.add(name, table.column(name).orElseThrow().type());
        }
        return picked;
    }

    private static List<TableContract.Column> visible(Audience audience, TableContract table) {
        return table.columns().stream()
                .filter(column -> audience.maySee(column.access()))
                .toList();
    }

    /**
     * The rows.
     *
     * @param tables a table of the lake by name
     * @param rulings what was decided about records; asked of tables of records alone
     * @return the columns that the publication may speak of, the key of the table, {@link #SEEN} and {@link #WHY}
     */
    Dataset<Row> rows(Function<String, Dataset<Row>> tables, Supplier<Rulings> rulings) {
        TableContract table = publication.table();
        Dataset<Row> rows = tables.apply(table.name().toString());
        Column seen = lit(true);
        Column why = lit(null).cast("string");
        List<Column> columns = new ArrayList<>();
        if (table.recordClass().isPresent()) {
            rows = lived(rows, rulings.get());
            OF_LIFE.forEach(column -> columns.add(col(column)));
            seen = mayBeShown();
            why = whyNot();
        }
        // Who may not see by which policy a row came to be, nor what it says of grades, may see all rows.
        if (publication.audience() == Audience.PUBLIC
                && table.column("policy")
                        .filter(p -> p.access() == Access.PUBLIC)
                        .isPresent()) {
            seen = seen.and(col("policy").isin(publicPolicies.toArray()));
        }
        if (table.publicWhere().isPresent() && publication.audience() == Audience.PUBLIC) {
            seen = seen.and(expr(table.publicWhere().get()));
        }
        Column person = lit(false);
        if (table.column("subject_id").isPresent()) {
            rows = rows.join(subjects(tables), KEY, "left");
            person = isPerson(table);
            columns.add(col(SUBJECT));
        }
        if (publication.policy().isPresent()) {
            rows = rows.join(grades(tables), KEY, "left");
            columns.add(col(GRADE));
        }
        seen = publication.persons() ? seen : seen.and(not(person));
        Map<String, Column> masked = new Masks(publication, day).of(person);
        visible(publication.audience(), table)
                .forEach(column -> columns.add(
                        masked.getOrDefault(column.name(), col(column.name())).as(column.name())));
        columns.add(coalesce(seen, lit(false)).as(SEEN));
        columns.add(why.as(WHY));
        return rows.select(Stream.concat(columns.stream(), keys(table)).toArray(Column[]::new));
    }

    /**
     * The subjects of rows of which time alone may have changed what is shown, since an earlier day or until a later one
     * under the same law.
     *
     * @param tables a table of the lake by name
     * @param rulings what was decided about records; asked of tables of records alone
     * @return subject_id, not distinct; empty when time changes nothing
     */
    Optional<Dataset<Row>> moving(Function<String, Dataset<Row>> tables, Supplier<Rulings> rulings, LocalDate other) {
        LocalDate from = other.isBefore(day) ? other : day;
        LocalDate to = other.isBefore(day) ? day : other;
        TableContract table = publication.table();
        Dataset<Row> rows = tables.apply(table.name().toString());
        List<Column> moves = new ArrayList<>();
        if (table.recordClass().isPresent()) {
            rows = lived(rows, rulings.get());
            for (String turning : List.of("counts_from", "counts_until", "publicity_from", "publicity_until")) {
                moves.add(col(turning).gt(lit(from)).and(col(turning).leq(lit(to))));
            }
            moves.add(col("valid_to").geq(lit(from)).and(col("valid_to").lt(lit(to))));
        }
        moves.addAll(new Masks(publication, day).turning(from, to));
        Dataset<Row> all = rows;
        return moves.stream().reduce(Column::or).map(any -> all.where(any).select("subject_id"));
    }

    /** Under a name that no column of a table has. */
    private static Stream<Column> keys(TableContract table) {
        return table.key().stream().map(column -> col(column).as(key(column)));
    }

    /** How a column of the key is called among the rows. */
    static String key(String column) {
        return "_key_" + column;
    }

    private Dataset<Row> lived(Dataset<Row> records, Rulings rulings) {
        String recordClass = publication.table().recordClass().orElseThrow().name();
        return lifecycle.of(recordClass, records, rulings.of(recordClass));
    }

    /** What was repaired, withdrawn or found wrong is not shared; the public sees what the law lets be shown, as long. */
    private Column mayBeShown() {
        Column shared = not(isEnded()).and(coalesce(col("counts_from").leq(lit(day)), lit(true)));
        if (publication.audience() != Audience.PUBLIC || !hasPublicity()) {
            return shared;
        }
        return shared.and(col("publicity_from").leq(lit(day))).and(not(isOver()));
    }

    private boolean hasPublicity() {
        String recordClass = publication.table().recordClass().orElseThrow().name();
        return lifecycle.governing().stream()
                .anyMatch(version -> version.of(recordClass).isPresent());
    }

    private Column isEnded() {
        return coalesce(
                col("counts_until")
                        .leq(lit(day))
                        .and(col("ended_by").isin(Rulings.REPAIRED, Rulings.WITHDRAWN, Rulings.SUPERSEDED)),
                lit(false));
    }

    /** By the law, or by the last day that its department gave it. */
    private Column isOver() {
        return coalesce(col("publicity_until").leq(lit(day)), lit(false))
                .or(coalesce(col("valid_to").lt(lit(day)), lit(false)));
    }

    private Column whyNot() {
        return when(isEnded(), col("ended_by")).when(isOver(), Lifecycle.EXPIRED);
    }

    private static Dataset<Row> subjects(Function<String, Dataset<Row>> tables) {
        Column[] columns = OF_SUBJECT.stream().map(c -> col(c)).toArray(Column[]::new);
        Column organisation = coalesce(col("kind").notEqual("person"), lit(false));
        return tables.apply("subject.subject")
                .select(
                        col("subject_id"),
                        col("kind").as(KIND),
                        when(organisation, struct(columns)).as(SUBJECT));
    }

    private Dataset<Row> grades(Function<String, Dataset<Row>> tables) {
        Column[] columns = OF_GRADE.stream().map(c -> col(c)).toArray(Column[]::new);
        return tables.apply("grade.grade")
                .where(col("policy").equalTo(publication.policy().orElseThrow()))
                .select(col("subject_id"), struct(columns).as(GRADE));
    }

    /** Who is not known to be an organisation may be a person. */
    private static Column isPerson(TableContract table) {
        Column known = coalesce(col(KIND).notEqual("person"), lit(false));
        if (table.recordClass().isEmpty()) {
            return not(known);
        }
        Column named = coalesce(col("subject_kind").notEqual("person"), lit(false));
        Column coded = coalesce(col("uscc"), col("org_code"), col("reg_no"), col("tax_no"))
                .isNotNull();
        Column marked = coalesce(col("subject_kind").equalTo("person"), lit(false))
                .or(coalesce(col(KIND).equalTo("person"), lit(false)))
                .or(col("person_token").isNotNull());
        return marked.or(not(named.or(coded)));
    }
}
