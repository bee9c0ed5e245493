package io.creditlake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;

/**
 * Reads the few rows of a snapshot that meet a condition. A row group may hold a hundred thousand rows, and decoding all
 * their columns to give back five of them is most of the time of such a question: here the columns that the condition
 * names are decoded, and the others for rows that meet it alone.
 *
 * @param table the table
 * @param snapshot the snapshot
 * @param condition what the rows meet
 * @param columns what is read; what the snapshot has not is left out
 */
record FewRows(Table table, long snapshot, Expression condition, List<String> columns) {
    /** The rows, in the order of files and of rows in them. */
    List<Record> read() {
        TableScan scan = table.newScan().useSnapshot(snapshot).filter(condition).select(columns);
        List<FileScanTask> tasks = PlannedFiles.of(scan);
        if (!tasks.stream().allMatch(DeletedRows::areOurs)) {
            return all();
        }
        List<Record> rows = new ArrayList<>();
        tasks.forEach(task -> read(task, scan.schema(), rows));
        return rows;
    }

    private List<Record> all() {
        try (CloseableIterable<Record> rows = new SnapshotRows(table, snapshot, condition, columns).read()) {
            List<Record> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(FileScanTask task, Schema schema, List<Record> rows) {
        PositionDeleteIndex deleted = DeletedRows.of(table, task);
        Map<Integer, ?> constants = PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
        Parquet.ReadBuilder builder = Parquet.read(table.io().newInputFile(task.file()))
                .project(schema)
                .split(task.start(), task.length())
                .filter(task.residual())
                .createReaderFunc((projected, file) -> new WantedRows(projected, file, constants, condition, deleted));
        try (CloseableIterable<Record> read = builder.build()) {
            read.forEach(row -> {
                if (row != null) {
                    rows.add(row);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
