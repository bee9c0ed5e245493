package io.creditlake.standardise;

import io.creditlake.contract.Standard;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Dates;
import io.creditlake.standards.Uscc;
import java.util.Set;

/** What may be shown of a text whose place does not tell what it holds. */
final class ShownText {
    /** Names of natural persons in Chinese characters are not longer than this; an organisation's always are. */
    private static final int LONGEST_PERSON_NAME = 4;
    /** Longer pieces are prose or an organisation's name. */
    private static final int LONGEST_UNKNOWN = 20;

    private static final int LONGEST_COUNT = 6;
    private static final String DELIMITERS = ",:;|\"'\\{}[]()<>=，、：；。（）「」“”\u3000";

    private ShownText() {}

    /** Whether values of a kind are prose, in which no check looks for names. */
    static boolean isFree(Standard standard) {
        return standard == Standard.TEXT || standard == Standard.PROSE || standard == Standard.DOCUMENT_NUMBER;
    }

    /** A value that is not what its field expects: numbers of persons are masked, and what may be a person's name. */
    static String ofValue(String text) {
        if (text == null) {
            return null;
        }
        String trimmed = text.strip();
        boolean name = !trimmed.isEmpty()
                && (trimmed.length() <= LONGEST_PERSON_NAME || trimmed.contains("·"))
                && trimmed.chars().noneMatch(Character::isDigit);
        return name ? initial(trimmed) : CitizenNumber.maskIn(text);
    }

    /**
     * A text that may be anything, as in a row whose cells do not stand under their headers: of each piece only what is
     * surely a day, a small number, a right unified code, prose or one of the known words is shown.
     */
    static String ofAnything(String text, Set<String> known) {
        String masked = CitizenNumber.maskIn(text);
        StringBuilder shown = new StringBuilder(masked.length());
        int start = 0;
        for (int i = 0; i <= masked.length(); i++) {
            if (i == masked.length() || isDelimiter(masked.charAt(i))) {
                String piece = masked.substring(start, i);
                shown.append(isHarmless(piece) || known.contains(piece) ? piece : initial(piece));
                if (i < masked.length()) {
                    shown.append(masked.charAt(i));
                }
                start = i + 1;
            }
        }
        return shown.toString();
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || Character.isISOControl(c) || DELIMITERS.indexOf(c) >= 0;
    }

    private static boolean isHarmless(String piece) {
        return piece.isEmpty()
                || piece.length() > LONGEST_UNKNOWN
                || (piece.length() <= LONGEST_COUNT && piece.matches("[0-9.]+"))
                || Dates.parse(piece) != null
                || Uscc.isValid(piece);
    }

    private static String initial(String text) {
        return text.substring(0, Character.charCount(text.codePointAt(0))) + "**";
    }
}
