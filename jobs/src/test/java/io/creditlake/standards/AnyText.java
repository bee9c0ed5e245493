package io.creditlake.standards;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts to throw at the standards: everything Unicode has, and dirt of the kind departments send. */
final class AnyText {
    private static final String DIRT = "0123456789０１９ＡＺａoOIlSZX*＊-－—/\\. 　\t\n\u200B\uFEFF&#;:,，。、()（）[]【】〔〕"
            + "年月日号零〇一二三十拾佰仟万亿元角分整无暂空长期有限责任公司鲁市罚執業實乾'‘eE+";

    private AnyText() {}

    static Arbitrary<String> all() {
        Arbitrary<String> dirt =
                Arbitraries.strings().withChars(DIRT.toCharArray()).ofMaxLength(24);
        Arbitrary<String> han = Arbitraries.strings().withCharRange('一', '龥').ofMaxLength(8);
        Arbitrary<String> entities = Arbitraries.of("&", "amp;", "#", "38;", "x26;", "lt;", "nbsp;", " ", "＆", "；", "a")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        return Arbitraries.frequencyOf(
                Tuple.of(4, dirt),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(30)),
                Tuple.of(1, han),
                Tuple.of(1, entities));
    }

    static Arbitrary<String> digits(int length) {
        return Arbitraries.strings().numeric().ofLength(length);
    }
}
