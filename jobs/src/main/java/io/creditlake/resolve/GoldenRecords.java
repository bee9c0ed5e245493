package io.creditlake.resolve;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known best of subjects, from all of their records: each column of {@code subject.subject} is taken from the
 * columns its contract names, the greatest authority first, and within one authority from the latest fact. A weak value counts only where no record has a better one, whatever its
 * authority: a region that is but the province, which stands where a record says no more, or a code that fails its check.
 *
 * <p>A record that is {@link Withdrawn} claims nothing. Two things are still taken from it where no other record says
 * them. Of a subject that has nothing but such records, what {@link #IDENTIFYING identifies} it: its grades, its links and
 * what was decided about it are found by code and name, and whoever asks has to learn that the record was withdrawn. And
 * of every subject its kind: that it is a natural person must not be forgotten, for its name would be shown.
 */
final class GoldenRecords {
    /** Column of a record: whether it is to be believed. */
    static final String STANDS = "creditlake_stands";

    private static final String SUBJECTS = "subject.subject";
    private static final String KIND = "kind";
    private static final Set<String> IDENTIFYING = Set.of("name", "uscc", "org_code", "reg_no");

    private final Workspace workspace;
    private final List<TableContract.Column> columns;
    private final Judged judged;

    /** Golden records under what reviewers decided: a record claims no code that is judged not to be its own. */
    GoldenRecords(Workspace workspace, Judged judged) {
        this.workspace = workspace;
        this.judged = judged;
        this.columns = workspace.contract(SUBJECTS).columns().stream()
                .filter(c -> !c.survivesFrom().isEmpty())
                .toList();
    }

    /** Records of a class without the codes that no golden record may take from them. */
    Dataset<Row> trusted(Dataset<Row> records) {
        return judged.trusted(records);
    }

    /**
     * What a record of a class, with {@link #STANDS}, claims: for each golden column the value, its authority and whether
     * it is strong, null when the record is silent; and what decides between claims of one authority.
     */
    List<Column> claims(TableContract table) {
        List<Column> claims = new ArrayList<>(
                List.of(col("subject_id"), col("occurred_on"), col("received_on"), col("record_id"), col(STANDS)));
        for (TableContract.Column column : columns) {
            Column claim = lit(null);
            Optional<Source> source = source(table, column);
            if (source.isPresent()) {
                Column value = value(column, source.get());
                claim = when(
                        value.isNotNull(),
                        struct(
                                not(coalesce(isWeak(column.name(), value, source.get()), lit(false)))
                                        .as("strong"),
                                lit(-source.get().rank()).as("authority"),
                                value.as("value")));
            }
            claims.add(claim.cast("struct<strong:boolean,authority:int,value:" + column.type() + ">")
                    .as(column.name()));
        }
        claims.add(RecordKeys.hasCode().as("verified"));
        return claims;
    }

    /**
     * Golden records.
     *
     * @param claims {@link #claims} of all records of the subjects wanted
     * @return rows of {@code subject.subject} without {@code first_seen}, and {@code since}, the day on which the first of
     *     the records came
     */
    Dataset<Row> of(Dataset<Row> claims) {
        List<Column> golden = new ArrayList<>();
        for (TableContract.Column column : columns) {
            golden.add(max(inOrder(column.name())).as(column.name()));
        }
        golden.add(
                max(struct(col(STANDS), col("verified"))).getField("verified").as("verified"));
        golden.add(min("received_on").as("since"));
        golden.add(max(STANDS).as(STANDS));
        Column[] rest = golden.subList(1, golden.size()).toArray(Column[]::new);
        return claims.groupBy("subject_id")
                .agg(golden.get(0), rest)
                .withColumns(values())
                .drop(STANDS)
                .withColumn("org_code", coalesce(orgCodeInside(), col("org_code")))
                .withColumn("last_changed", lit(workspace.runDate()));
    }

    /** Of the greatest claim of each column the value, as far as it may be taken from its record. */
    private Map<String, Column> values() {
        Map<String, Column> values = new LinkedHashMap<>();
        for (TableContract.Column column : columns) {
            Column claim = col(column.name());
            Column onlyWithdrawn = not(col(STANDS));
            Column taken = column.name().equals(KIND)
                    ? lit(true)
                    : IDENTIFYING.contains(column.name())
                            ? claim.getField("stands").or(onlyWithdrawn)
                            : claim.getField("stands");
            values.put(column.name(), when(taken, claim.getField("value")));
        }
        return values;
    }

    /** A claim as it is compared with others: the greatest counts. */
    private static Column inOrder(String column) {
        Column claim = col(column);
        return when(
                claim.isNotNull(),
                struct(
                        col(STANDS).as("stands"),
                        claim.getField("strong"),
                        claim.getField("authority"),
                        coalesce(col("occurred_on"), lit("0001-01-01").cast("date")),
                        col("received_on"),
                        col("record_id"),
                        claim.getField("value").as("value")));
    }

    private static Column value(TableContract.Column golden, Source source) {
        Column value = col(source.column()).cast(golden.type());
        if (!golden.name().equals("uscc")) {
            return value;
        }
        // What has not even the shape of a code is none, and a citizen's number is no organisation's.
        Column isCode = call_function("credit.uscc_org_code", value)
                .isNotNull()
                .and(not(call_function("credit.citizen_number_valid", value)));
        return when(isCode, value);
    }

    private static Column orgCodeInside() {
        return when(
                call_function("credit.uscc_valid", col("uscc")), call_function("credit.uscc_org_code", col("uscc")));
    }

    private static Column isWeak(String golden, Column value, Source source) {
        return switch (golden) {
            // A unified code says of what kind its holder is; without one a department's form is often all there is.
            case "kind" ->
                lit(source.rank() > 0).and(not(coalesce(call_function("credit.uscc_valid", col("uscc")), lit(false))));
            case "region" -> value.endsWith("0000");
            case "uscc", "org_code", "reg_no" -> not(call_function("credit." + golden + "_valid", value));
            default -> lit(false);
        };
    }

    private record Source(String column, int rank) {}

    private static Optional<Source> source(TableContract table, TableContract.Column golden) {
        for (int i = 0; i < golden.survivesFrom().size(); i++) {
            String[] from = golden.survivesFrom().get(i).split("\\.", 2);
            boolean named = from[0].equals("*") || from[0].equals(table.name().table());
            if (named && table.column(from[1]).isPresent()) {
                return Optional.of(new Source(from[1], i));
            }
        }
        return Optional.empty();
    }
}
