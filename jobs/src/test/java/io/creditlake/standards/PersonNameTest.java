package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "张 三|张三",
                "张　三，|张三",
                "張三豐|张三丰",
                "阿卜杜拉•买买提|阿卜杜拉·买买提",
                "阿卜杜拉．买买提|阿卜杜拉·买买提",
                "阿卜杜拉 · 买买提|阿卜杜拉·买买提",
                "John  Smith|John Smith",
                "张*|张*",
                "/|",
                "无|"
            })
    void aNameIsBroughtToOneForm(String dirty, String name) {
        assertThat(PersonName.normalise(dirty)).isEqualTo(name);
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = PersonName.normalise(text);
        assertThat(PersonName.normalise(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }
}
