package io.creditlake.lake;

import java.io.IOException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Readers of a table that give the rows with one of few keys.
 *
 * @param all readers of all rows
 * @param numbers the keys
 * @param key place of the column that holds the key
 */
record KeyedReaders(PartitionReaderFactory all, Broadcast<FewKeys.Numbers> numbers, int key)
        implements PartitionReaderFactory {

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return false;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        FewKeys.Search wanted = numbers.value().search();
        return all.supportColumnarReads(partition)
                ? new OfBatches(all.createColumnarReader(partition), wanted, key)
                : new OfRows(all.createReader(partition), wanted, key);
    }

    private static final class OfBatches implements PartitionReader<InternalRow> {
        private final PartitionReader<ColumnarBatch> batches;
        private final FewKeys.Search wanted;
        private final int key;

        private ColumnarBatch batch;
        private ColumnVector keys;
        private int rows;
        private int row = -1;

        OfBatches(PartitionReader<ColumnarBatch> batches, FewKeys.Search wanted, int key) {
            this.batches = batches;
            this.wanted = wanted;
            this.key = key;
        }

        @Override
        public boolean next() throws IOException {
            do {
                while (++row < rows) {
                    if (!keys.isNullAt(row) && wanted.has(keys.getLong(row))) {
                        return true;
                    }
                }
            } while (nextBatch());
            return false;
        }

        private boolean nextBatch() throws IOException {
            if (!batches.next()) {
                return false;
            }
            batch = batches.get();
            keys = batch.column(key);
            rows = batch.numRows();
            row = -1;
            return true;
        }

        @Override
        public InternalRow get() {
            return batch.getRow(row);
        }

        @Override
        public void close() throws IOException {
            batches.close();
        }
    }

    private static final class OfRows implements PartitionReader<InternalRow> {
        private final PartitionReader<InternalRow> rows;
        private final FewKeys.Search wanted;
        private final int key;

        OfRows(PartitionReader<InternalRow> rows, FewKeys.Search wanted, int key) {
            this.rows = rows;
            this.wanted = wanted;
            this.key = key;
        }

        @Override
        public boolean next() throws IOException {
            while (rows.next()) {
                InternalRow row = rows.get();
                if (!row.isNullAt(key) && wanted.has(row.getLong(key))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public InternalRow get() {
            return rows.get();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
