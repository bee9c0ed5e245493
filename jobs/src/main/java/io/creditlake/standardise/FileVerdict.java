package io.creditlake.standardise;

import io.creditlake.contract.DeliveryTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of a file decide of the file as a whole.
 *
 * @param refused whether it is refused with every row
 * @param message why, or what is to be noted, in the language of the department
 */
record FileVerdict(boolean refused, String message) {
    /** Rule of the rows of a refused file that have no reason of their own. */
    static final String RULE = "delivery_refused";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * A rule that was broken.
     *
     * @param refuses whether the file is refused for it
     * @param message what was found
     */
    record Breach(boolean refuses, String message) {}

    /** The verdict on a file; empty when it breaks nothing. */
    static Optional<FileVerdict> of(List<Breach> breaches) {
        boolean refused = breaches.stream().anyMatch(Breach::refuses);
        List<String> messages = new ArrayList<>();
        breaches.stream().filter(b -> b.refuses() == refused).forEach(b -> messages.add(b.message()));
        return breaches.isEmpty()
                ? Optional.empty()
                : Optional.of(new FileVerdict(refused, (refused ? "整批拒收：" : "提示：") + String.join("；", messages)));
    }

    /** What a rule that no row may break says of so many rows. */
    static Optional<Breach> ofNone(String message, long rows) {
        return rows == 0 ? Optional.empty() : Optional.of(new Breach(true, message + "，共 " + rows + " 行"));
    }

    /** What a rule on the number or the share of bad rows says. */
    static Optional<Breach> of(DeliveryTerms.Rule rule, long bad, long rows) {
        if (rows == 0) {
            return Optional.empty();
        }
        BigDecimal share =
                BigDecimal.valueOf(bad).multiply(HUNDRED).divide(BigDecimal.valueOf(rows), 4, RoundingMode.HALF_UP);
        if (rule.allowed().holds(rule.percent() ? share : BigDecimal.valueOf(bad))) {
            return Optional.empty();
        }
        String shown =
                share.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        String what = rule.message().isEmpty() ? "不合格的行数超出约定（" + rule.name() + "）" : rule.message();
        return Optional.of(new Breach(
                rule.refuses(),
                what + "：" + rows + " 行中有 " + bad + " 行（" + shown + "%），应"
                        + rule.allowed().inWords(rule.percent() ? "%" : " 行")));
    }
}
