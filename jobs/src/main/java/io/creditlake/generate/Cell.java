package io.creditlake.generate;

/**
 * What a row holds under one header.
 *
 * @param text as a text file shows it; empty for nothing
 * @param form what a workbook keeps it as
 */
record Cell(String text, Form form) {
    static final Cell EMPTY = new Cell("", Form.TEXT);

    /** What a workbook keeps a value as. */
    enum Form {
        TEXT,
        NUMBER,
        /** A serial number of a day, shown as a date. */
        DAY
    }

    static Cell of(String text) {
        return text == null ? EMPTY : new Cell(text, Form.TEXT);
    }
}
