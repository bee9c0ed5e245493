package io.creditlake.dump;

/** Where a reader of separated text stands; shared by the one that finds row ends and the one that reads cells. */
enum CellState {
    /** Before the first byte of a cell. */
    START,
    /** In a cell that does not begin with a quote, or after its closing quote. */
    PLAIN,
    /** Inside quotes. */
    QUOTED,
    /** After a quote inside quotes: the closing one, or the first of two. */
    QUOTE,
    /** After the line end of a row. */
    ROW_END;

    /** The state after a byte. */
    CellState after(byte b, byte separator) {
        if (this == QUOTED) {
            return b == '"' ? QUOTE : QUOTED;
        }
        if (b == separator) {
            return START;
        }
        if (b == '\n') {
            return ROW_END;
        }
        return b == '"' && this != PLAIN ? QUOTED : PLAIN;
    }

    /** Whether a byte that is no separator and no row end belongs to the text of the cell. */
    boolean isText(byte b) {
        return switch (this) {
            case START, QUOTED -> b != '"';
            case QUOTE, PLAIN -> true;
            case ROW_END -> false;
        };
    }
}
