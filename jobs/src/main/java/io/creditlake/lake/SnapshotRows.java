package io.creditlake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.util.PartitionUtil;

/**
 * Reads the rows of a snapshot that meet a condition, one after the other, all their columns decoded by Iceberg.
 *
 * @param table the table
 * @param snapshot the snapshot
 * @param condition what the rows meet
 * @param columns what is read; what the snapshot has not is left out
 */
record SnapshotRows(Table table, long snapshot, Expression condition, List<String> columns) {
    /** The rows, by Iceberg's own reader where it can read the table. */
    CloseableIterable<Record> read() {
        return TableEncryption.isOf(table)
                ? readDecrypting()
                : IcebergGenerics.read(table)
                        .useSnapshot(snapshot)
                        .where(condition)
                        .select(columns.toArray(String[]::new))
                        .build();
    }

    /** The same, deletion vectors decrypted. Of a row, what the condition names and the place come after the columns. */
    CloseableIterable<Record> readDecrypting() {
        TableScan scan = table.newScan().useSnapshot(snapshot).filter(condition).select(columns);
        Schema placed = TypeUtil.join(scan.schema(), new Schema(MetadataColumns.ROW_POSITION));
        List<FileScanTask> tasks = new ArrayList<>();
        try (CloseableIterable<FileScanTask> planned = scan.planFiles()) {
            planned.forEach(tasks::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CloseableIterable.concat(
                CloseableIterable.transform(CloseableIterable.withNoopClose(tasks), task -> rows(task, placed)));
    }

    private CloseableIterable<Record> rows(FileScanTask task, Schema placed) {
        if (!DeletedRows.areOurs(task)) {
            throw new IllegalStateException("another engine has written to " + table.name() + ", which is encrypted");
        }
        PositionDeleteIndex deleted = DeletedRows.of(table, task);
        Map<Integer, ?> constants = PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
        Evaluator meets = new Evaluator(placed.asStruct(), task.residual(), true);
        InternalRecordWrapper values = new InternalRecordWrapper(placed.asStruct());
        CloseableIterable<Record> all = Parquet.read(table.io().newInputFile(task.file()))
                .project(placed)
                .filter(task.residual())
                .createReaderFunc(file -> GenericParquetReaders.buildReader(placed, file, constants))
                .build();
        return CloseableIterable.filter(
                all,
                row -> !deleted.isDeleted((Long) row.getField(MetadataColumns.ROW_POSITION.name()))
                        && meets.eval(values.wrap(row)));
    }
}
