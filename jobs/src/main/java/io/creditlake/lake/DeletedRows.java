package io.creditlake.lake;

import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.encryption.EncryptingFileIO;
import org.apache.iceberg.io.FileIO;

/**
 * Which rows of a file of a table are deleted. Iceberg's own filter for readers without an engine opens deletion vectors
 * by their name alone, by which those of encrypted tables cannot be read.
 */
final class DeletedRows {
    private DeletedRows() {}

    /** The rows, by their place in the file. */
    static PositionDeleteIndex of(Table table, FileScanTask task) {
        if (task.deletes().isEmpty()) {
            return PositionDeleteIndex.empty();
        }
        FileIO io = EncryptingFileIO.combine(table.io(), table.encryption());
        return new BaseDeleteLoader(deletes -> io.newInputFile(deletes))
                .loadPositionDeletes(task.deletes(), task.file().location());
    }

    /** Whether a file is of the form that creditlake writes; another engine may have written others. */
    static boolean areOurs(FileScanTask task) {
        return task.file().format() == FileFormat.PARQUET
                && task.deletes().stream().noneMatch(deletes -> deletes.content() == FileContent.EQUALITY_DELETES);
    }
}
