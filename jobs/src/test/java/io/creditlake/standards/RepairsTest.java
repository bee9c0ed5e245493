package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "91110000600037341L|",
                " 91110000600037341L |",
                "9111 0000600037341L|spaces",
                "91110000600037341L\u200B|spaces",
                "'91110000600037341L|apostrophe",
                "９1110000600037341L|width",
                "91110000600037341l|case",
                "91110000-600037341-L|hyphen",
                "911100006OOO37341L|lookalike",
                "'９11100006ooo37341l|apostrophe_width_case_lookalike"
            })
    void whatWasRepairedIsTold(String sent, String repairs) {
        assertThat(Repairs.of(sent, Uscc.normalise(sent))).isEqualTo(repairs);
        assertThat(Uscc.normalise(sent)).isEqualTo("91110000600037341L");
    }

    @ParameterizedTest
    @ValueSource(strings = {"911100006OOO37341M", "91110000600O37341", "HELLO-WORLD"})
    void aLetterIsNoDigitWhereTheCheckFailsAllTheSame(String sent) {
        assertThat(Uscc.normalise(sent)).contains("O");
        assertThat(String.valueOf(Repairs.of(sent, Uscc.normalise(sent)))).doesNotContain("lookalike");
    }

    @ParameterizedTest
    @CsvSource({"110000000123455.0,fraction", "60003734-1,hyphen"})
    void theOtherCodesToo(String sent, String repairs) {
        String code = sent.length() > 12 ? RegistrationNumber.normalise(sent) : OrganisationCode.normalise(sent);
        assertThat(Repairs.of(sent, code)).isEqualTo(repairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.13E+17", "9.13e+17", "９.13E+17", "9.1370102E17", "9E+17"})
    void aRoundedNumberIsToldApart(String text) {
        assertThat(CodeRounding.isRounded(text)).isTrue();
        assertThat(Uscc.isValid(Uscc.normalise(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"91110000600037341L", "9137010E0000000001", "60003734E", "E17", "0.13"})
    void aCodeWithAnEIsNotRounded(String text) {
        assertThat(CodeRounding.isRounded(text)).isFalse();
    }

    @Property
    void whatIsTheSameWasNotRepairedAndWhatIsNotWas(@ForAll("texts") String text) {
        String code = Uscc.normalise(text);
        String repairs = Repairs.of(text, code);
        if (code != null && repairs == null) {
            assertThat(code).isEqualTo(text.strip());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }
}
