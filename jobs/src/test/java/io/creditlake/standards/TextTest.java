package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "超标准排放，罚款。|超标准排放，罚款。",
                "甲、乙；丙：丁！|甲、乙；丙：丁！",
                "ＡＢＣ１２３％|ABC123%",
                " 两端  和　　中间 |两端 和 中间",
                "A&amp;B|A&B",
                "A&amp;amp;B|A&B",
                "&#40;&#x5C71;&#x4E1C;&#41;|(山东)",
                "a&nbsp;&nbsp;b|a b",
                "R&D|R&D",
                "a&unknown;b|a&unknown;b"
            })
    void textIsBroughtToOneForm(String dirty, String clean) {
        assertThat(Text.clean(dirty)).isEqualTo(clean);
    }

    @Test
    void unseenCharactersAndLineBreaksGo() {
        assertThat(Text.clean("\uFEFF违法\u200B事实\u0000\r\n第二行\t尾")).isEqualTo("违法事实 第二行 尾");
    }

    @Test
    void aCleanTextIsReturnedItself() {
        String clean = "未按规定公示年度报告，责令改正。A 1";
        assertThat(Text.clean(clean)).isSameAs(clean);
    }

    @Test
    void aNullWordIsNull() {
        assertThat(Text.clean(" 暂无&nbsp;")).isNull();
        assertThat(Text.clean(null)).isNull();
    }

    @Property
    void cleaningTwiceIsCleaningOnce(@ForAll("texts") String text) {
        String once = Text.clean(text);
        assertThat(Text.clean(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }
}
