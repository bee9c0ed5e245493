package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "鲁市监罚〔2025〕12号", "鲁市监罚[2025]12号", "鲁市监罚（2025）12 号", "鲁市监罚(2025)12号", "鲁市监罚【2025】12号",
                "鲁市监罚［２０２５］１２号", "鲁市监罚〔2025]12号。", " 鲁市监罚 〔 2025 〕 12 号 ", "鲁市监罚&#91;2025&#93;12号", "鲁市监罚﹝2025﹞12号"
            })
    void theYearOfADocumentStandsInOneKindOfBrackets(String dirty) {
        assertThat(DocumentNumber.normalise(dirty)).isEqualTo("鲁市监罚〔2025〕12号");
    }

    @ParameterizedTest
    @CsvSource({
        "(2022)鲁0102执恢54号,（2022）鲁0102执恢54号",
        "〔2022〕鲁 0102 执恢 54 号,（2022）鲁0102执恢54号",
        "[2025]12号,〔2025〕12号",
        "(2025)第12号,〔2025〕第12号",
        "(济)市监罚[2025]12号,（济）市监罚〔2025〕12号",
        "鲁济综执罚决字[2025]第A-01号,鲁济综执罚决字〔2025〕第A-01号",
        "JY13701020001234,JY13701020001234"
    })
    void courtCasesAndOtherBracketsKeepRoundOnes(String dirty, String number) {
        assertThat(DocumentNumber.normalise(dirty)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"无", "\\N", "　", "—", "暂无"})
    void aNullWordIsNull(String text) {
        assertThat(DocumentNumber.normalise(text)).isNull();
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = DocumentNumber.normalise(text);
        assertThat(DocumentNumber.normalise(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }
}
