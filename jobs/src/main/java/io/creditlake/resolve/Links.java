package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which rule tied each record to its subject. */
final class Links {
    private static final String TABLE = "subject.link";
    private static final List<String> KEY = List.of("record_id", "subject_id");
    private static final String[] BY_RECORD = {"record_id"};

    private final Workspace workspace;

    Links(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Links as they stood of the records that were corrected tonight; those are tied anew, for what was corrected may be
     * the code. Empty when nothing was corrected.
     */
    Optional<Dataset<Row>> ofCorrected() {
        if (!workspace.changed("record.revision")) {
            return Optional.empty();
        }
        Dataset<Row> corrected = workspace
                .read("record.revision")
                .filter(col("received_on")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("kind").equalTo("correction")))
                .select("record_id")
                .distinct();
        Dataset<Row> links =
                workspace.read(TABLE).join(corrected, BY_RECORD, "leftsemi").localCheckpoint();
        return links.isEmpty() ? Optional.empty() : Optional.of(links);
    }

    /** The subjects that a corrected record has left for another; distinct. */
    static Dataset<Row> left(Dataset<Row> ofCorrected, Dataset<Row> placed, Dataset<Row> merges) {
        Dataset<Row> before = Merges.applied(ofCorrected, merges).select("record_id", "subject_id");
        Dataset<Row> after = placed.select(col("record_id"), col("subject_id").as("now"));
        return before.join(after, BY_RECORD)
                .filter(not(col("subject_id").equalTo(col("now"))))
                .select("subject_id")
                .distinct();
    }

    /**
     * Writes the links of the night.
     *
     * @param placed records with {@code subject_id}, {@code rule} and {@code evidence}
     * @param ofCorrected what {@link #ofCorrected} gave before anything was written
     * @param merges subjects given up; empty when there are none
     */
    boolean write(Dataset<Row> placed, Optional<Dataset<Row>> ofCorrected, Optional<Dataset<Row>> merges) {
        Dataset<Row> tonight = placed.select("record_id", "record_class", "subject_id", "rule", "evidence")
                .withColumn("weight", lit(1.0))
                .withColumn("linked_on", lit(workspace.runDate()));
        if (ofCorrected.isEmpty() && merges.isEmpty()) {
            workspace.append(TABLE, tonight);
            return false;
        }
        Dataset<Row> rows = tonight;
        Dataset<Row> old = workspace.read(TABLE).limit(0);
        if (ofCorrected.isPresent()) {
            old = ofCorrected.get();
        }
        if (merges.isPresent()) {
            Dataset<Row> given =
                    Merges.given(workspace.read(TABLE), merges.get()).localCheckpoint();
            old = old.unionByName(given);
            rows = rows.unionByName(
                    Merges.applied(given, merges.get()).join(placed.select("record_id"), BY_RECORD, "leftanti"));
        }
        String[] key = KEY.toArray(String[]::new);
        Dataset<Row> gone = old.select("record_id", "subject_id").distinct().join(rows, key, "leftanti");
        workspace.merge(TABLE, rows, gone, KEY);
        return true;
    }
}
