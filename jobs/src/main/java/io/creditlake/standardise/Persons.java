package io.creditlake.standardise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * The natural persons of the lake: {@code subject.person} keeps for each the token of the number and what stands for the
 * person everywhere else, in records, codes and ids. That follows from where the person was first named, not from the
 * number, so that no key tells one by the other, and another key changes nothing but this one table.
 */
final class Persons {
    /** The column of rows that holds the token of a number, and of records what stands for the person. */
    static final String COLUMN = "person_token";

    /** The table of persons. */
    static final String TABLE = "subject.person";

    /** Its column that says with which keys a token was made, see {@link PersonKeys#step}. */
    static final String STEP = "step";

    private static final String PERSON = "person";
    private static final String TOKEN = "token";
    private static final String SEPARATOR = "\u001f";
    private static final int CHARACTERS = 32;

    private final Workspace workspace;
    private final PersonKeys keys;

    Persons(Workspace workspace, PersonKeys keys) {
        this.workspace = workspace;
        this.keys = keys;
    }

    /**
     * Makes all tokens of the table those of the last key.
     *
     * @return how many are of another key now
     * @throws io.creditlake.config.ConfigurationException when the keys are not those that the lake has had, in order
     */
    long keepUp() {
        adopt();
        if (!workspace.hasRows(TABLE)) {
            return 0;
        }
        Dataset<Row> persons = workspace.read(TABLE);
        Map<String, Long> bySteps = new HashMap<>();
        for (Row step : persons.groupBy(STEP).count().collectAsList()) {
            keys.refuseUnknown(step.getString(0));
            bySteps.put(step.getString(0), step.getLong(1));
        }
        bySteps.remove(keys.step());
        if (bySteps.isEmpty()) {
            return 0;
        }
        PersonKeys chain = keys;
        UDF2<String, String, String> since =
                (token, step) -> chain.tokenSince(token, chain.made(step).orElseThrow());
        workspace.replace(
                TABLE,
                persons.select(
                        col(PERSON),
                        udf(since, DataTypes.StringType)
                                .apply(col(TOKEN), col(STEP))
                                .as(TOKEN),
                        lit(keys.step()).as(STEP)),
                lit(true));
        return bySteps.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a night says of tokens that became those of another key. */
    static List<String> noteOf(long rekeyed) {
        return rekeyed == 0
                ? List.of()
                : List.of(rekeyed + " tokens of persons were made those of the last person key");
    }

    /** Records of before the table was there hold tokens of the first key: these go on standing for their persons. */
    private void adopt() {
        if (workspace.hasRows(TABLE)) {
            return;
        }
        Stream<String> tables = workspace.tables().contracts().all().stream()
                .filter(table -> table.column(COLUMN).isPresent())
                .map(table -> table.name().toString())
                .filter(workspace::hasRows)
                .filter(table -> workspace.mayHold(table, Expressions.notNull(COLUMN)));
        tables.map(table ->
                        workspace.read(table).filter(col(COLUMN).isNotNull()).select(COLUMN))
                .reduce(Dataset::unionByName)
                .ifPresent(tokens -> workspace.append(
                        TABLE,
                        tokens.distinct()
                                .select(
                                        col(COLUMN).as(PERSON),
                                        col(COLUMN).as(TOKEN),
                                        lit(keys.firstStep()).as(STEP))));
    }

    /**
     * The persons whom good rows of the night name, after adding those to the table whom it does not have.
     *
     * @param places {@linkplain ClassRows#places places} of the rows of every class
     * @param files the files of the night
     * @return {@code token} and {@code person}, one row for each; empty when no row names one
     */
    Optional<Dataset<Row>> named(List<Dataset<Row>> places, List<SentFiles> files) {
        Dataset<Row> tokens = Kept.of(places.stream()
                .map(p -> ReadRows.telling(p)
                        .filter(col(COLUMN).isNotNull())
                        .select(col(COLUMN).as(TOKEN), Decisions.position().as("position")))
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .groupBy(TOKEN)
                .agg(min("position").as("position")));
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        if (!workspace.hasRows(TABLE)) {
            return Optional.of(added(tokens, files));
        }
        Dataset<Row> table = workspace.read(TABLE).select(TOKEN, PERSON);
        Dataset<Row> known =
                Kept.of(Kept.near(table, col(TOKEN), tokens, col(TOKEN)).join(Kept.sent(tokens.select(TOKEN)), TOKEN));
        Dataset<Row> unknown = Kept.of(tokens.join(Kept.sent(known.select(TOKEN)), new String[] {TOKEN}, "left_anti"));
        return Optional.of(unknown.isEmpty() ? known : Kept.of(known.unionByName(added(unknown, files))));
    }

    private Dataset<Row> added(Dataset<Row> tokens, List<SentFiles> files) {
        Dataset<Row> sent = files.stream()
                .map(f -> f.frame(workspace.spark()))
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .select("file_index", "delivery_id", "file");
        Column place = concat_ws(
                SEPARATOR,
                date_format(lit(workspace.runDate()), "yyyy-MM-dd"),
                col("delivery_id"),
                col("file"),
                col("position").bitwiseAND(lit((1L << Decisions.ROW_BITS) - 1)));
        Dataset<Row> persons = Kept.of(tokens.join(
                        sent, shiftright(col("position"), Decisions.ROW_BITS).equalTo(col("file_index")))
                .select(
                        col(TOKEN),
                        substring(sha2(place.cast("binary"), 256), 1, CHARACTERS)
                                .as(PERSON)));
        workspace.append(TABLE, persons.withColumn(STEP, lit(keys.step())));
        return persons;
    }

    /**
     * Rows with what stands for the person in the place of the token. A row that takes back something about a person whom
     * nobody has named keeps its token: it is refused, and the token goes with it.
     *
     * @param persons what {@link #named} gives
     */
    static Dataset<Row> put(Dataset<Row> rows, Dataset<Row> persons) {
        Column[] columns = Arrays.stream(rows.columns())
                .map(name ->
                        name.equals(COLUMN) ? coalesce(col(PERSON), col(COLUMN)).as(COLUMN) : col(name))
                .toArray(Column[]::new);
        return rows.join(Kept.sent(persons), col(COLUMN).equalTo(col(TOKEN)), "left")
                .select(columns);
    }
}
