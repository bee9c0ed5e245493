package io.creditlake.standards;

import java.util.Locale;

/** Tells the words that departments write for "nothing". */
public final class Blank {
    private static final int LONGEST_WORD = 6;

    private Blank() {}

    /**
     * Whether the text says nothing: null, spaces of any width, dashes or slashes only, or a null word such as
     * {@code \N}, {@code NULL}, {@code N/A}, 无, 暂无, 空, 无数据.
     */
    public static boolean isBlank(String text) {
        if (text == null) {
            return true;
        }
        int start = 0;
        int end = text.length();
        while (start < end && isNothing(text.charAt(start))) {
            start++;
        }
        while (end > start && isNothing(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return true;
        }
        if (end - start <= LONGEST_WORD && isNullWord(text, start, end)) {
            return true;
        }
        return isRule(text, start, end);
    }

    /**
     * Whether a text that begins with this character surely says something: a quick look that spares reading the rest.
     */
    public static boolean isSurelyNot(char first) {
        return (first >= '0' && first <= '9')
                || (Width.isAsciiLetter(first) && first != 'n' && first != 'N')
                || (first >= 0x4E00 && first <= 0x9FFF && "无暂空未没为無暫".indexOf(first) < 0);
    }

    private static boolean isNothing(char c) {
        return Width.isSpace(c) || Width.isInvisible(c);
    }

    /** A drawn line: nothing but dashes, slashes and underscores. */
    private static boolean isRule(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = Width.half(text.charAt(i));
            if (!Width.isDash(c) && c != '/' && c != '\\' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNullWord(String text, int start, int end) {
        switch (Width.half(text.charAt(start))) {
            case '\\', 'n', 'N', '#', '(', '[', '<', '无', '暂', '空', '未', '没', '为', '無', '暫' -> {}
            default -> {
                return false;
            }
        }
        StringBuilder half = new StringBuilder(LONGEST_WORD);
        for (int i = start; i < end; i++) {
            half.append(Width.half(text.charAt(i)));
        }
        return switch (half.toString().toUpperCase(Locale.ROOT)) {
            case "\\N", "NULL", "(NULL)", "[NULL]", "<NULL>", "N/A", "#N/A", "NAN", "NONE" -> true;
            case "无", "無", "暂无", "暫無", "空", "空值", "空白", "为空", "無數據" -> true;
            case "无数据", "暂无数据", "无内容", "暂无信息", "无信息", "未填", "未填写", "没有" -> true;
            default -> false;
        };
    }
}
