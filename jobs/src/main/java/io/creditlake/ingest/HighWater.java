package io.creditlake.ingest;

import java.util.List;

/**
 * Up to where a table has been read.
 *
 * @param value last value of the change column, in the form of {@link ChangeKind}
 * @param seen digests of the rows that were read with exactly this value, so that others of it are found next time;
 *     empty when they were too many, and all of them are read again
 */
record HighWater(String value, List<String> seen) {
    /** Rows of one value beyond which their digests are not kept. */
    static final int MOST_SEEN = 200;
}
