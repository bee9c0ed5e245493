package io.creditlake.lake;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.io.DeleteWriteResult;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Removes rows of the night's branch of a table by where they lie: a number of their file, and their place in it. Who has
 * read rows keeps that beside what he needs of them, so that the table is not searched for them a second time, as a
 * statement of the engine would.
 *
 * @param table the table, refreshed
 */
record Removal(Table table) {
    /** Number of the file of a row, made of its name. */
    static final String FILE = "creditlake_file";
    /** Place of a row in its file, from 0. */
    static final String PLACE = "creditlake_place";

    /** The seed of the engine's function of the same name. */
    private static final long SEED = 42;
    /** The vectors of so many files one task reads in no time. */
    private static final int FEW_FILES = 100;

    /** A file of the table that holds rows, and what says which of them are gone already. */
    private record Holder(String path, int specId, StructLike partition, FileScanTask deleted) implements Serializable {
        static Holder of(FileScanTask task) {
            return new Holder(
                    task.file().location(),
                    task.file().specId(),
                    task.file().partition(),
                    task.deletes().isEmpty() ? null : task);
        }

        long number() {
            return XXH64.hashUTF8String(UTF8String.fromString(path), SEED);
        }
    }

    /**
     * Deletion vectors, those whose place they take, the files whose rows they name, and how many rows were to be removed.
     */
    private record Written(List<DeleteFile> added, List<DeleteFile> replaced, List<String> files, long rows)
            implements Serializable {
        static Written of(DeleteWriteResult result, long rows) {
            return new Written(
                    List.copyOf(result.deleteFiles()),
                    List.copyOf(result.rewrittenDeleteFiles()),
                    result.referencedDataFiles().stream()
                            .map(CharSequence::toString)
                            .toList(),
                    rows);
        }

        long removed() {
            return rows(added) - rows(replaced);
        }

        private static long rows(List<DeleteFile> vectors) {
            return vectors.stream().mapToLong(DeleteFile::recordCount).sum();
        }
    }

    /**
     * What has been written to remove rows.
     *
     * @param snapshot where the branch stood
     * @param written the files
     */
    record Vectors(long snapshot, List<Written> written) {
        /**
         * Removes the rows; where there are none, nothing is done. Rows may have been added to the branch meanwhile.
         *
         * @throws IllegalStateException when a row was named twice, or is gone already
         */
        void commit(Table table) {
            if (written.isEmpty()) {
                return;
            }
            long named = written.stream().mapToLong(Written::rows).sum();
            long removed = written.stream().mapToLong(Written::removed).sum();
            if (named != removed) {
                throw new IllegalStateException(
                        named + " rows of " + table.name() + " were named to be removed, which are " + removed);
            }
            RowDelta delta = table.newRowDelta()
                    .toBranch(Branches.NIGHT)
                    .validateFromSnapshot(snapshot)
                    .validateDataFilesExist(written.stream()
                            .flatMap(part -> part.files().stream())
                            .toList())
                    .validateDeletedFiles();
            for (Written part : written) {
                part.added().forEach(delta::addDeletes);
                part.replaced().forEach(delta::removeDeletes);
            }
            CommitMetadata.commitProperties().forEach(delta::set);
            delta.commit();
        }
    }

    /** The two columns of a table that is read. */
    static Stream<Column> whereabouts() {
        return Stream.of(
                functions.xxhash64(functions.col("_file")).as(FILE),
                functions.col("_pos").as(PLACE));
    }

    /**
     * Writes down which rows go, on the executors; they stay until {@link Vectors#commit}.
     *
     * @param rows with the two columns, computed already of rows in files that the branch still has
     */
    Vectors of(Dataset<Row> rows) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        long head = Workspace.head(table).snapshotId();
        Map<Long, Holder> held = files(head);
        Dataset<Row> places = byFile(rows.select(Workspace.places()), held.size());
        Broadcast<Table> sent = context.broadcast(SerializableTableWithSize.copyOf(table));
        Broadcast<Map<Long, Holder>> files = context.broadcast(held);
        List<Written> written = ((org.apache.spark.sql.classic.Dataset<Row>) places)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(part -> written(part, sent.value(), files.value()))
                .collect();
        sent.destroy();
        files.destroy();
        return new Vectors(head, written);
    }

    /** All places of a file in one part, for it has one vector, of which earlier ones are read first. */
    private static Dataset<Row> byFile(Dataset<Row> places, int files) {
        Optional<Dataset<Row>> inOne = files <= FEW_FILES ? Kept.inOne(places) : Optional.empty();
        return inOne.orElseGet(() -> places.repartition(functions.col(FILE)));
    }

    private Map<Long, Holder> files(long snapshot) {
        Map<Long, Holder> files = new HashMap<>();
        for (FileScanTask task : PlannedFiles.of(table.newScan().useSnapshot(snapshot))) {
            Holder file = Holder.of(task);
            Holder other = files.put(file.number(), file);
            if (other != null) {
                throw new IllegalStateException("two files have one number: " + file.path() + " and " + other.path());
            }
        }
        return files;
    }

    private static Iterator<Written> written(Iterator<InternalRow> places, Table table, Map<Long, Holder> files) {
        if (!places.hasNext()) {
            return List.<Written>of().iterator();
        }
        Map<String, Holder> met = new HashMap<>();
        TaskContext task = TaskContext.get();
        BaseDVFileWriter writer = new BaseDVFileWriter(
                OutputFileFactory.builderFor(table, task.partitionId(), task.taskAttemptId())
                        .format(FileFormat.PUFFIN)
                        .build(),
                path -> deleted(table, met.get(path)));
        long rows = 0;
        try (writer) {
            Holder file = null;
            long last = 0;
            while (places.hasNext()) {
                InternalRow place = places.next();
                rows++;
                if (file == null || place.getLong(0) != last) {
                    last = place.getLong(0);
                    file = files.get(last);
                    if (file == null) {
                        throw new IllegalStateException("the branch of " + table.name() + " has lost a file");
                    }
                    met.put(file.path(), file);
                }
                writer.delete(file.path(), place.getLong(1), table.specs().get(file.specId()), file.partition());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(Written.of(writer.result(), rows)).iterator();
    }

    private static PositionDeleteIndex deleted(Table table, Holder file) {
        if (file.deleted() == null) {
            return null;
        }
        if (!DeletedRows.areOurs(file.deleted())) {
            throw new IllegalStateException(
                    "another engine has deleted rows of " + file.path() + " in a way that the lake does not know");
        }
        return DeletedRows.of(table, file.deleted());
    }
}
