package io.creditlake.standardise;

import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Option;
import scala.collection.Iterator;
import scala.reflect.ClassTag;

/**
 * Rows that are made once and read several times. While they are first read they are written to the disk of the executor
 * that makes them, as the bytes they consist of: they are neither taken apart into columns, as a cached frame is, nor
 * sorted and merged, as a shuffle's. The engine knows each part as a block of its own, sends readers to where it lies, and
 * makes anew what is lost.
 */
final class KeptRows implements AutoCloseable {
    private final Parts parts;
    private final Dataset<Row> rows;

    private KeptRows(Parts parts, Dataset<Row> rows) {
        this.parts = parts;
        this.rows = rows;
    }

    /** Keeps rows as soon as they are first read. */
    static KeptRows of(Dataset<Row> made) {
        Parts parts = new Parts(
                ((org.apache.spark.sql.classic.Dataset<Row>) made)
                        .queryExecution()
                        .toRdd(),
                made.schema().length());
        SparkSession spark = (SparkSession) made.sparkSession();
        // Of a run that failed nobody lets go.
        spark.sparkContext().cleaner().foreach(cleaner -> {
            cleaner.registerRDDForCleanup(parts);
            return null;
        });
        return new KeptRows(parts, spark.internalCreateDataFrame(parts, made.schema(), false));
    }

    /** The rows. */
    Dataset<Row> rows() {
        return rows;
    }

    /** Lets go of what was kept; the rows can still be read, and are made anew then. */
    @Override
    public void close() {
        parts.unpersist(false);
    }

    /** The rows part by part: kept ones where there are some, else those that are made now. */
    private static final class Parts extends RDD<InternalRow> {
        private static final long serialVersionUID = 1L;
        private static final ClassTag<InternalRow> ROW = ClassTag.apply(InternalRow.class);
        private final int columns;

        Parts(RDD<InternalRow> made, int columns) {
            super(made, ROW);
            this.columns = columns;
        }

        @Override
        public Partition[] getPartitions() {
            return firstParent(ROW).partitions();
        }

        @Override
        public scala.collection.immutable.Seq<String> getPreferredLocations(Partition part) {
            // None before the part is kept: the engine then goes by what the rows are made of.
            BlockId block = block(part);
            return BlockManager.blockIdsToLocations(new BlockId[] {block}, SparkEnv.get(), null)
                    .apply(block);
        }

        @Override
        public Iterator<InternalRow> compute(Partition part, TaskContext task) {
            BlockId block = block(part);
            BlockManager blocks = SparkEnv.get().blockManager();
            Option<BlockData> here = blocks.getLocalBytes(block);
            if (here.isDefined()) {
                BlockData data = here.get();
                RowBytes.Reader reader = new RowBytes.Reader(data.toInputStream(), data.size(), columns, task);
                // An open file can be read to its end, whoever deletes it.
                blocks.releaseLock(block, Option.apply(task));
                return reader;
            }
            Option<ChunkedByteBuffer> elsewhere = blocks.getRemoteBytes(block);
            if (elsewhere.isDefined()) {
                ChunkedByteBuffer data = elsewhere.get();
                return new RowBytes.Reader(data.toInputStream(true), data.size(), columns, task);
            }
            return new RowBytes.Writer(firstParent(ROW).iterator(part, task), block, task);
        }

        private BlockId block(Partition part) {
            return new RDDBlockId(id(), part.index());
        }
    }
}
