package io.creditlake.match;

import io.creditlake.match.Judgement.Verdict;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Judgements in force as rows: {@code judgement_id, judged_on, left_key, right_key, says, judged_by, note}. */
public final class JudgementRows {
    private static final StructType SCHEMA = StructType.fromDDL("judgement_id STRING, judged_on DATE, left_key STRING,"
            + " right_key STRING, says STRING, judged_by STRING, note STRING");

    private JudgementRows() {}

    /** The rows of judgements; a note that says nothing is null. */
    public static Dataset<Row> of(SparkSession spark, List<Judgement> judgements) {
        List<Row> rows = judgements.stream()
                .map(j -> RowFactory.create(
                        j.id(),
                        j.on(),
                        j.left(),
                        j.right(),
                        j.says().word(),
                        j.by(),
                        j.note().isEmpty() ? null : j.note()))
                .toList();
        return spark.createDataFrame(rows, SCHEMA).coalesce(1);
    }

    /** The judgements of rows, which people have written one by one, by pair. */
    public static List<Judgement> read(Dataset<Row> rows) {
        return rows.orderBy("left_key", "right_key").collectAsList().stream()
                .map(row -> new Judgement(
                        row.getAs("judgement_id"),
                        LocalDate.parse(String.valueOf(row.<Object>getAs("judged_on"))),
                        row.getAs("left_key"),
                        row.getAs("right_key"),
                        Verdict.of(row.getAs("says")).orElseThrow(),
                        row.getAs("judged_by"),
                        row.isNullAt(row.fieldIndex("note")) ? "" : row.getAs("note")))
                .toList();
    }
}
