package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegistrationNumberTest {
    @Test
    void theCheckDigitMakesTheSumOne() {
        assertThat(RegistrationNumber.checkDigit("37010200001234")).isEqualTo(checkedByDefinition("37010200001234"));
        assertThat(RegistrationNumber.checkDigit("0794")).isNull();
    }

    @Test
    void aDirtyNumberIsRepaired() {
        String number = "37010200001234" + RegistrationNumber.checkDigit("37010200001234");
        assertThat(RegistrationNumber.normalise("37O1O20000I234" + number.charAt(14)))
                .isEqualTo(number);
        assertThat(RegistrationNumber.normalise(" '370102-00001234 " + number.charAt(14)))
                .isEqualTo(number);
        assertThat(RegistrationNumber.normalise(number + ".0")).isEqualTo(number);
        assertThat(RegistrationNumber.isValid(number)).isTrue();
    }

    @Test
    void aUnifiedCodeStaysAsItIsAndFails() {
        assertThat(RegistrationNumber.normalise("91110000600037341L")).isEqualTo("91110000600037341L");
        assertThat(RegistrationNumber.isValid("91110000600037341L")).isFalse();
    }

    @Test
    void nothingAndFillersAreNoNumber() {
        assertThat(RegistrationNumber.normalise("/")).isNull();
        assertThat(RegistrationNumber.normalise("3701020*****001")).isNull();
        for (int i = 0; i < 10; i++) {
            assertThat(RegistrationNumber.isValid("00000000000000" + i)).isFalse();
        }
    }

    @Property
    void aSingleWrongDigitIsCaught(
            @ForAll("bodies") String body,
            @ForAll @IntRange(max = 14) int place,
            @ForAll @IntRange(max = 9) int digit) {
        String number = body + RegistrationNumber.checkDigit(body);
        assertThat(RegistrationNumber.isValid(number)).isTrue();
        char other = (char) ('0' + digit);
        if (number.charAt(place) != other) {
            assertThat(RegistrationNumber.isValid(number.substring(0, place) + other + number.substring(place + 1)))
                    .isFalse();
        }
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = RegistrationNumber.normalise(text);
        assertThat(RegistrationNumber.normalise(once)).isEqualTo(once);
        Digits.assertNoneInvented(text, once, "O0I1");
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> bodies() {
        return AnyText.digits(14).filter(body -> !body.startsWith("000000"));
    }

    /** ISO 7064 MOD 11,10 the slow way: the one digit that makes the whole sum 1 modulo 10. */
    private static String checkedByDefinition(String first14) {
        for (int check = 0; check < 10; check++) {
            int rest = 10;
            for (int i = 0; i < first14.length(); i++) {
                rest = (rest + first14.charAt(i) - '0') % 10;
                rest = (rest == 0 ? 10 : rest) * 2 % 11;
            }
            if ((rest + check) % 10 == 1) {
                return String.valueOf(check);
            }
        }
        return null;
    }
}
