package io.creditlake.standards;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;

/** Traditional characters, and their simplified form by OpenCC's tables. */
final class Traditional {
    private static final char FIRST = 0x3400;
    private static final char LAST = 0x9FFF;

    private Traditional() {}

    /**
     * The text in simplified characters when it holds a character that is only traditional; else the text itself.
     * Characters such as 乾 and 著, which simplified text uses as well, alone change nothing.
     */
    static String simplified(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (is(c)) {
                return ZhConverterUtil.toSimple(text);
            }
        }
        return text;
    }

    /** Whether a character is only traditional. */
    static boolean is(char c) {
        return c >= FIRST && c <= LAST && Marks.TRADITIONAL[c - FIRST];
    }

    /** Made at the first Chinese name, not before. */
    private static final class Marks {
        static final boolean[] TRADITIONAL = array(marks());

        private static boolean[] array(BitSet marks) {
            boolean[] array = new boolean[LAST - FIRST + 1];
            marks.stream().forEach(c -> array[c - FIRST] = true);
            return array;
        }

        private static BitSet marks() {
            // What GB 2312 holds is a simplified character, whatever the tables could turn it into.
            CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
            BitSet marks = new BitSet(LAST + 1);
            BitSet results = new BitSet(LAST + 1);
            for (char c = FIRST; c <= LAST; c++) {
                String character = String.valueOf(c);
                String simple = ZhConverterUtil.toSimple(character);
                if (!simple.equals(character)) {
                    simple.chars().forEach(results::set);
                    marks.set(c, !simplified.canEncode(c));
                }
            }
            // 苧 is simplified for 薴 and traditional for 苎: alone it tells nothing.
            marks.andNot(results);
            return marks;
        }
    }
}
