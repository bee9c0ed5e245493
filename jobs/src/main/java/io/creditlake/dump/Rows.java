package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of a part of a file, one after the other. */
public interface Rows extends Closeable {
    /** Moves to the next row that is not blank; false at the end. */
    boolean next() throws IOException;

    /** The cells of the row as written; null where there is none. Valid until the next move. */
    UTF8String[] cells();

    /** What is wrong with the row as a whole, in the language of the department; empty when it has a readable shape. */
    default String problem() {
        return "";
    }

    /** Number of the row as a spreadsheet shows it; 0 for what is no spreadsheet. */
    default long line() {
        return 0;
    }
}
