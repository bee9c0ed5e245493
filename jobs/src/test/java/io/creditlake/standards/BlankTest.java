package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "　", "\t\n", "\u200B", "\\N", "NULL", "null", "Null", "ｎｕｌｌ", "N/A", "n/a", "无", "暂无", " 无 ",
                "空", "/", "//", "-", "--", "—", "——", "－", "_", "无数据", "暂无数据", "NaN"
            })
    void aWordForNothingIsBlank(String text) {
        assertThat(Blank.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "无锡市", "空调", "NULLA", "-1", "暂无期限", "无期限", "*", ".", "A/B", "没有了", "N"})
    void aWordThatSaysSomethingIsNot(String text) {
        assertThat(Blank.isBlank(text)).isFalse();
    }

    @Test
    void nullIsBlank() {
        assertThat(Blank.isBlank(null)).isTrue();
    }
}
