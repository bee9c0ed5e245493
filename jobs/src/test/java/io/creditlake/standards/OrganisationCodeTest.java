package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"60003734-1", "600037341", "６０００３７３４－１", " 6000 3734—1", "60003734I", "6OOO37341", "600037341.0"
            })
    void aDirtyCodeIsRepaired(String dirty) {
        assertThat(OrganisationCode.normalise(dirty)).isEqualTo("600037341");
        assertThat(OrganisationCode.isValid("600037341")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"91110000600037341L", "600037342", "000000000", "60003734", "某局"})
    void aWrongCodeIsKeptAndFails(String text) {
        assertThat(OrganisationCode.normalise(text)).isEqualTo(text);
        assertThat(OrganisationCode.isValid(text)).isFalse();
    }

    @Test
    void aCheckOfTenIsX() {
        assertThat(OrganisationCode.checkDigit("D2143569")).isEqualTo("X");
        assertThat(OrganisationCode.isValid("D2143569X")).isTrue();
        assertThat(OrganisationCode.normalise("d2143569-x")).isEqualTo("D2143569X");
    }

    @Test
    void nothingAndMaskedGiveNull() {
        assertThat(OrganisationCode.normalise("无")).isNull();
        assertThat(OrganisationCode.normalise("6000****1")).isNull();
        assertThat(OrganisationCode.checkDigit("6000")).isNull();
        assertThat(OrganisationCode.isValid(null)).isFalse();
    }

    @Property
    void aSingleWrongDigitIsCaught(
            @ForAll("bodies") String body, @ForAll @IntRange(max = 7) int place, @ForAll @IntRange(max = 9) int digit) {
        String code = body + OrganisationCode.checkDigit(body);
        assertThat(OrganisationCode.isValid(code)).isTrue();
        char other = (char) ('0' + digit);
        if (Character.isDigit(code.charAt(place)) && code.charAt(place) != other) {
            assertThat(OrganisationCode.isValid(code.substring(0, place) + other + code.substring(place + 1)))
                    .isFalse();
        }
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = OrganisationCode.normalise(text);
        assertThat(OrganisationCode.normalise(once)).isEqualTo(once);
        Digits.assertNoneInvented(text, once, "O0I1");
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.strings()
                .numeric()
                .withCharRange('A', 'Z')
                .ofLength(8)
                .filter(body -> !body.equals("00000000"));
    }
}
