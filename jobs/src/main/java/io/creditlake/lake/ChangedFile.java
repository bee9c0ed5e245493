package io.creditlake.lake;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.encryption.EncryptingFileIO;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A file of a table with rows that one of two states of the table has and the other has not.
 *
 * @param task the file as a state has it
 * @param other the same file in the other state, in which other rows of it are deleted; null when that has it not at all
 */
record ChangedFile(FileScanTask task, FileScanTask other) implements Serializable {

    /** Whether only one of the states has the file. */
    boolean isOfOneAlone() {
        return other == null;
    }

    /** The file in each of the states that have it. */
    Stream<FileScanTask> tasks() {
        return isOfOneAlone() ? Stream.of(task) : Stream.of(task, other);
    }

    /** What says which rows of a file are deleted. */
    static Set<String> deletes(FileScanTask task) {
        return task.deletes().stream()
                .map(deletes -> deletes.location() + " " + deletes.contentOffset())
                .collect(Collectors.toSet());
    }

    /**
     * The values of a column of numbers in the rows that only one of the states has, without null; some more than once.
     *
     * @param column name of the column
     */
    Iterator<Long> numbers(Table table, String column) {
        FileIO io = EncryptingFileIO.combine(table.io(), table.encryption());
        NestedField field = table.schema().findField(column);
        PositionDeleteIndex here = DeletedRows.of(table, task);
        LongPredicate gone = isOfOneAlone() ? place -> true : DeletedRows.of(table, other)::isDeleted;
        LongPredicate wanted = place -> here.isDeleted(place) != gone.test(place);
        Parquet.ReadBuilder builder = Parquet.read(io.newInputFile(task.file()))
                .project(new Schema(field))
                .createReaderFunc((projected, file) ->
                        new NumbersAt(file.getColumns().get(0), SparseColumn.of(field, file, Map.of()), wanted));
        LongStream.Builder numbers = LongStream.builder();
        try (CloseableIterable<Long> rows = builder.build()) {
            // Rows lie by subject: of neighbours with one number the first tells it.
            Long last = null;
            for (Long number : rows) {
                if (number != null && !number.equals(last)) {
                    numbers.add(number);
                    last = number;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers.build().iterator();
    }
}
