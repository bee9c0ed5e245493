package io.creditlake.dump;

/**
 * Looks for addresses of cells beyond the widest sheet in XML that passes by: the reader of workbooks makes room for
 * every cell before it, so that a few bytes would fill the memory.
 */
final class CellAddresses {
    /** The last column is XFD. */
    private static final int MOST_LETTERS = 3;

    private enum Place {
        TEXT,
        TAG,
        BEFORE_ATTRIBUTE,
        AFTER_NAME,
        AFTER_EQUALS,
        VALUE
    }

    private Place place = Place.TEXT;
    private int letters;

    /** Whether an attribute {@code r} in the next bytes, or one that began before them, is no cell of a sheet. */
    boolean goBeyond(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            // In UTF-16 every second byte is zero.
            if (bytes[i] != 0) {
                pass((char) (bytes[i] & 0xff));
                if (letters > MOST_LETTERS) {
                    return true;
                }
            }
        }
        return false;
    }

    private void pass(char c) {
        boolean space = c <= ' ';
        place = c == '>' && place != Place.VALUE
                ? Place.TEXT
                : switch (place) {
                    case TEXT -> c == '<' ? Place.TAG : Place.TEXT;
                    case TAG -> space ? Place.BEFORE_ATTRIBUTE : Place.TAG;
                    case BEFORE_ATTRIBUTE -> space ? place : c == 'r' ? Place.AFTER_NAME : Place.TAG;
                    case AFTER_NAME -> space ? place : c == '=' ? Place.AFTER_EQUALS : Place.TAG;
                    case AFTER_EQUALS -> space ? place : Place.VALUE;
                    case VALUE -> Character.isLetter(c) ? Place.VALUE : Place.TAG;
                };
        letters = place == Place.VALUE && Character.isLetter(c) ? letters + 1 : 0;
    }
}
