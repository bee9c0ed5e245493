package io.creditlake.generate;

/** Amounts in the numerals that cheques are filled in with. */
final class ChineseAmount {
    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] UNITS = {"", "拾", "佰", "仟"};
    private static final int WAN = 10_000;

    private ChineseAmount() {}

    /** Whole yuan below one hundred million, such as 叁仟元整. */
    static String of(long yuan) {
        int high = (int) (yuan / WAN);
        int low = (int) (yuan % WAN);
        String text = high == 0 ? "" : section(high) + "万";
        String zero = high > 0 && low > 0 && low < WAN / 10 ? "零" : "";
        return text + zero + (low == 0 ? "" : section(low)) + "元整";
    }

    private static String section(int number) {
        StringBuilder out = new StringBuilder();
        boolean zero = false;
        for (int place = UNITS.length - 1, unit = 1000; place >= 0; place--, unit /= 10) {
            int digit = number / unit % 10;
            if (digit == 0) {
                zero = !out.isEmpty();
            } else {
                out.append(zero ? "零" : "").append(DIGITS.charAt(digit)).append(UNITS[place]);
                zero = false;
            }
        }
        return out.toString();
    }
}
