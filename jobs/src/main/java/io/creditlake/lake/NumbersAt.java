package io.creditlake.lake;

import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.iceberg.parquet.ParquetValueReaders.PrimitiveReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;

/**
 * Reads a column of numbers of a Parquet file, and gives null for each row but those that are wanted. Like
 * {@link WantedRows} it is a reader of one column by descent alone.
 */
final class NumbersAt extends PrimitiveReader<Long> {
    private final SparseColumn numbers;
    private final LongPredicate wanted;

    private long[] rows = {};
    private int next;
    private long row;

    /**
     * A reader.
     *
     * @param descriptor any column of the file
     * @param wanted places in the file of the rows that are wanted
     */
    NumbersAt(ColumnDescriptor descriptor, SparseColumn numbers, LongPredicate wanted) {
        super(descriptor);
        this.numbers = numbers;
        this.wanted = wanted;
    }

    @Override
    public void setPageSource(PageReadStore group) {
        long first = group.getRowIndexOffset().orElseThrow();
        rows = LongStream.range(0, group.getRowCount())
                .filter(at -> wanted.test(first + at))
                .toArray();
        next = 0;
        row = 0;
        if (rows.length > 0) {
            numbers.begin(group, rows);
        }
    }

    @Override
    public Long read(Long reuse) {
        if (next == rows.length || rows[next] != row++) {
            return null;
        }
        return (Long) numbers.at(rows[next++]);
    }
}
