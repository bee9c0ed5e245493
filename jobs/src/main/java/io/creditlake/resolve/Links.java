package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which rule tied each record to its subject. */
final class Links {
    private static final String TABLE = "subject.link";
    private static final List<String> KEY = List.of("record_id", "subject_id");
    private static final String[] BY_RECORD = {"record_id"};

    /** What of a link says whose record of which class it is. */
    static final Column[] OF_SUBJECT = {col("record_id"), col("record_class"), col("subject_id")};

    private final Workspace workspace;

    Links(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Links as they stood of the records that were corrected tonight; those are tied anew, for what was corrected may be
     * the code. Empty when nothing was corrected.
     */
    Optional<Dataset<Row>> ofCorrected() {
        if (!workspace.changed(Revisions.TABLE)) {
            return Optional.empty();
        }
        Dataset<Row> corrected = workspace
                .read(Revisions.TABLE)
                .filter(col("received_on")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("kind").equalTo("correction"))
                        .and(col("target_record_id").isNotNull()))
                .select(col("target_record_id").as("record_id"))
                .distinct();
        Dataset<Row> links =
                workspace.read(TABLE).join(corrected, BY_RECORD, "leftsemi").transform(Kept::of);
        return links.isEmpty() ? Optional.empty() : Optional.of(links);
    }

    /** Links as they stand of some records; empty when none has any. */
    Optional<Dataset<Row>> of(Dataset<Row> records) {
        return Optional.of(workspace
                        .read(TABLE)
                        .join(Kept.sent(records), BY_RECORD, "leftsemi")
                        .transform(Kept::of))
                .filter(links -> !links.isEmpty());
    }

    /** {@link #OF_SUBJECT} of links as they stood, of the subjects that there are after some were given up. */
    static Dataset<Row> merged(Dataset<Row> links, Optional<Dataset<Row>> merges) {
        return merges.map(m -> Merges.applied(links, m)).orElse(links).select(OF_SUBJECT);
    }

    /**
     * The corrected records that have left their subject for another: {@code record_id}, {@code record_class},
     * {@code subject_id}, {@code now}.
     */
    static Dataset<Row> moved(Dataset<Row> ofCorrected, Dataset<Row> placed, Optional<Dataset<Row>> merges) {
        Dataset<Row> after = placed.select(col("record_id"), col("subject_id").as("now"));
        return merged(ofCorrected, merges)
                .join(after, BY_RECORD)
                .filter(not(col("subject_id").equalTo(col("now"))));
    }

    /**
     * Writes the links of the night.
     *
     * @param placed records with {@code subject_id}, {@code rule}, {@code weight} and {@code evidence}
     * @param ofCorrected links as they stood of records that are tied anew
     * @param merges subjects given up; empty when there are none
     * @return whether any link had to be changed
     */
    boolean write(Dataset<Row> placed, Optional<Dataset<Row>> ofCorrected, Optional<Dataset<Row>> merges) {
        Dataset<Row> tonight = placed.select("record_id", "record_class", "subject_id", "rule", "weight", "evidence")
                .withColumn("weight", coalesce(col("weight"), lit(1.0)))
                .withColumn("linked_on", lit(workspace.runDate()));
        ofCorrected.ifPresent(old ->
                workspace.delete(TABLE, old.select("record_id", "subject_id").distinct(), KEY));
        merges.ifPresent(m -> Merges.move(workspace, TABLE, m));
        workspace.append(TABLE, tonight);
        return ofCorrected.isPresent() || merges.isPresent();
    }
}
