package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "370102198001011230",
                "'370102198001011239",
                "３７０１０２１９８００１０１１２３９",
                "370102 1980 0101 123x",
                "13800001234",
                "138-0000-1234",
                "370102800101123"
            })
    void aNumberOfAPersonIsNoCode(String text) {
        assertThat(PersonalCode.isPersonal(text)).isTrue();
        assertThat(Uscc.normalise(text)).isNull();
        assertThat(OrganisationCode.normalise(text)).isNull();
        assertThat(RegistrationNumber.normalise(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"91110000600037341L", "600037341", "110000000123455", "12370000495572064D", "无", "9.13E+17"})
    void aCodeIsNoNumberOfAPerson(String text) {
        assertThat(PersonalCode.isPersonal(text)).isFalse();
        assertThat(PersonalCode.citizenNumber(text)).isNull();
    }

    @Test
    void theTaxpayerNumberOfAPersonHoldsTheCitizenNumber() {
        String citizen = citizen("370102", "19800101", "123");
        assertThat(PersonalCode.isPersonal(citizen + "00")).isTrue();
        assertThat(TaxNumber.normalise(citizen + "00")).isNull();
        assertThat(PersonalCode.citizenNumber(citizen + "00")).isEqualTo(citizen);
    }

    @Property
    void aCitizenNumberIsNeverKeptAsACodeWhateverCheckItPasses(@ForAll("citizens") String citizen) {
        assertThat(Uscc.normalise(citizen)).isNull();
        assertThat(TaxNumber.normalise(citizen)).isNull();
        assertThat(PersonalCode.citizenNumber(citizen)).isEqualTo(citizen);
        String shown = citizen.substring(0, 10) + "******" + citizen.substring(16);
        assertThat(Uscc.mask(shown)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "913302******531452,913302******531452",
        "９１３３０２＊＊＊＊＊＊531452,913302******531452",
        "9137010MA3******2L,9137010MA3******2L",
        "330222************,330222************",
        "37010219800101****,",
        "91330*,",
        "91110000600037341L,"
    })
    void whatAMaskedCodeShowsIsKeptUnlessItIsABirthDate(String text, String mask) {
        assertThat(Uscc.mask(text)).isEqualTo(mask);
        assertThat(Uscc.mask(mask)).isEqualTo(mask);
    }

    @ParameterizedTest
    @CsvSource({
        "370102198001011239,",
        "110101198001011232,CITIZEN",
        "370102800101123,OLD_CITIZEN",
        "E12345678,PASSPORT",
        "EA1234567,PASSPORT",
        "H12345678,TRAVEL_PERMIT",
        "M1234567801,TRAVEL_PERMIT",
        "ABC123456789012,FOREIGNER_CARD",
        "某某,",
        "12345,"
    })
    void theKindOfADocumentIsTold(String number, PersonDocument kind) {
        assertThat(PersonDocument.of(number)).isEqualTo(kind);
    }

    @Test
    void permitsOfHongKongMacaoAndTaiwanAndOfForeignersHaveTheFormOfCitizenNumbers() {
        assertThat(PersonDocument.of(citizen("810000", "19900101", "001"))).isEqualTo(PersonDocument.RESIDENCE_PERMIT);
        assertThat(PersonDocument.of(citizen("830000", "19900101", "001"))).isEqualTo(PersonDocument.RESIDENCE_PERMIT);
        assertThat(PersonDocument.of(citizen("937840", "19900101", "001"))).isEqualTo(PersonDocument.FOREIGNER_CARD);
    }

    @Provide
    Arbitrary<String> citizens() {
        Arbitrary<String> regions = Arbitraries.of("110101", "370102", "370119", "310120", "510118", "440318");
        Arbitrary<String> births = Arbitraries.of("19800101", "20000229", "19651231", "19491001");
        return Combinators.combine(regions, births, AnyText.digits(3)).as(PersonalCodeTest::citizen);
    }

    private static String citizen(String region, String birth, String order) {
        String body = region + birth + order;
        return body + CitizenNumber.checkDigit(body);
    }
}
