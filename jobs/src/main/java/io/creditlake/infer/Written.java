package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.dump.Tables;
import java.util.List;

/**
 * How one file is written, as it was found out.
 *
 * @param name name of the file
 * @param format the format that reads it
 * @param columns its columns by position of the cell in a row
 * @param titles rows above the header
 * @param tables how the readers of a night read it with {@code columns}
 */
record Written(String name, Format format, List<FileColumn> columns, int titles, Tables tables) {
    /** The charset of its text; empty for other kinds. */
    String charset() {
        return tables.layouts().get(0).charset();
    }

    /**
     * A column of a file.
     *
     * @param names its headers, of the first header row and then of the second; reduced, the same in no two columns
     */
    record FileColumn(List<String> names) {}
}
