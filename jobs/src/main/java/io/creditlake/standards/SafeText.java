package io.creditlake.standards;

/**
 * Text that no spreadsheet takes for a formula. A cell whose first visible character begins one ({@code = + - @}, their
 * wide forms, a tab or a line end) gets an apostrophe in front. So does one that has apostrophes before such a
 * character, by which the text can be had back.
 */
public final class SafeText {
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－﹢﹣＠";
    private static final char APOSTROPHE = '\'';

    private SafeText() {}

    /** A text fit for a cell; null stays null. */
    public static String of(String text) {
        return text != null && isDangerous(text) ? APOSTROPHE + text : text;
    }

    /** The text that {@link #of} was given; a text that somebody typed instead stays as it is. */
    public static String restored(String cell) {
        boolean defused =
                cell != null && !cell.isEmpty() && cell.charAt(0) == APOSTROPHE && isDangerous(cell.substring(1));
        return defused ? cell.substring(1) : cell;
    }

    /**
     * A text that stays one line and that no terminal or log obeys: characters that control, turn the direction of writing
     * or separate lines stand as {@code \\u001b}. Names of files and values of departments may hold them.
     */
    public static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u%04x".formatted(c));
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isDangerous(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == APOSTROPHE) {
            i++;
        }
        while (i < text.length() && DANGEROUS.indexOf(text.charAt(i)) < 0 && isInvisible(text.charAt(i))) {
            i++;
        }
        return i < text.length() && DANGEROUS.indexOf(text.charAt(i)) >= 0;
    }

    private static boolean isInvisible(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
