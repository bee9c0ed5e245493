package io.creditlake.standards;

/** How wide a text is on a terminal, where Chinese characters take two columns. */
public final class DisplayWidth {
    private DisplayWidth() {}

    /** Columns that a text takes. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int codePoint) {
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** The text cut or filled up to a width. */
    public static String padded(String text, int width) {
        StringBuilder result = new StringBuilder();
        int used = 0;
        String line = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
        boolean cut = of(line) > width;
        for (int codePoint : line.codePoints().toArray()) {
            int next = of(codePoint);
            if (used + next > width - (cut ? 1 : 0)) {
                break;
            }
            result.appendCodePoint(codePoint);
            used += next;
        }
        if (cut) {
            result.append('…');
            used++;
        }
        return result.append(" ".repeat(Math.max(0, width - used))).toString();
    }
}
