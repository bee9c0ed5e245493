package io.creditlake.standards.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every kind, whatever the texts. */
class EveryKindTest {
    @Property(tries = 3000)
    void theOrderOfTheTwoDoesNotMatter(@ForAll("texts") String left, @ForAll("texts") String right) {
        for (Kind kind : Kind.values()) {
            assertThat(kind.level(left, right))
                    .as("%s of <%s> and <%s>", kind, left, right)
                    .isEqualTo(kind.level(right, left))
                    .isBetween(0, kind.levels().size() - 1);
            assertThat(Compared.level(kind, left, right)).isEqualTo(Compared.level(kind, right, left));
        }
    }

    @Property(tries = 2000)
    void whatIsComparedWithItselfIsNeverDifferent(@ForAll("texts") String text) {
        for (Kind kind : Kind.values()) {
            for (String value : Compared.comparable(kind, text)) {
                String level = kind.levels().get(kind.level(value, value));
                boolean hidden = value.contains("*") || value.contains("某") || value.endsWith("0000");
                assertThat(level).as("%s of <%s>", kind, value).isNotEqualTo(hidden ? "" : "different");
                if (!hidden) {
                    assertThat(level).as("%s of <%s>", kind, value).isEqualTo("same");
                }
            }
        }
    }

    @Property(tries = 2000)
    void nothingIsThrown(@ForAll("texts") String text) {
        for (Kind kind : Kind.values()) {
            List<String> values = new ArrayList<>(Compared.comparable(kind, text, null, ""));
            assertThat(values)
                    .doesNotContainNull()
                    .doesNotContain("")
                    .isSorted()
                    .doesNotHaveDuplicates();
            values.add(text);
            List<String> found = new ArrayList<>();
            for (String value : values) {
                kind.parts().forEach(part -> kind.part(part, value, found::add));
                assertThat(String.valueOf(kind.term(value))).isNotNull();
            }
            assertThat(found).doesNotContainNull();
        }
    }

    @Property(tries = 1000)
    void aBranchIsNeverItsParent(@ForAll("trades") String trade, @ForAll("places") String place) {
        String parent = place + trade + "商贸有限公司";
        for (String branch : new String[] {"历下分公司", "第一分公司", "营业部", "经十路店", "工会委员会"}) {
            assertThat(Compared.level(Kind.ORGANISATION_NAME, parent, parent + branch))
                    .as("%s and its %s", parent, branch)
                    .isEqualTo("branch");
        }
    }

    @Property(tries = 1000)
    void aNameWithoutItsRegionIsStillTheSame(@ForAll("trades") String trade, @ForAll("places") String place) {
        assertThat(Compared.level(Kind.ORGANISATION_NAME, place + trade + "商贸有限公司", trade + "商贸有限责任公司"))
                .isIn("same", "same_parts");
    }

    @Provide
    Arbitrary<String> trades() {
        return Arbitraries.strings()
                .withChars("瑞丰恒泰鑫德诚汇".toCharArray())
                .ofMinLength(2)
                .ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of("济南", "济南市", "山东", "山东省济南市", "青岛", "历下区", "济南市历下区", "");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> names = Arbitraries.of(
                        "山东省", "济南", "历下区", "中国", "（", "）", "原", "曾用名：", "瑞丰", "瑞峰", "恒", "商贸", "建筑工程", "有限公司", "分公司",
                        "支行", "店", "一", "A", "1", "2号", "泉城路", "|", "集团", "张", "某", "*", "个体工商户")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
        Arbitrary<String> codes =
                Arbitraries.strings().withChars("0139*ABX-".toCharArray()).ofMaxLength(18);
        Arbitrary<String> numbers =
                Arbitraries.strings().withChars("019.-Ee+,".toCharArray()).ofMaxLength(8);
        Arbitrary<String> regions =
                Arbitraries.of("370000", "370100", "370102", "370103", "370202", "110101", "37", "3");
        Arbitrary<String> words =
                Arbitraries.strings().withChars("abc de".toCharArray()).ofMaxLength(9);
        return Arbitraries.frequencyOf(
                Tuple.of(5, names),
                Tuple.of(2, codes),
                Tuple.of(1, numbers),
                Tuple.of(2, regions),
                Tuple.of(2, words),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(12)),
                Tuple.of(1, Arbitraries.of("2021-07-09", "2021-09-07", "2021/7/9", "20210719")));
    }
}
