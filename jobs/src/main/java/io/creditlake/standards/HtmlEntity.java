package io.creditlake.standards;

/** The HTML character references that web forms leave behind in exported text. */
final class HtmlEntity {
    /** Longest reference with its ampersand and semicolon: a code point in six hexadecimal digits. */
    static final int LONGEST = 10;

    private HtmlEntity() {}

    /**
     * The code point a reference stands for.
     *
     * @param name what stands between {@code &} and {@code ;}
     * @return −1 when it is no reference known here
     */
    static int codePoint(String name) {
        if (name.startsWith("#")) {
            return numeric(name);
        }
        return switch (name) {
            case "amp", "AMP" -> '&';
            case "lt", "LT" -> '<';
            case "gt", "GT" -> '>';
            case "quot", "QUOT" -> '"';
            case "apos" -> '\'';
            case "nbsp", "ensp", "emsp", "thinsp" -> ' ';
            case "ldquo" -> '“';
            case "rdquo" -> '”';
            case "lsquo" -> '‘';
            case "rsquo" -> '’';
            case "ndash" -> '–';
            case "mdash" -> '—';
            case "middot" -> '·';
            case "bull" -> '•';
            case "hellip" -> '…';
            case "times" -> '×';
            case "yen" -> '¥';
            case "deg" -> '°';
            case "copy" -> '©';
            case "reg" -> '®';
            case "trade" -> '™';
            default -> -1;
        };
    }

    private static int numeric(String name) {
        boolean hexadecimal = name.length() > 2 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        int radix = hexadecimal ? 16 : 10;
        int start = hexadecimal ? 2 : 1;
        int value = 0;
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        boolean known = start < name.length()
                && Character.isValidCodePoint(value)
                && !(value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
        return known ? value : -1;
    }
}
