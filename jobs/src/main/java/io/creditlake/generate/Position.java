package io.creditlake.generate;

/**
 * Where a row stands.
 *
 * @param file name of the file in its delivery folder
 * @param row number of the row, the first data row is 1
 */
record Position(String file, long row) {}
