package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What names the subjects of records, of all classes alike: the columns that records name them by, and those that models
 * compare, as texts, null where a class has no such column.
 */
final class NamingRecords {
    private final Workspace workspace;
    private final List<TableContract> classes;
    private final List<String> compared;
    private final Judged judged;

    /**
     * Naming columns.
     *
     * @param compared columns of records that models compare
     * @param judged what reviewers decided: a record judged not to be the one of its code is as if it had none
     */
    NamingRecords(Workspace workspace, List<String> compared, Judged judged) {
        this.workspace = workspace;
        this.judged = judged;
        this.classes = workspace.tables().contracts().recordClasses();
        this.compared = compared;
    }

    /** The classes that hold records without a subject; metadata alone tells. */
    List<TableContract> withUnplaced() {
        return classes.stream()
                .filter(t -> workspace.hasUnplaced(t.name().toString()))
                .toList();
    }

    /** The records without a subject, of some classes, with the columns of {@link RecordKeys}. */
    Dataset<Row> unplaced(List<TableContract> of) {
        // A night of judgements alone has no records; their shape is any class's.
        List<TableContract> some = of.isEmpty() ? classes.subList(0, 1) : of;
        Dataset<Row> records = rows(some, all -> all.filter(col("subject_id").isNull()));
        return keyed(records).drop("subject_id");
    }

    /** The placed records of some subjects, with the columns of {@link RecordKeys}. */
    Dataset<Row> of(Dataset<Row> subjects) {
        List<TableContract> filled = classes.stream()
                .filter(t -> workspace.hasRows(t.name().toString()))
                .toList();
        return keyed(rows(filled, all -> all.join(subjects, new String[] {"subject_id"}, "leftsemi")));
    }

    /**
     * Records as the release before the night has them, with the columns of {@link RecordKeys}: what they said before they
     * were corrected.
     *
     * @param links {@code record_id}, {@code record_class}; of a night's size
     */
    Dataset<Row> before(Dataset<Row> links) {
        List<String> tables = links.select("record_class").distinct().collectAsList().stream()
                .map(row -> "record." + row.getString(0))
                .toList();
        List<TableContract> some = classes.stream()
                .filter(t -> tables.contains(t.name().toString()))
                .toList();
        Dataset<Row> ids = links.select("record_id");
        // With the codes that they are judged not to have: those are what has to go.
        return RecordKeys.of(rows(some, compared, table -> workspace
                .readBase(table)
                .join(Kept.sent(ids), new String[] {"record_id"}, "leftsemi")));
    }

    /** Records with the columns of {@link #columns}, and those of {@link RecordKeys}. */
    Dataset<Row> keyed(Dataset<Row> records) {
        return judged.rightlyNamed(RecordKeys.of(judged.trusted(records)));
    }

    /** What a record of a class is named by. */
    Column[] columns(TableContract table) {
        return columns(table, compared);
    }

    private Dataset<Row> rows(List<TableContract> of, UnaryOperator<Dataset<Row>> picked) {
        return rows(of, compared, table -> picked.apply(workspace.read(table)));
    }

    /**
     * Records of some classes, at least one.
     *
     * @param compared columns of records that models compare
     * @param reading the records to take, by the name of their table
     */
    static Dataset<Row> rows(List<TableContract> of, List<String> compared, Function<String, Dataset<Row>> reading) {
        return of.stream()
                .map(table -> reading.apply(table.name().toString()).select(columns(table, compared)))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private static Column[] columns(TableContract table, List<String> compared) {
        List<Column> columns =
                new ArrayList<>(List.of(col("record_id"), col("subject_id"), col("person_mask"), col("occurred_on")));
        RecordClass.NAMING.forEach(name -> columns.add(col(name)));
        for (String name : compared.stream()
                .filter(c -> !RecordClass.NAMING.contains(c))
                .distinct()
                .toList()) {
            Column value = table.column(name).isPresent() ? col(name) : lit(null);
            columns.add(value.cast("string").as(name));
        }
        columns.add(lit(table.name().table()).as("record_class"));
        return columns.toArray(Column[]::new);
    }
}
