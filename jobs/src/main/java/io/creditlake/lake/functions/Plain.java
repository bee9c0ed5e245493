package io.creditlake.lake.functions;

import io.creditlake.standards.Blank;
import io.creditlake.standards.Dates;
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
        return saysSomething(text) && indexOfOther(text, 0, OfNames.PLAIN) < 0;
    }

    /** A text of plain characters with single spaces between them, that is no null word. */
    static boolean isText(UTF8String text) {
        int length = text.numBytes();
        if (!saysSomething(text) || text.getByte(length - 1) == ' ') {
            return false;
        }
        int at = indexOfOther(text, 0, OfTexts.PLAIN);
        while (at >= 0) {
            if (text.getByte(at) != ' ' || text.getByte(at - 1) == ' ') {
                return false;
            }
            at = indexOfOther(text, at + 1, OfTexts.PLAIN);
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
        int open = saysSomething(text) ? indexOfOther(text, 0, OfNumbers.PLAIN) : 0;
        if (open < 0) {
            return true;
        }
        int close = open + 7;
        boolean year = open > 0 && close + 3 <= text.numBytes() && isChar(text, open, '〔') && isChar(text, close, '〕');
        for (int i = open + 3; year && i < close; i++) {
            year = text.getByte(i) >= '0' && text.getByte(i) <= '9';
        }
        return year && indexOfOther(text, close + 3, OfNumbers.PLAIN) < 0;
    }

    /** The day of {@code 2021-07-09} or {@code 2021/07/09} in epoch days; of another text {@link Dates#plainEpochDay}. */
    static int day(UTF8String text) {
        if (text.numBytes() == 10) {
            int separator = text.getByte(4);
            int year = 100 * two(text, 0) + two(text, 2);
            int month = two(text, 5);
            int day = two(text, 8);
            if ((separator == '-' || separator == '/') && text.getByte(7) == separator && (month | day) >= 0) {
                return Dates.day(year, month, day);
            }
        }
        return Dates.plainEpochDay(new Ascii(text));
    }

    /** Two digits as a number; less than −1000 when they are none. */
    private static int two(UTF8String text, int at) {
        int tens = text.getByte(at) - '0';
        int ones = text.getByte(at + 1) - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -100_000;
    }

    /** Whether the first character shows that a text is no null word and does not begin with a space. */
    static boolean saysSomething(UTF8String text) {
        if (text.numBytes() == 0) {
            return false;
        }
        int first = text.getByte(0);
        first = first < 0 ? threeBytes(text, 0, text.numBytes()) : first;
        return first >= 0 && Blank.isSurelyNot((char) first);
    }

    /** A test of characters, made a table at its first use. */
    private interface Test {
        boolean holds(char c);
    }

    private static boolean[] table(Test test) {
        boolean[] table = new boolean[Character.MAX_VALUE + 1];
        for (int c = 0; c < table.length; c++) {
            table[c] = test.holds((char) c);
        }
        return table;
    }

    private static final class OfNames {
        static final boolean[] PLAIN = table(OrganisationName::isPlain);
    }

    private static final class OfTexts {
        static final boolean[] PLAIN = table(Text::isPlain);
    }

    private static final class OfNumbers {
        static final boolean[] PLAIN = table(DocumentNumber::isPlain);
    }

    /** Where the first character that is not plain begins; −1 when all are. */
    private static int indexOfOther(UTF8String text, int start, boolean[] plain) {
        int length = text.numBytes();
        int i = start;
        while (i < length) {
            int c = text.getByte(i);
            int next = i + 1;
            if (c < 0) {
                c = threeBytes(text, i, length);
                next = i + 3;
            }
            if (c < 0 || !plain[c]) {
                return i;
            }
            i = next;
        }
        return -1;
    }

    /** The character that begins at a place, when it is one of three bytes; else −1. */
    private static int threeBytes(UTF8String text, int i, int length) {
        if (i + 3 > length) {
            return -1;
        }
        int first = text.getByte(i);
        int second = text.getByte(i + 1);
        int third = text.getByte(i + 2);
        boolean three = (first & 0xF0) == 0xE0 && (second & 0xC0) == 0x80 && (third & 0xC0) == 0x80;
        return three ? (first & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F) : -1;
    }

    private static boolean isChar(UTF8String text, int at, char c) {
        return threeBytes(text, at, text.numBytes()) == c;
    }
}
