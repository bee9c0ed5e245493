package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers here are made up; the last is the example of GB 11643 itself. */
class CitizenNumberTest {
    private static final byte[] KEY = "a key of sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
    private static final String EXAMPLE = "11010519491231002X";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "１１０１０５１９４９１２３１００２Ｘ",
                "110105 19491231 002X",
                "'11010519491231002X",
                "110105-19491231-002X",
                "IIOIO519491231002X"
            })
    void aDirtyNumberIsRepaired(String dirty) {
        assertThat(CitizenNumber.normalise(dirty)).isEqualTo(EXAMPLE);
        assertThat(CitizenNumber.isValid(EXAMPLE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110105194912310021",
                "000000000000000000",
                "99010519491231002X",
                "110105194913310026",
                "110105194902300029",
                "E12345678",
                "91110000600037341L",
                "370102800230123"
            })
    void aNumberWithoutProvinceDayOrCheckFails(String number) {
        assertThat(CitizenNumber.isValid(number)).isFalse();
        assertThat(CitizenNumber.normalise(number)).isEqualTo(number);
    }

    @Test
    void anOldNumberNeedsADay() {
        assertThat(CitizenNumber.isValid("110105491231002")).isTrue();
        assertThat(CitizenNumber.isValid("110105491331002")).isFalse();
        assertThat(CitizenNumber.isValid(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X,11**************2X",
        "1101 0519 4912 3100 2x,11**************2X",
        "110105491231002,11***********02",
        "E12345678,E*******8",
        "1234,1**4",
        "123,***",
        "37**************1X,37**************1X",
        "无,"
    })
    void onlyTheEndsAreShown(String number, String mask) {
        assertThat(CitizenNumber.mask(number)).isEqualTo(mask);
    }

    @Test
    void theTokenIsTheSameHoweverTheNumberIsWritten() {
        String token = CitizenNumber.token(EXAMPLE, KEY);
        assertThat(token).matches("[A-Za-z0-9_-]{32}");
        assertThat(CitizenNumber.token(" １１０１０５ 19491231-002x", KEY)).isEqualTo(token);
        assertThat(CitizenNumber.token("110105491231002", KEY)).isEqualTo(token);
        assertThat(CitizenNumber.token("110105200001010029", KEY)).isNotEqualTo(token);
        assertThat(CitizenNumber.token(EXAMPLE, "another key of that length".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(token);
    }

    @Test
    void aTokenOfATokenIsOneOfItsKeyAlone() {
        byte[] other = "another key of that length".getBytes(StandardCharsets.UTF_8);
        String token = CitizenNumber.token(EXAMPLE, KEY);
        assertThat(CitizenNumber.tokenOfToken(token, other))
                .matches("[A-Za-z0-9_-]{32}")
                .isEqualTo(CitizenNumber.tokenOfToken(token, other))
                .isNotEqualTo(CitizenNumber.tokenOfToken(token, KEY))
                .isNotEqualTo(CitizenNumber.token(EXAMPLE, other));
        assertThatThrownBy(() -> CitizenNumber.tokenOfToken(token, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingAndMaskedHaveNoToken() {
        assertThat(CitizenNumber.token(null, KEY)).isNull();
        assertThat(CitizenNumber.token("/", KEY)).isNull();
        assertThat(CitizenNumber.token("37**************1X", KEY)).isNull();
        assertThat(CitizenNumber.normalise("3701021980****123X")).isNull();
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> CitizenNumber.token(EXAMPLE, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
    }

    @Property
    void aSingleWrongCharacterIsCaught(
            @ForAll("numbers") String number,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(max = 9) int digit) {
        assertThat(CitizenNumber.isValid(number)).isTrue();
        assertThat(CitizenNumber.normalise(number)).isSameAs(number);
        char other = (char) ('0' + digit);
        if (number.charAt(place) != other) {
            assertThat(CitizenNumber.isValid(number.substring(0, place) + other + number.substring(place + 1)))
                    .isFalse();
        }
    }

    @Property
    void bothFormsOfANumberHaveOneToken(@ForAll("numbers") String number) {
        String old = number.substring(0, 6) + number.substring(8, 17);
        assertThat(CitizenNumber.token(old, KEY)).isEqualTo(CitizenNumber.token(number, KEY));
    }

    @Property
    void normalisingAndMaskingTwiceIsOnce(@ForAll("texts") String text) {
        String once = CitizenNumber.normalise(text);
        assertThat(CitizenNumber.normalise(once)).isEqualTo(once);
        Digits.assertNoneInvented(text, once, "O0I1");
        String mask = CitizenNumber.mask(text);
        assertThat(CitizenNumber.mask(mask)).isEqualTo(mask);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> region = Arbitraries.of("370102", "110105", "830000", "659001");
        Arbitrary<String> born = Arbitraries.integers()
                .between(0, 36523)
                .map(day -> LocalDate.of(1900, 1, 1).plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE));
        return Combinators.combine(region, born, AnyText.digits(3))
                .as((r, b, order) -> r + b + order)
                .map(first17 -> first17 + CitizenNumber.checkDigit(first17));
    }
}
