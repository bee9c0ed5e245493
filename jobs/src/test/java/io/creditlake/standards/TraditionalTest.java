package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TraditionalTest {
    /** When this fails after an update of opencc4j, write what it expects into {@code traditional.txt}. */
    @Test
    void theStoredListIsWhatTheTablesOfOpenCcSay() {
        assertThat(stored()).isEqualTo(asked());
    }

    @Test
    void onlyTextWithATraditionalCharacterIsSimplified() {
        String both = "乾坤著作";
        assertThat(Traditional.simplified(both)).isSameAs(both);
        assertThat(Traditional.simplified("濟南實業")).isEqualTo("济南实业");
    }

    private static String stored() {
        StringBuilder stored = new StringBuilder();
        for (char c = Traditional.FIRST; c <= Traditional.LAST; c++) {
            if (Traditional.is(c)) {
                stored.append(c);
            }
        }
        return stored.toString();
    }

    static String asked() {
        // What GB 2312 holds is a simplified character, whatever the tables could turn it into.
        CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
        BitSet only = new BitSet();
        BitSet results = new BitSet();
        for (char c = Traditional.FIRST; c <= Traditional.LAST; c++) {
            String character = String.valueOf(c);
            String simple = ZhConverterUtil.toSimple(character);
            if (!simple.equals(character)) {
                simple.chars().forEach(results::set);
                only.set(c, !simplified.canEncode(c));
            }
        }
        // 苧 is simplified for 薴 and traditional for 苎: alone it tells nothing.
        only.andNot(results);
        StringBuilder asked = new StringBuilder();
        only.stream().forEach(c -> asked.append((char) c));
        return asked.toString();
    }
}
