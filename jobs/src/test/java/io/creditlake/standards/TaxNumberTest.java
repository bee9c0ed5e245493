package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TaxNumberTest {
    @Test
    void todaysNumberIsTheUnifiedCode() {
        assertThat(TaxNumber.normalise("91110000600037341l")).isEqualTo("91110000600037341L");
        assertThat(TaxNumber.isValid("91110000600037341L")).isTrue();
        assertThat(TaxNumber.organisationCode("91110000600037341L")).isEqualTo("600037341");
        assertThat(TaxNumber.checkDigit("91110000600037341")).isEqualTo("L");
    }

    @Test
    void anOldNumberHoldsTheOrganisationCode() {
        assertThat(TaxNumber.normalise("11OI08 60003734-I")).isEqualTo("110108600037341");
        assertThat(TaxNumber.isValid("110108600037341")).isTrue();
        assertThat(TaxNumber.organisationCode("110108600037341")).isEqualTo("600037341");
        assertThat(TaxNumber.checkDigit("11010860003734")).isEqualTo("1");
    }

    @Test
    void aWrongNumberIsKeptAndHoldsNothing() {
        assertThat(TaxNumber.normalise("110108600037342")).isEqualTo("110108600037342");
        assertThat(TaxNumber.isValid("110108600037342")).isFalse();
        assertThat(TaxNumber.organisationCode("110108600037342")).isNull();
        assertThat(TaxNumber.organisationCode(null)).isNull();
        assertThat(TaxNumber.checkDigit("1")).isNull();
        assertThat(TaxNumber.normalise("暂无")).isNull();
    }

    @Property
    void anOldNumberWithItsCheckIsValid(@ForAll("bodies") String body) {
        String number = body + TaxNumber.checkDigit(body);
        assertThat(TaxNumber.isValid(number)).isTrue();
        assertThat(TaxNumber.normalise(number)).isEqualTo(number);
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = TaxNumber.normalise(text);
        assertThat(TaxNumber.normalise(once)).isEqualTo(once);
        Digits.assertNoneInvented(text, once, "O0I1Z2S5");
        TaxNumber.organisationCode(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> bodies() {
        return AnyText.digits(14).filter(body -> !body.endsWith("00000000"));
    }
}
