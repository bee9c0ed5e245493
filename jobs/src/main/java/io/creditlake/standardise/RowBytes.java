package io.creditlake.standardise;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.reflect.ClassTag;

/** The form in which {@link KeptRows} lie on a disk: of each row its length in bytes, as a long, and its bytes. */
final class RowBytes {
    /** Bytes that are moved at once; a longer row makes its own room. */
    private static final int ROOM = 1 << 18;

    private static final int LENGTH = Long.BYTES;

    private RowBytes() {}

    /** Passes on rows and writes each down; once the last is passed on, they are a block of the engine. */
    static final class Writer extends AbstractIterator<InternalRow> {
        private final Iterator<InternalRow> rows;
        private final BlockId block;
        private final BlockManager blocks = SparkEnv.get().blockManager();
        private final File file =
                blocks.diskBlockManager().createTempLocalBlock()._2();
        private final OutputStream out;
        private byte[] room = new byte[ROOM];
        private int end;
        private long written;
        private boolean done;

        Writer(Iterator<InternalRow> rows, BlockId block, TaskContext task) {
            this.rows = rows;
            this.block = block;
            try {
                this.out = SparkEnv.get().serializerManager().wrapForEncryption(new FileOutputStream(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            task.addTaskCompletionListener((TaskCompletionListener) t -> giveUp());
        }

        @Override
        public boolean hasNext() {
            if (rows.hasNext()) {
                return true;
            }
            finish();
            return false;
        }

        @Override
        public InternalRow next() {
            UnsafeRow row = (UnsafeRow) rows.next();
            int size = row.getSizeInBytes();
            if (end + LENGTH + size > room.length) {
                flush();
                if (LENGTH + size > room.length) {
                    room = new byte[LENGTH + size];
                }
            }
            Platform.putLong(room, Platform.BYTE_ARRAY_OFFSET + end, size);
            row.writeToMemory(room, Platform.BYTE_ARRAY_OFFSET + end + LENGTH);
            end += LENGTH + size;
            return row;
        }

        private void flush() {
            try {
                out.write(room, 0, end);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            written += end;
            end = 0;
        }

        private void finish() {
            if (done) {
                return;
            }
            flush();
            close();
            blocks
                    .new TempFileBasedBlockStoreUpdater<>(
                            block,
                            StorageLevel.DISK_ONLY(),
                            ClassTag.apply(InternalRow.class),
                            file,
                            written,
                            true,
                            false)
                    .save();
        }

        /** Of rows that were not all asked for nothing is kept. */
        private void giveUp() {
            if (!done) {
                close();
                file.delete();
            }
        }

        private void close() {
            done = true;
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads rows; each is good until the next is asked for. */
    static final class Reader extends AbstractIterator<InternalRow> {
        private final InputStream in;
        private final UnsafeRow row;
        private byte[] room = new byte[ROOM];
        private int at;
        private int end;
        private long ahead;

        /**
         * A reader.
         *
         * @param in closed with the task
         * @param bytes how many there are
         * @param columns those of a row
         */
        Reader(InputStream in, long bytes, int columns, TaskContext task) {
            this.in = in;
            this.ahead = bytes;
            this.row = new UnsafeRow(columns);
            task.addTaskCompletionListener((TaskCompletionListener) t -> close());
        }

        @Override
        public boolean hasNext() {
            // Without reading on: the last row is still in use.
            return at < end || ahead > 0;
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            have(LENGTH);
            int size = (int) Platform.getLong(room, Platform.BYTE_ARRAY_OFFSET + at);
            have(LENGTH + size);
            row.pointTo(room, Platform.BYTE_ARRAY_OFFSET + at + LENGTH, size);
            at += LENGTH + size;
            return row;
        }

        private void have(int bytes) {
            int left = end - at;
            if (left >= bytes) {
                return;
            }
            byte[] into = bytes > room.length ? new byte[bytes] : room;
            System.arraycopy(room, at, into, 0, left);
            room = into;
            at = 0;
            try {
                int more = in.readNBytes(room, left, (int) Math.min(room.length - left, ahead));
                end = left + more;
                ahead -= more;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (end < bytes) {
                throw new IllegalStateException("kept rows end within a row");
            }
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
