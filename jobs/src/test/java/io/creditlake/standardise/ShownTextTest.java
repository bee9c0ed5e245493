package io.creditlake.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownTextTest {
    private static final String NUMBER = "370102199001011233";

    @Test
    void aValueThatMayBeANameIsMasked() {
        assertThat(ShownText.ofValue("张三")).isEqualTo("张**");
        assertThat(ShownText.ofValue(" 张三丰 ")).isEqualTo("张**");
        assertThat(ShownText.ofValue("买买提·吐尔逊")).isEqualTo("买**");
        assertThat(ShownText.ofValue("2025年13月")).isEqualTo("2025年13月");
        assertThat(ShownText.ofValue("9月")).isEqualTo("9月");
        assertThat(ShownText.ofValue("济南甲商贸有限公司")).isEqualTo("济南甲商贸有限公司");
        assertThat(ShownText.ofValue("见" + NUMBER)).doesNotContain(NUMBER);
        assertThat(ShownText.ofValue("")).isEmpty();
    }

    @Test
    void ofATextThatMayBeAnythingOnlyTheHarmlessIsShown() {
        Set<String> known = Set.of("uniscid", "name");
        assertThat(ShownText.ofAnything("{\"uniscid\":\"91110000600037341L\",\"name\":\"张三\",\"x\":2025-01-02", known))
                .isEqualTo("{\"uniscid\":\"91110000600037341L\",\"name\":\"张**\",\"x**\":2025-01-02");
        assertThat(ShownText.ofAnything("张三\nE12345678，13800001234 12.5", known))
                .isEqualTo("张**\nE**，1** 12.5");
        assertThat(ShownText.ofAnything("\uD840\uDC00三", known)).isEqualTo("\uD840\uDC00**");
        assertThat(ShownText.ofAnything(NUMBER + "|李四|" + NUMBER, known)).isEqualTo("3**|李**|3**");
    }
}
