package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalNumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "当事人张三（11010519491231002X）|当事人张三（11**************2X）",
                "身份证号:11010519491231002x，电话13800001234。|身份证号:11**************2x，电话138******34。",
                "１１０１０５１９４９１２３１００２Ｘ|１１**************２Ｘ",
                "110105 19491231 002X|11**** ******** **2X",
                "110105-19491231-002X 等|11****-********-**2X 等",
                "旧号110105491231002|旧号11***********02",
                "手机 138 0000 1234|手机 138 **** **34",
                "8613800001234|86138******34",
                "纳税人11010519491231002X01|纳税人11**************2X01",
                "IDX11010519491231002X|IDX11**************2X",
                "110105194912310021 校验位错|11**************21 校验位错",
                "2011010519491231002X|2011**************2X",
                "1 110105 19491231 002X|1 11**** ******** **2X",
                "ID110105 19491231 002X|ID11**** ******** **2X",
                "1,110105194912310021,x|1,11**************21,x"
            })
    void aNumberOfAPersonIsMasked(String raw, String masked) {
        assertThat(CitizenNumber.maskIn(raw)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91110000600037341L",
                "统一社会信用代码９１１１００００６０００３７３４１Ｌ",
                "91370102MA3C12345X",
                "2021-07-09 00:00:00,20210709",
                "鲁市监罚〔2025〕12号",
                "0531-82031234",
                "罚款12345678901元",
                "370102200012345",
                "（2022）鲁0102执恢54号",
                "11**************2X",
                "2021-07-09 2022-07-08",
                ""
            })
    void otherTextStays(String text) {
        assertThat(CitizenNumber.maskIn(text)).isEqualTo(text);
    }

    @Test
    void aUnifiedCodeOfDigitsStays() {
        String code = "91370102163047610" + Uscc.checkDigit("91370102163047610");
        String digits = "91370102163047613" + Uscc.checkDigit("91370102163047613");
        assertThat(CitizenNumber.maskIn("代码" + code)).isEqualTo("代码" + code);
        assertThat(CitizenNumber.maskIn(digits)).isEqualTo(digits);
    }

    @Test
    void aRunThatPassesBothChecksIsMasked() {
        String both = passingBoth();
        assertThat(Uscc.isValid(both)).isTrue();
        assertThat(CitizenNumber.maskIn(both)).contains("**************");
    }

    @Test
    void whenInDoubtItIsMasked() {
        assertThat(CitizenNumber.maskIn("913701021630476199")).isEqualTo("91**************99");
    }

    @Test
    void nullIsNull() {
        assertThat(CitizenNumber.maskIn(null)).isNull();
    }

    @Property
    void maskingTwiceIsMaskingOnceAndNoPlaceMoves(@ForAll("texts") String text) {
        String once = CitizenNumber.maskIn(text);
        assertThat(once).hasSameSizeAs(text);
        assertThat(CitizenNumber.maskIn(once)).isEqualTo(once);
    }

    @Property
    void noCitizenNumberIsLeftInText(@ForAll("numbers") String number, @ForAll("texts") String before) {
        String text = before + "，" + number + "；";
        assertThat(CitizenNumber.maskIn(text)).doesNotContain(number.substring(4, 14));
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> numbers() {
        return AnyText.digits(3).map(order -> "37010219791231" + order).map(b -> b + CitizenNumber.checkDigit(b));
    }

    private static String passingBoth() {
        for (int order = 100; order < 1000; order++) {
            String first17 = "11010519491231" + order;
            String check = CitizenNumber.checkDigit(first17);
            if (check.equals(Uscc.checkDigit(first17))) {
                return first17 + check;
            }
        }
        throw new AssertionError("one in thirty-one passes both");
    }
}
