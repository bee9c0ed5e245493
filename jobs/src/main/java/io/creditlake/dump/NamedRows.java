package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Rows of a document whose cells have names, one after the other. */
interface NamedRows extends Closeable {
    /** Moves to the next row; false behind the last one, where the rest of the document is not looked at. */
    boolean next() throws IOException;

    /** The cells of the row by name, in the order met. */
    Map<String, String> row();

    /** What is wrong with the row as a whole; empty when it can be read. */
    String problem();

    /** What was sent in place of a row that cannot be read. */
    String sent();

    /** Reads what stands behind the last row, which must be as sound as what stands before it. */
    void finish() throws IOException;

    /** As rows in the order of a header. */
    default Rows under(FieldRows fields) {
        NamedRows named = this;
        return new Rows() {
            @Override
            public boolean next() throws IOException {
                return named.next();
            }

            @Override
            public org.apache.spark.unsafe.types.UTF8String[] cells() {
                return named.problem().isEmpty() ? fields.cells(named.row()) : fields.unreadable(named.sent());
            }

            @Override
            public String problem() {
                return named.problem();
            }

            @Override
            public void close() throws IOException {
                named.close();
            }
        };
    }
}
