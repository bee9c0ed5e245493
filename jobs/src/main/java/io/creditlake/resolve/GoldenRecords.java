package io.creditlake.resolve;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known best of subjects, from all of their records: each column of {@code subject.subject} is taken from the
 * columns its contract names, the greatest authority first, and within one authority from the latest fact. A weak value counts only where no record has a better one, whatever its
 * authority: a region that is but the province, which stands where a record says no more, or a code that fails its check.
 */
final class GoldenRecords {
    private static final String SUBJECTS = "subject.subject";

    private final Workspace workspace;
    private final List<TableContract.Column> columns;
    private final List<Long> torn;

    /** Golden records under what reviewers decided: a record judged not to be the one of its code claims none. */
    GoldenRecords(Workspace workspace, Judged judged) {
        this.workspace = workspace;
        this.torn = judged.torn();
        this.columns = workspace.contract(SUBJECTS).columns().stream()
                .filter(c -> !c.survivesFrom().isEmpty())
                .toList();
    }

    /**
     * Golden records.
     *
     * @param touched {@code subject_id} of the subjects wanted, distinct
     * @return rows of {@code subject.subject} without {@code first_seen}
     */
    Dataset<Row> of(Dataset<Row> touched) {
        List<Dataset<Row>> claims = new ArrayList<>();
        for (TableContract table : workspace.tables().contracts().recordClasses()) {
            String name = table.name().toString();
            if (Revisions.maySpeak(workspace, name)) {
                Dataset<Row> speaking =
                        Revisions.speaking(name, workspace.read(name)).join(touched, "subject_id");
                claims.add(RecordKeys.withoutSentCodes(speaking, torn).select(claims(table)));
            }
        }
        List<Column> golden = new ArrayList<>();
        for (TableContract.Column column : columns) {
            golden.add(max(col(column.name())).getField("value").as(column.name()));
        }
        golden.add(max("verified").as("verified"));
        Column[] rest = golden.subList(1, golden.size()).toArray(Column[]::new);
        return claims.stream()
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .groupBy("subject_id")
                .agg(golden.get(0), rest)
                .withColumn("org_code", coalesce(orgCodeInside(), col("org_code")))
                .withColumn("last_changed", lit(workspace.runDate()));
    }

    /** For each golden column what a record of a class claims, ordered by authority and date; null when it is silent. */
    private Column[] claims(TableContract table) {
        List<Column> claims = new ArrayList<>(List.of(col("subject_id")));
        for (TableContract.Column column : columns) {
            Column claim = lit(null);
            Optional<Source> source = source(table, column);
            if (source.isPresent()) {
                Column value = value(column, source.get());
                claim = when(
                        value.isNotNull(),
                        struct(
                                not(coalesce(isWeak(column.name(), value), lit(false)))
                                        .as("strong"),
                                lit(-source.get().rank()).as("authority"),
                                coalesce(col("occurred_on"), lit("0001-01-01").cast("date"))
                                        .as("occurred_on"),
                                col("received_on"),
                                col("record_id"),
                                value.as("value")));
            }
            String type =
                    "struct<strong:boolean,authority:int,occurred_on:date,received_on:date,record_id:bigint,value:"
                            + column.type() + ">";
            claims.add(claim.cast(type).as(column.name()));
        }
        claims.add(RecordKeys.hasCode().as("verified"));
        return claims.toArray(Column[]::new);
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

    private static Column isWeak(String golden, Column value) {
        return switch (golden) {
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
