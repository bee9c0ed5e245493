package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.Pull;
import io.creditlake.lake.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The evaluated rows of a record class with what their files decide: which values are not unique, and which files are
 * refused. Most nights that is nothing, and the rows are what one pass over the dumps made them. Only the files in which
 * it is something are read again.
 */
final class ClassRows implements AutoCloseable {
    /** Columns of evaluated rows that are the same for a file, or of no concern before a record is written. */
    private static final List<String> LEFT_OUT = List.of("department", "delivery_id", "file", "folder_date", "extra");

    private static final List<String> OF_SHOWN = List.of("raw", "row_place");
    private static final Column REFUSED = size(col("reasons")).gt(0);
    private static final Column SHOWN = REFUSED.or(coalesce(col(Withdrawals.WITHDRAWS), lit(false)));

    private final List<SourceRows> sources;
    private final WholeFiles whole;
    private final List<KeptRows> kept = new ArrayList<>();
    private final Map<Integer, FileVerdict> verdicts = new HashMap<>();
    private Dataset<Row> rows;
    private Dataset<Row> places;

    /** Evaluates the rows of every source of a class. */
    ClassRows(List<SourceRows> sources) {
        this.sources = sources;
        this.whole = new WholeFiles(
                sources.stream().flatMap(s -> s.tables().stream()).toList());
        Dataset<Row> first = keep(sources.stream()
                .map(SourceRows::once)
                .reduce(Dataset::unionByName)
                .orElseThrow());
        Dataset<Row> firstPlaces = placesOf(first);
        Optional<SharedValues> shared =
                sources.stream().anyMatch(s -> !s.contract().unique().isEmpty())
                        ? Optional.of(SharedValues.of(firstPlaces, whole))
                        : Optional.empty();
        Dataset<Row> told = shared.filter(s -> !s.files().isEmpty())
                .map(s -> replaced(first, s.files(), again(s.files(), shared)))
                .orElse(first);
        Dataset<Row> toldPlaces = told.equals(first) ? firstPlaces : placesOf(told);
        judge(toldPlaces);
        Map<Integer, FileVerdict> refused = new HashMap<>(verdicts);
        refused.values().removeIf(verdict -> !verdict.refused());
        this.rows = refused.isEmpty()
                ? told
                : replaced(told, refused.keySet(), refused(again(refused.keySet(), shared), refused));
        this.places = refused.isEmpty() ? toldPlaces : placesOf(rows);
    }

    private Dataset<Row> placesOf(Dataset<Row> some) {
        List<String> left = new ArrayList<>(LEFT_OUT);
        left.addAll(sources.get(0).rules().classColumns());
        left.remove(Persons.COLUMN);
        return keep(some.drop(left.toArray(String[]::new)));
    }

    /** Rows are read several times, and to make one costs many times what it costs to read it. */
    private Dataset<Row> keep(Dataset<Row> some) {
        KeptRows keeping = KeptRows.of(some);
        kept.add(keeping);
        return keeping.rows();
    }

    /** Every row, once. */
    Dataset<Row> rows() {
        return rows;
    }

    /**
     * Every row without the columns that it fills itself, but for what stands for a person: where it stands, its fact, what
     * its source says as a number, and why it is refused. They are kept apart: these are what is read most.
     */
    Dataset<Row> places() {
        return places;
    }

    /**
     * Puts in the rows what stands for persons in the place of their tokens, and makes anew the numbers that are made of
     * it. No other row is moved.
     *
     * @param table the table of the class
     * @param persons every person that a good row names
     */
    void name(TableContract table, Dataset<Row> persons) {
        Column named = not(REFUSED).and(col(Persons.COLUMN).isNotNull());
        Column other = REFUSED.or(col(Persons.COLUMN).isNull());
        Dataset<Row> told = keep(FactKeys.added(Persons.put(rows.filter(named), persons), table));
        places = places.filter(other).unionByName(placesOf(told));
        rows = rows.filter(other).unionByName(told);
    }

    /** Whether rows say what has happened to them, and so may take back their facts. */
    boolean mayWithdraw() {
        return sources.stream()
                .anyMatch(s -> s.contract().pull().flatMap(Pull::operations).isPresent());
    }

