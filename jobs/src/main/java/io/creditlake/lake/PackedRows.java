package io.creditlake.lake;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.LogicalRDD$;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import scala.Option;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * Rows of a frame, computed now, cut off from the plan that made them, and held where they were made, in memory or on
 * disk. They lie one after the other in few arrays of bytes: the engine would hold each as an object of its own, estimate
 * again and again what all of them take, and write each by itself where memory ends.
 *
 * <p>An array says how many rows it has, and of each its length and its bytes; all numbers are of eight bytes, so that
 * rows lie where the processor likes them.
 *
 * @param plan what reads the rows
 * @param rows how many there are
 * @param bytes what they take
 */
record PackedRows(LogicalRDD plan, long rows, long bytes) {
    private static final int NUMBER = Long.BYTES;
    private static final int FIRST_ARRAY = 1 << 9;
    /** So many that arrays are few, and not so many that whoever collects garbage treats them as large. */
    private static final int FULL_ARRAY = 1 << 18;

    private static final ClassTag<InternalRow> ROW = ClassTag.apply(InternalRow.class);
    private static final ClassTag<byte[]> ARRAY = ClassTag.apply(byte[].class);
    private static final ClassTag<long[]> SIZES = ClassTag.apply(long[].class);

    /** Computes the rows of a frame. */
    static PackedRows of(Dataset<Row> frame) {
        org.apache.spark.sql.classic.Dataset<Row> made = (org.apache.spark.sql.classic.Dataset<Row>) frame;
        QueryExecution execution = made.queryExecution();
        return SQLExecution.withNewExecutionId(execution, Option.apply("keep"), () -> {
            RDD<byte[]> arrays = execution.toRdd().mapPartitionsInternal(new Packing(made.schema()), false, ARRAY);
            arrays.localCheckpoint();
            // Two numbers a part.
            List<long[]> sizes = arrays.mapPartitionsInternal(new Measuring(), false, SIZES)
                    .toJavaRDD()
                    .collect();
            RDD<InternalRow> rows =
                    arrays.mapPartitionsInternal(new Unpacking(made.schema().length()), false, ROW);
            return new PackedRows(LogicalRDD$.MODULE$.fromDataset(rows, made, false), sum(sizes, 0), sum(sizes, 1));
        });
    }

    private static long number(byte[] array, int at) {
        return Platform.getLong(array, Platform.BYTE_ARRAY_OFFSET + at);
    }

    private static void put(byte[] array, int at, long number) {
        Platform.putLong(array, Platform.BYTE_ARRAY_OFFSET + at, number);
    }

    /** Lets go of the arrays that rows are read from. */
    static void forget(RDD<?> rows) {
        if (rows.getStorageLevel().isValid()) {
            rows.unpersist(false);
        } else {
            CollectionConverters.asJava(rows.dependencies()).forEach(d -> forget(d.rdd()));
        }
    }

    private static long sum(List<long[]> sizes, int which) {
        return sizes.stream().mapToLong(size -> size[which]).sum();
    }

    /** From the rows of a part to its arrays. */
    private static final class Packing extends AbstractFunction1<Iterator<InternalRow>, Iterator<byte[]>>
            implements Serializable {
        private static final long serialVersionUID = 1L;
        private final StructType type;

        Packing(StructType type) {
            this.type = type;
        }

        @Override
        public Iterator<byte[]> apply(Iterator<InternalRow> rows) {
            return new PackedPart(rows, type);
        }
    }

    private static final class PackedPart extends AbstractIterator<byte[]> {
        private final Iterator<InternalRow> rows;
        private final StructType type;
        private UnsafeProjection projection;
        private UnsafeRow ahead;

        PackedPart(Iterator<InternalRow> rows, StructType type) {
            this.rows = rows;
            this.type = type;
        }

        @Override
        public boolean hasNext() {
            return ahead != null || rows.hasNext();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] array = new byte[FIRST_ARRAY];
            int end = NUMBER;
            long count = 0;
            // A row is good until the next is looked for.
            for (UnsafeRow row = first(); row != null; row = rows.hasNext() ? unsafe(rows.next()) : null) {
                int size = row.getSizeInBytes();
                int needed = Math.addExact(end + NUMBER, size);
                if (needed > FULL_ARRAY && count > 0) {
                    ahead = row;
                    break;
                }
                if (needed > array.length) {
                    array = Arrays.copyOf(array, Math.max(needed, Math.min(2 * array.length, FULL_ARRAY)));
                }
                put(array, end, size);
                row.writeToMemory(array, Platform.BYTE_ARRAY_OFFSET + end + NUMBER);
                end = needed;
                count++;
            }
            put(array, 0, count);
            return Arrays.copyOf(array, end);
        }

        private UnsafeRow first() {
            UnsafeRow row = ahead == null ? unsafe(rows.next()) : ahead;
            ahead = null;
            return row;
        }

        private UnsafeRow unsafe(InternalRow row) {
            if (row instanceof UnsafeRow unsafe) {
                return unsafe;
            }
            if (projection == null) {
                projection = UnsafeProjection.create(type);
            }
            return projection.apply(row);
        }
    }

    /** From the arrays of a part to how many rows and bytes they have. */
    private static final class Measuring extends AbstractFunction1<Iterator<byte[]>, Iterator<long[]>>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<long[]> apply(Iterator<byte[]> arrays) {
            long rows = 0;
            long bytes = 0;
            while (arrays.hasNext()) {
                byte[] array = arrays.next();
                rows += number(array, 0);
                bytes += array.length;
            }
            return scala.collection.Iterator$.MODULE$.single(new long[] {rows, bytes});
        }
    }

    /** From the arrays of a part to its rows. */
    private static final class Unpacking extends AbstractFunction1<Iterator<byte[]>, Iterator<InternalRow>>
            implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int columns;

        Unpacking(int columns) {
            this.columns = columns;
        }

        @Override
        public Iterator<InternalRow> apply(Iterator<byte[]> arrays) {
            return new UnpackedPart(arrays, columns);
        }
    }

    /** Each row is good until the next is asked for. */
    private static final class UnpackedPart extends AbstractIterator<InternalRow> {
        private final Iterator<byte[]> arrays;
        private final UnsafeRow row;
        private byte[] array = {};
        private int at;

        UnpackedPart(Iterator<byte[]> arrays, int columns) {
            this.arrays = arrays;
            this.row = new UnsafeRow(columns);
        }

        @Override
        public boolean hasNext() {
            return at < array.length || arrays.hasNext();
        }

        @Override
        public InternalRow next() {
            if (at == array.length) {
                array = arrays.next();
                at = NUMBER;
            }
            int size = (int) number(array, at);
            row.pointTo(array, Platform.BYTE_ARRAY_OFFSET + at + NUMBER, size);
            at += NUMBER + size;
            return row;
        }
    }
}
