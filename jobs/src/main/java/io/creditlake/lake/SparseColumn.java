package io.creditlake.lake;

import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DataPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReader;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Types.NestedField;

/** A column of a row group of which the values of few rows are read, in the order of rows. */
final class SparseColumn {
    private final NestedField field;
    private final ParquetValueReader<Record> reader;
    private final Record skipped;
    private WantedPages pages;
    private long row;

    private SparseColumn(NestedField field, ParquetValueReader<Record> reader, Schema schema) {
        this.field = field;
        this.reader = reader;
        this.skipped = GenericRecord.create(schema);
    }

    /**
     * A column of a file.
     *
     * @param constants values of columns that are the same in all rows, by the number of the field
     */
    static SparseColumn of(NestedField field, MessageType file, Map<Integer, ?> constants) {
        Schema schema = new Schema(field);
        return new SparseColumn(field, GenericParquetReaders.buildReader(schema, file, constants), schema);
    }

    /** Its name. */
    String name() {
        return field.name();
    }

    /**
     * Begins a row group.
     *
     * @param wanted places in the row group of the rows that will be asked for, in order
     */
    void begin(PageReadStore group, long[] wanted) {
        pages = new WantedPages(group, wanted);
        // A page of lists has more values than rows: where rows begin in it is not known before it is decoded.
        reader.setPageSource(field.type().isPrimitiveType() ? pages : group);
        row = pages.first();
    }

    /** Its value, or null, in a row that was said to be wanted, and is not before the row asked for last. */
    Object at(long wantedRow) {
        while (row < wantedRow) {
            next(skipped);
        }
        return next(null);
    }

    private Object next(Record reuse) {
        Object value = reader.read(reuse).get(0);
        row++;
        if (row == pages.end()) {
            row = pages.ahead();
        }
        return value;
    }

    /** The pages of a column of single values that hold a wanted row. */
    private static final class WantedPages implements PageReadStore, PageReader {
        private final PageReadStore group;
        private final long[] wanted;
        private int next;
        private PageReader all;
        private DataPage page;
        private long first;
        private long end;

        WantedPages(PageReadStore group, long[] wanted) {
            this.group = group;
            this.wanted = wanted;
        }

        /** The row that the page found last begins with. */
        long first() {
            return first;
        }

        /** The row behind the page found last; 0 as long as there was none. */
        long end() {
            return end;
        }

        /** The row that the page read next begins with; the row behind the last when there is none. */
        long ahead() {
            find();
            return page == null ? end : first;
        }

        @Override
        public PageReader getPageReader(ColumnDescriptor column) {
            all = group.getPageReader(column);
            return this;
        }

        @Override
        public DataPage readPage() {
            find();
            DataPage found = page;
            page = null;
            return found;
        }

        private void find() {
            while (page == null) {
                DataPage read = all.readPage();
                if (read == null) {
                    return;
                }
                first = end;
                end = first + read.getValueCount();
                while (next < wanted.length && wanted[next] < first) {
                    next++;
                }
                if (next < wanted.length && wanted[next] < end) {
                    page = read;
                }
            }
        }

        @Override
        public DictionaryPage readDictionaryPage() {
            return all.readDictionaryPage();
        }

        @Override
        public long getTotalValueCount() {
            return all.getTotalValueCount();
        }

        @Override
        public long getRowCount() {
            return group.getRowCount();
        }

        @Override
        public Optional<Long> getRowIndexOffset() {
            return group.getRowIndexOffset();
        }

        @Override
        public Optional<PrimitiveIterator.OfLong> getRowIndexes() {
            return group.getRowIndexes();
        }
    }
}
