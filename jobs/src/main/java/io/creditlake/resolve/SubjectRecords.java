package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The records of the subjects that a night touched: what they are named by, and what they claim for golden records. The
 * record classes are the largest tables of the lake, so that whatever is made of all records of a subject is made of
 * these rows.
 */
final class SubjectRecords {
    private static final String[] SUBJECT = {"subject_id"};

    private final NamingRecords naming;
    private final GoldenRecords golden;
    private final Dataset<Row> rows;

    private SubjectRecords(NamingRecords naming, GoldenRecords golden, Dataset<Row> rows) {
        this.naming = naming;
        this.golden = golden;
        this.rows = rows;
    }

    /**
     * The records of some subjects.
     *
     * @param subjects {@code subject_id}, distinct, computed already
     * @param withdrawn {@code record_id} of those among them that are not to be believed any more; empty when none
     * @param severalUses whether more is asked of them than golden records, so that reading them once pays for keeping
     *     them
     */
    static SubjectRecords of(
            Workspace workspace,
            NamingRecords naming,
            GoldenRecords golden,
            Dataset<Row> subjects,
            Optional<Dataset<Row>> withdrawn,
            boolean severalUses) {
        List<TableContract> classes = workspace.tables().contracts().recordClasses().stream()
                .filter(table -> Revisions.maySpeak(workspace, table.name().toString()))
                .toList();
        SubjectRows about = SubjectRows.of(workspace, subjects);
        Dataset<Row> rows = classes.stream()
                .map(table -> {
                    String name = table.name().toString();
                    Dataset<Row> speaking = about.of(Revisions.speaking(name, workspace.read(name)));
                    return golden.trusted(standing(speaking, withdrawn))
                            .withColumn("naming", struct(naming.columns(table)))
                            .select(columns(golden.claims(table)));
                })
                .reduce(Dataset::unionByName)
                .orElseThrow();
        return new SubjectRecords(naming, golden, severalUses ? rows.transform(Kept::of) : rows);
    }

    private static Dataset<Row> standing(Dataset<Row> records, Optional<Dataset<Row>> withdrawn) {
        return withdrawn
                .map(gone -> records.join(
                                Kept.sent(gone.withColumn(GoldenRecords.STANDS, lit(false))),
                                new String[] {"record_id"},
                                "left_outer")
                        .withColumn(GoldenRecords.STANDS, coalesce(col(GoldenRecords.STANDS), lit(true))))
                .orElseGet(() -> records.withColumn(GoldenRecords.STANDS, lit(true)));
    }

    private static Column[] columns(List<Column> claims) {
        return Stream.concat(Stream.of(col("naming")), claims.stream()).toArray(Column[]::new);
    }

    /**
     * What the records of some of the subjects are named by, with the columns of {@link RecordKeys}.
     *
     * @param subjects {@code subject_id}
     */
    Dataset<Row> naming(Dataset<Row> subjects) {
        return naming.keyed(rows.select("naming.*").join(subjects.select("subject_id"), SUBJECT, "leftsemi"));
    }

    /** Those of the subjects whose last record has gone: {@code subject_id}. */
    Dataset<Row> without(Dataset<Row> subjects) {
        return subjects.select("subject_id").join(rows.select("subject_id"), SUBJECT, "leftanti");
    }

    /** Golden records of all the subjects. */
    Dataset<Row> golden() {
        return golden.of(rows);
    }
}