    /** What the files decided, by the place of their first table; none for a file in which everything is right. */
    Map<Integer, FileVerdict> verdicts() {
        return verdicts;
    }

    private Dataset<Row> again(Set<Integer> files, Optional<SharedValues> shared) {
        List<Dataset<Row>> parts = new ArrayList<>();
        for (SourceRows source : sources) {
            source.again(whole.tables(files))
                    .map(part -> shared.map(
                                    s -> s.toldIn(part, source.contract().unique()))
                            .orElse(part))
                    .ifPresent(parts::add);
        }
        return parts.stream().reduce(Dataset::unionByName).orElseThrow();
    }

    private Dataset<Row> replaced(Dataset<Row> all, Set<Integer> files, Dataset<Row> instead) {
        Column[] columns = Arrays.stream(all.columns())
                .map(name -> OF_SHOWN.contains(name) ? when(SHOWN, col(name)).as(name) : col(name))
                .toArray(Column[]::new);
        Object[] tables = whole.tables(files).toArray();
        return all.filter(not(col("file_index").isin(tables))).unionByName(keep(instead.select(columns)));
    }

    /** A rule on files and the rows that break it. */
    private record Judged(SourceRows source, Column broken, DeliveryTerms.Rule rule, String message) {}

    private void judge(Dataset<Row> told) {
        List<Judged> judged = sources.stream().flatMap(s -> judged(s).stream()).toList();
        if (judged.isEmpty()) {
            return;
        }
        Column[] counts = judged.stream()
                .map(j -> sum(when(j.broken(), 1L).otherwise(0L)))
                .toArray(Column[]::new);
        for (Row file : told.groupBy(whole.column().as("whole_file"))
                .agg(count(lit(1)), counts)
                .collectAsList()) {
            List<FileVerdict.Breach> breaches = new ArrayList<>();
            for (int i = 0; i < judged.size(); i++) {
                Judged rule = judged.get(i);
                if (rule.source().judges(file.getInt(0))) {
                    long bad = file.getLong(i + 2);
                    Optional<FileVerdict.Breach> breach = rule.rule() == null
                            ? FileVerdict.ofNone(rule.message(), bad)
                            : FileVerdict.of(rule.rule(), bad, file.getLong(1));
                    breach.ifPresent(breaches::add);
                }
            }
            FileVerdict.of(breaches).ifPresent(verdict -> verdicts.put(file.getInt(0), verdict));
        }
    }

    private static List<Judged> judged(SourceRows source) {
        List<Judged> judged = new ArrayList<>();
        source.rules()
                .refusing()
                .forEach((name, message) -> judged.add(new Judged(source, breaks(name), null, message)));
        for (DeliveryTerms.Rule rule : source.contract().delivery().onRows()) {
            Column broken =
                    rule.of().stream().map(ClassRows::breaks).reduce(Column::or).orElse(REFUSED);
            judged.add(new Judged(source, broken, rule, ""));
        }
        return judged;
    }

    /** Whether a row breaks a rule, as its reasons and flags say. */
    private static Column breaks(String name) {
        return array_contains(col("flags"), name)
                .or(exists(col("reasons"), r -> concat_ws(":", r.getField("field"), r.getField("rule"))
                        .equalTo(lit(name))));
    }

    /** Rows of refused files: each stands in quarantine, for its own reasons or for its file. */
    private Dataset<Row> refused(Dataset<Row> again, Map<Integer, FileVerdict> verdicts) {
        List<Column> messages = new ArrayList<>();
        new TreeMap<>(verdicts).forEach((file, verdict) -> {
            messages.add(lit(file));
            messages.add(lit(verdict.message()));
        });
        Column ofFile = array(struct(
                lit(null).cast("string").as("field"),
                lit(null).cast("string").as("value"),
                lit(FileVerdict.RULE).as("rule"),
                element_at(map(messages.toArray(Column[]::new)), whole.column()).as("message")));
        return again.withColumn("reasons", when(REFUSED, col("reasons")).otherwise(ofFile));
    }

    @Override
    public void close() {
        kept.forEach(KeptRows::close);
    }
}
