package io.creditlake.standards;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Traditional characters, and their simplified form by OpenCC's tables. */
final class Traditional {
    static final char FIRST = 0x3400;
    static final char LAST = 0x9FFF;

    /**
     * Which characters are only traditional: OpenCC turns them into others, GB 2312 does not hold them, and OpenCC makes
     * none of them. The list is stored, for to ask OpenCC of each takes longer than a small night has.
     */
    private static final boolean[] ONLY = only();

    private Traditional() {}

    private static boolean[] only() {
        boolean[] only = new boolean[LAST - FIRST + 1];
        try (InputStream in = Traditional.class.getResourceAsStream("traditional.txt")) {
            String characters = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < characters.length(); i++) {
                char c = characters.charAt(i);
                if (c >= FIRST && c <= LAST) {
                    only[c - FIRST] = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return only;
    }

    /** Whether a character is only traditional. */
    static boolean is(char c) {
        return c >= FIRST && c <= LAST && ONLY[c - FIRST];
    }

    /**
     * The text in simplified characters when it holds a character that is only traditional; else the text itself.
     * Characters such as 乾 and 著, which simplified text uses as well, alone change nothing.
     */
    static String simplified(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (is(text.charAt(i))) {
                return ZhConverterUtil.toSimple(text);
            }
        }
        return text;
    }
}
