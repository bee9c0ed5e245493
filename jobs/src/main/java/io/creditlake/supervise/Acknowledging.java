package io.creditlake.supervise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.DatedLines.Place;
import io.creditlake.warning.Acknowledgement;
import io.creditlake.warning.Acknowledgement.Says;
import io.creditlake.warning.AcknowledgementFolder;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The warnings of a release, and what people say about them, which the next night obeys. */
public final class Acknowledging {
    private final SparkSession reader;
    private final AcknowledgementFolder folder;

    /**
     * About the warnings of a release.
     *
     * @param reader session that shows the release
     * @param landing folder or URI of the dumps
     */
    public Acknowledging(SparkSession reader, String landing) {
        this.reader = reader;
        this.folder = new AcknowledgementFolder(landing, reader.sparkContext().hadoopConfiguration());
    }

    /**
     * Warnings, the latest and gravest first.
     *
     * @param state raised, acknowledged or cleared; empty for all
     * @param severity notice, warning or alert; empty for all
     * @return warning_id, raised_on, severity, rule, name of the subject, state and message
     */
    public Dataset<Row> list(Optional<String> state, Optional<String> severity) {
        Dataset<Row> subjects = reader.table("subject.subject").select("subject_id", "name");
        return reader.table(WarningTable.TABLE)
                .where(state.map(s -> col("state").equalTo(s)).orElseGet(() -> lit(true)))
                .where(severity.map(s -> col("severity").equalTo(s)).orElseGet(() -> lit(true)))
                .join(subjects, new String[] {"subject_id"}, "left")
                .orderBy(
                        desc("raised_on"),
                        when(col("severity").equalTo("alert"), 0)
                                .when(col("severity").equalTo("warning"), 1)
                                .otherwise(2),
                        col("rule"),
                        col("warning_id"))
                .select("warning_id", "raised_on", "severity", "rule", "name", "state", "message");
    }

    /**
     * Says that a warning is taken note of.
     *
     * @param on the first night that obeys it
     * @param quietUntil the first day on which the same rule may warn of the same subject again; empty for at once
     * @return where the line stands; empty when the same is in force already and nothing was written
     * @throws ConfigurationException when the release has no such warning, or it is cleared
     */
    public Optional<Place> acknowledge(
            long warningId, LocalDate on, Optional<LocalDate> quietUntil, String by, String note) {
        refuseCleared(warningId);
        boolean said = folder.load()
                .of(warningId, on)
                .filter(before -> before.quietUntil().equals(quietUntil))
                .isPresent();
        return said
                ? Optional.empty()
                : Optional.of(folder.append(
                        new Acknowledgement(warningId, on, Says.ACKNOWLEDGED, quietUntil, by.strip(), note.strip())));
    }

    /**
     * Takes an acknowledgement back.
     *
     * @return where the line stands
     * @throws ConfigurationException when the warning is not acknowledged on that day
     */
    public Place reopen(long warningId, LocalDate on, String by, String note) {
        if (folder.load().of(warningId, on).isEmpty()) {
            throw ConfigurationException.of(
                    "warning " + warningId, "one that nobody has acknowledged by " + on, "an acknowledged one", "");
        }
        return folder.append(
                new Acknowledgement(warningId, on, Says.REOPENED, Optional.empty(), by.strip(), note.strip()));
    }

    private void refuseCleared(long warningId) {
        List<Row> found = reader.table(WarningTable.TABLE)
                .where(col("warning_id").equalTo(warningId))
                .select("state")
                .collectAsList();
        if (found.isEmpty()) {
            throw ConfigurationException.of(
                    "warning " + warningId, "no such warning in the release", "one of creditlake warnings list", "");
        }
        if (WarningTable.CLEARED.equals(found.get(0).getString(0))) {
            throw ConfigurationException.of(
                    "warning " + warningId, "a warning that is cleared", "one that stands", "Nothing is left to do");
        }
    }
}
