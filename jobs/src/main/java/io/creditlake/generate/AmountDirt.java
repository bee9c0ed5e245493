package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Amounts that name their unit, are spelt out, or are none. */
final class AmountDirt {
    private static final BigDecimal MOST_IN_WORDS = BigDecimal.valueOf(99_999_999);
    private static final List<String> NONE = List.of("若干", "见决定书", "按规定", "#REF!");

    private AmountDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                cured("amount_in_yuan", yuan -> plain(yuan) + "元"),
                cured("amount_in_ten_thousand_yuan", yuan -> plain(yuan.movePointLeft(4)) + "万元"),
                cured("amount_with_thousands_separator", AmountDirt::grouped),
                new Dirt("amount_in_words", AmountDirt::words),
                new Dirt("full_width_amount", AmountDirt::wide),
                new Dirt("unreadable_amount", AmountDirt::unreadable),
                new Dirt("negative_amount", AmountDirt::negative));
    }

    private static Dirt cured(String name, Function<BigDecimal, String> writing) {
        return new Dirt(name, (kind, field, scene) -> amount(field, scene)
                .map(yuan -> Stain.cured(kind, field, writing.apply(yuan), yuan)));
    }

    private static Optional<BigDecimal> amount(Field field, Scene scene) {
        boolean money = field.standard() == Standard.AMOUNT || field.standard() == Standard.AMOUNT_WAN;
        return money && scene.value(field) instanceof BigDecimal yuan && yuan.signum() > 0
                ? Optional.of(yuan)
                : Optional.empty();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String grouped(BigDecimal yuan) {
        String text = plain(yuan);
        int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        return text.substring(0, point).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + text.substring(point) + "元";
    }

    private static Optional<Stain> words(String kind, Field field, Scene scene) {
        return amount(field, scene)
                .filter(yuan -> yuan.stripTrailingZeros().scale() <= 0 && yuan.compareTo(MOST_IN_WORDS) <= 0)
                .map(yuan -> Stain.cured(kind, field, ChineseAmount.of(yuan.longValue()), yuan));
    }

    private static Optional<Stain> wide(String kind, Field field, Scene scene) {
        return amount(field, scene).map(yuan -> Stain.cured(kind, field, Wide.of(Rendering.amount(field, yuan)), yuan));
    }

    private static Optional<Stain> unreadable(String kind, Field field, Scene scene) {
        return amount(field, scene)
                .map(yuan -> Stain.refused(kind, field.column(), scene.dice().of(NONE), "format"));
    }

    private static Optional<Stain> negative(String kind, Field field, Scene scene) {
        return amount(field, scene)
                .filter(yuan -> field.limits().minimum().equals(Optional.of("0")))
                .map(yuan -> Stain.refused(kind, field.column(), "-" + Rendering.amount(field, yuan), "minimum"));
    }
}
