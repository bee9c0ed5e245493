package io.creditlake.standards;

import java.math.BigDecimal;

/**
 * Adds up an amount with units: 壹万贰仟元, {@code 1.2万元}, {@code 3元5角}. Units must fall from left to right within the yuan
 * and within each 万 or 亿.
 */
final class AmountInWords {
    private static final long WAN = 10_000;
    private static final long YI = 100_000_000;

    private final String text;
    private final boolean needsUnit;

    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal section = BigDecimal.ZERO;
    private BigDecimal pending;
    private int lastUnit = Integer.MAX_VALUE;
    private long lastGroup;
    private boolean unitNamed;
    private boolean afterYuan;
    private boolean afterZero;

    /** @param needsUnit whether numerals that name neither 元 nor 万 nor 亿 are refused */
    AmountInWords(String text, boolean needsUnit) {
        this.text = text;
        this.needsUnit = needsUnit;
    }

    /** The sum in yuan, or null when the text is no amount. */
    BigDecimal yuan() {
        int i = 0;
        while (i < text.length()) {
            int end = numberEnd(i);
            boolean understood = end > i ? take(text.substring(i, end)) : take(text.charAt(i), i);
            if (!understood) {
                return null;
            }
            i = end > i ? end : i + 1;
        }
        if (isUnfinished()) {
            return null;
        }
        flush();
        return needsUnit && !unitNamed ? null : total;
    }

    private int numberEnd(int start) {
        int end = start;
        while (end < text.length() && (Width.isDigit(text.charAt(end)) || ".,，".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private boolean take(String digits) {
        BigDecimal number = pending == null ? AmountText.number(digits) : null;
        pending = number;
        return number != null;
    }

    private boolean take(char c, int at) {
        int digit = ChineseDigits.value(c);
        if (digit >= 0) {
            return takeDigit(digit);
        }
        int unit = ChineseDigits.unit(c);
        if (unit > 0) {
            return !afterYuan && takeUnit(unit);
        }
        return switch (c) {
            case '万', '萬' -> !afterYuan && takeGroup(WAN);
            case '亿', '億' -> !afterYuan && takeGroup(YI);
            case '元', '圆', '圓', '块' -> takeYuan();
            case '角' -> takeFraction(new BigDecimal("0.1"));
            case '分' -> takeFraction(new BigDecimal("0.01"));
            case '整', '正' -> at + 1 == text.length() && at > 0 && pending == null;
            default -> false;
        };
    }

    /** 零 between units says nothing; digits one after another are one number, as in 二〇〇〇. */
    private boolean takeDigit(int digit) {
        if (pending == null) {
            pending = BigDecimal.valueOf(digit);
            afterZero = digit == 0;
        } else if (pending.scale() <= 0) {
            pending = pending.multiply(BigDecimal.TEN).add(BigDecimal.valueOf(digit));
        } else {
            return false;
        }
        return true;
    }

    private boolean takeUnit(int unit) {
        if (unit >= lastUnit) {
            return false;
        }
        BigDecimal count = pending == null ? BigDecimal.ONE : pending;
        section = section.add(count.multiply(BigDecimal.valueOf(unit)));
        pending = null;
        lastUnit = unit;
        return true;
    }

    private boolean takeGroup(long group) {
        BigDecimal count = section.add(pending == null ? BigDecimal.ZERO : pending);
        if (lastGroup == WAN && group == YI) {
            // 壹万亿, 壹万贰仟亿
            total = total.add(count).multiply(BigDecimal.valueOf(YI));
        } else if ((pending != null || section.signum() > 0) && (lastGroup == 0 || group < lastGroup)) {
            total = total.add(count.multiply(BigDecimal.valueOf(group)));
        } else {
            return false;
        }
        return clear(group);
    }

    private boolean clear(long group) {
        section = BigDecimal.ZERO;
        pending = null;
        lastUnit = Integer.MAX_VALUE;
        lastGroup = group;
        unitNamed = true;
        return true;
    }

    private boolean takeYuan() {
        boolean something = pending != null || section.signum() > 0 || lastGroup != 0;
        if (afterYuan || !something || isUnfinished()) {
            return false;
        }
        flush();
        afterYuan = true;
        unitNamed = true;
        return true;
    }

    private boolean takeFraction(BigDecimal unit) {
        boolean alone = section.signum() == 0 && lastGroup == 0;
        if (pending == null || pending.compareTo(BigDecimal.TEN) >= 0 || !(afterYuan || alone)) {
            return false;
        }
        afterYuan = true;
        unitNamed = true;
        total = total.add(pending.multiply(unit));
        pending = null;
        return true;
    }

    /** 一万五 may be 15000 or 10005, and a number behind 元 has lost its unit. */
    private boolean isUnfinished() {
        if (pending == null) {
            return false;
        }
        boolean afterLarge = lastUnit == Integer.MAX_VALUE ? lastGroup != 0 : lastUnit > 10;
        return afterYuan || (afterLarge && !afterZero && pending.compareTo(BigDecimal.TEN) < 0);
    }

    private void flush() {
        total = total.add(section).add(pending == null ? BigDecimal.ZERO : pending);
        section = BigDecimal.ZERO;
        pending = null;
    }
}
