package io.creditlake.lake.functions;

import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Quick looks at the bytes of a text that tell that a function would return it as it is, as most values are. Each looks
 * for no more than the plain form; what does not pass is read in full.
 */
final class Plain {
    private static final int DIGITS_OF_PERSONAL_NUMBER = 11;

    private Plain() {}

    /** A right unified code of a kind that no citizen number looks like. */
    static boolean isUscc(UTF8String text) {
        return text.numBytes() == 18 && text.getByte(0) == '9' && Uscc.isValid(new Ascii(text));
    }

    /** A right organisation code; nine characters are no number of a person. */
    static boolean isOrganisationCode(UTF8String text) {
        return text.numBytes() == 9 && OrganisationCode.isValid(new Ascii(text));
    }

    /** A right registration number. */
    static boolean isRegistrationNumber(UTF8String text) {
        return text.numBytes() == 15 && RegistrationNumber.isValid(new Ascii(text));
    }

    /** A name of plain characters that is no null word. */
    static boolean isName(UTF8String text) {
        return saysSomething(text) && indexOfOther(text, 0, Of.NAME) < 0;
    }

    /** A text of plain characters with single spaces between them, that is no null word. */
    static boolean isText(UTF8String text) {
        int length = text.numBytes();
        if (!saysSomething(text) || text.getByte(length - 1) == ' ') {
            return false;
        }
        int at = indexOfOther(text, 0, Of.TEXT);
        while (at >= 0) {
            if (text.getByte(at) != ' ' || text.getByte(at - 1) == ' ') {
                return false;
            }
            at = indexOfOther(text, at + 1, Of.TEXT);
        }
        return true;
    }

    /** A text with so few digits that no number of a person is in it. */
    static boolean isWithoutNumbers(UTF8String text) {
        int digits = 0;
        int length = text.numBytes();
        for (int i = 0; i < length && digits < DIGITS_OF_PERSONAL_NUMBER; i++) {
            byte b = text.getByte(i);
            // EF begins full-width characters.
            digits += (b >= '0' && b <= '9') || b == (byte) 0xEF ? 1 : 0;
        }
        return digits < DIGITS_OF_PERSONAL_NUMBER;
    }

    /** A number such as 鲁市监罚〔2025〕12号: plain characters around a year of four digits in 〔〕, not at the beginning. */
    static boolean isDocumentNumber(UTF8String text) {
        int open = saysSomething(text) ? indexOfOther(text, 0, Of.NUMBER) : 0;
        if (open < 0) {
            return true;
        }
        int close = open + 7;
        boolean year = open > 0 && close + 3 <= text.numBytes() && isChar(text, open, '〔') && isChar(text, close, '〕');
        for (int i = open + 3; year && i < close; i++) {
            year = text.getByte(i) >= '0' && text.getByte(i) <= '9';
        }
        return year && indexOfOther(text, close + 3, Of.NUMBER) < 0;
    }

    /** Whether the first character shows that a text is no null word and does not begin with a space. */
    static boolean saysSomething(UTF8String text) {
        if (text.numBytes() == 0) {
            return false;
        }
        byte first = text.getByte(0);
        return first >= 0
                ? io.creditlake.standards.Blank.isSurelyNot((char) first)
                : isThreeBytes(text, 0) && io.creditlake.standards.Blank.isSurelyNot(threeBytes(text, 0));
    }

    private enum Of {
        NAME,
        TEXT,
        NUMBER;

        boolean holds(char c) {
            return switch (this) {
                case NAME -> OrganisationName.isPlain(c);
                case TEXT -> Text.isPlain(c);
                case NUMBER -> DocumentNumber.isPlain(c);
            };
        }
    }

    /** Where the first character that is not plain begins; −1 when all are. */
    private static int indexOfOther(UTF8String text, int start, Of plain) {
        int length = text.numBytes();
        int i = start;
        while (i < length) {
            byte b = text.getByte(i);
            if (b >= 0) {
                if (!plain.holds((char) b)) {
                    return i;
                }
                i++;
            } else if (isThreeBytes(text, i) && plain.holds(threeBytes(text, i))) {
                i += 3;
            } else {
                return i;
            }
        }
        return -1;
    }

    private static boolean isThreeBytes(UTF8String text, int i) {
        return i + 3 <= text.numBytes()
                && (text.getByte(i) & 0xF0) == 0xE0
                && (text.getByte(i + 1) & 0xC0) == 0x80
                && (text.getByte(i + 2) & 0xC0) == 0x80;
    }

    private static char threeBytes(UTF8String text, int i) {
        return (char) ((text.getByte(i) & 0x0F) << 12 | (text.getByte(i + 1) & 0x3F) << 6 | (text.getByte(i + 2) & 0x3F));
    }

    private static boolean isChar(UTF8String text, int at, char c) {
        return isThreeBytes(text, at) && threeBytes(text, at) == c;
    }
}
