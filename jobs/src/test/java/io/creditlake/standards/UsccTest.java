package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsccTest {
    private static final String VALID = "91110000600037341L";
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91110000600037341L", "91110000600037341l", "９１１１００００６０００３７３４１Ｌ", "9111 0000 6000 3734 1L",
                "91110000-600037341-L", "'91110000600037341L", "911I0000600037341L", "911100OO60OO3734IL",
                "\uFEFF91110000600037341L\t", "　91110000600037341L　"
            })
    void aDirtyCodeIsRepaired(String dirty) {
        assertThat(Uscc.normalise(dirty)).isEqualTo(VALID);
    }

    @Test
    void zAndSAreReadAsDigitsOnlyWhenThatMakesTheCheckRight() {
        String code = withCheck("9137010258S123456".replace('S', '5'));
        assertThat(Uscc.normalise(code.replace('5', 'S').replace('2', 'Z'))).isEqualTo(code);
        String wrong = changed(code, 17, code.charAt(17) == '7' ? '8' : '7').replace('5', 'S');
        assertThat(Uscc.normalise(wrong)).isEqualTo(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.13E+17", "9.13e17", "9.1370102E+17", "某某公司", "60003734-1", "1234"})
    void whatIsNoCodeIsKeptAndFails(String text) {
        String kept = Uscc.normalise(text);
        assertThat(kept).isNotNull();
        assertThat(Uscc.isValid(kept)).isFalse();
    }

    @Test
    void aNumberOfASpreadsheetStaysWhatItIs() {
        assertThat(Uscc.normalise("9.13E+17")).isEqualTo("9.13E+17");
        assertThat(Uscc.normalise("9.13E-17")).isEqualTo("9.13E-17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"913302******531452", "330222************", "91330２＊＊＊＊＊＊531452"})
    void aMaskedCodeIsNoCode(String masked) {
        assertThat(Uscc.isMasked(masked)).isTrue();
        assertThat(Uscc.normalise(masked)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"91110000600037341L", "五星*****级酒店", "*", "无"})
    void otherTextIsNotMasked(String text) {
        assertThat(Uscc.isMasked(text)).isFalse();
    }

    @Test
    void itsPartsAreRead() {
        assertThat(Uscc.isValid(VALID)).isTrue();
        assertThat(Uscc.organisationCode(VALID)).isEqualTo("600037341");
        assertThat(Uscc.region(VALID)).isEqualTo("110000");
        assertThat(Uscc.checkDigit("91110000600037341")).isEqualTo("L");
        assertThat(Uscc.organisationCode("无")).isNull();
        assertThat(Uscc.checkDigit("9111")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000000000", "91110000600037341l", "911100006000373410", "9111AB00600037341L", ""})
    void aCodeOfWrongShapeOrCheckFails(String code) {
        assertThat(Uscc.isValid(code)).isFalse();
    }

    @Property
    void aCodeWithItsCheckCharacterIsValidAndStaysAsItIs(@ForAll("codes") String code) {
        assertThat(Uscc.isValid(code)).isTrue();
        assertThat(Uscc.normalise(code)).isSameAs(code);
        assertThat(Uscc.normalise(code.toLowerCase(Locale.ROOT))).isEqualTo(code);
    }

    @Property
    void aSingleWrongCharacterIsCaught(
            @ForAll("codes") String code,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(max = 30) int letter) {
        char other = ALPHABET.charAt(letter);
        if (code.charAt(place) != other) {
            assertThat(Uscc.isValid(changed(code, place, other))).isFalse();
        }
    }

    @Property
    void normalisingTwiceIsNormalisingOnceAndInventsNothing(@ForAll("texts") String text) {
        String once = Uscc.normalise(text);
        assertThat(Uscc.normalise(once)).isEqualTo(once);
        Digits.assertNoneInvented(text, once, "O0I1Z2S5");
        Uscc.isMasked(text);
        Uscc.organisationCode(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> codes() {
        Arbitrary<String> head = Arbitraries.of("91", "92", "93", "51", "52", "53", "11", "12", "13", "Y1", "N1");
        Arbitrary<String> body =
                Arbitraries.strings().withChars(ALPHABET.toCharArray()).ofLength(9);
        return Combinators.combine(head, AnyText.digits(6), body).as((h, region, b) -> withCheck(h + region + b));
    }

    private static String withCheck(String first17) {
        return first17 + Uscc.checkDigit(first17);
    }

    private static String changed(String code, int place, char other) {
        return code.substring(0, place) + other + code.substring(place + 1);
    }
}
