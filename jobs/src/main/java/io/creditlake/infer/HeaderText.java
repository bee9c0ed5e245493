package io.creditlake.infer;

import io.creditlake.contract.Headers;
import java.util.regex.Pattern;

/** Headers as departments write them: what makes two of them the same, and how alike two different ones are. */
final class HeaderText {
    /** In Chinese the head of a name stands last: 决定日期 is likelier 处罚决定日期 than 处罚机关 is 处罚机关代码. */
    private static final double HEAD_FIRST = 0.8;

    private static final double OTHER_HEAD = 0.75;
    private static final double CONTAINED = 0.6;

    private static final Pattern MARKS = Pattern.compile("^[*＊]+|[*＊]+$|（必填）$|（选填）$");
    private static final Pattern NOTES = Pattern.compile("（[^）]*）");
    private static final Pattern JOINING = Pattern.compile("[_\\-—:：]");

    private HeaderText() {}

    /** A header without width, case, spaces, notes that it is mandatory. */
    static String reduced(String header) {
        return MARKS.matcher(Headers.reduced(header)).replaceAll("");
    }

    /** The unit that a header names: 10,000 yuan. */
    static boolean namesWan(String header) {
        return reduced(header).contains("万元");
    }

    /** The unit that a header names: yuan. */
    static boolean namesYuan(String header) {
        String text = reduced(header);
        return !text.contains("万元") && text.matches(".*[（:：/／]元）?$|.*（单位：?元）");
    }

    /** Whether a header is written in Chinese. */
    static boolean isChinese(String header) {
        return header.codePoints().anyMatch(Character::isIdeographic);
    }

    /**
     * How alike two headers are, from 0 to 1. Headers in Latin letters are alike only when they are the same: nothing
     * can be read from the initials of another word.
     */
    static double likeness(String one, String other) {
        return likenessOfBare(bare(one), bare(other));
    }

    /** As {@link #likeness}, of headers that are {@linkplain #bare bare} already. */
    static double likenessOfBare(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        if (a.equals(b)) {
            return 1;
        }
        if (!isChinese(a) || !isChinese(b)) {
            return 0;
        }
        double common = 2.0 * commonSubsequence(a, b) / (a.length() + b.length());
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        if (longer.endsWith(shorter) && shorter.length() > 1) {
            return Math.max(common, CONTAINED + (1 - CONTAINED) * shorter.length() / longer.length());
        }
        if (longer.startsWith(shorter)) {
            return common * HEAD_FIRST;
        }
        return a.charAt(a.length() - 1) == b.charAt(b.length() - 1) ? common : common * OTHER_HEAD;
    }

    /** Without notes in brackets, units and joining marks. */
    static String bare(String header) {
        return JOINING.matcher(NOTES.matcher(reduced(header)).replaceAll("")).replaceAll("");
    }

    private static int commonSubsequence(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = 0;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
