package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds for every function of the standards, whatever the text. */
class EveryNormaliserTest {
    private static final Regions REGIONS = Regions.load(Reference.file("regions.csv"));
    private static final Industries INDUSTRIES = Industries.load(Reference.file("industries.csv"));
    private static final NameSplitter SPLITTER =
            new NameSplitter(REGIONS, NameWords.load(Reference.file("name_words.csv")));
    /** Texts to one form: what is in that form already must stay. */
    private static final Map<String, UnaryOperator<String>> NORMALISERS = new TreeMap<>();
    /** What is read out of a text, or told of it. */
    private static final Map<String, Function<String, Object>> READERS = new TreeMap<>();

    static {
        NORMALISERS.put("clean", Text::clean);
        NORMALISERS.put("uscc", Uscc::normalise);
        NORMALISERS.put("uscc_mask", Uscc::mask);
        NORMALISERS.put("org_code", OrganisationCode::normalise);
        NORMALISERS.put("reg_no", RegistrationNumber::normalise);
        NORMALISERS.put("tax_no", TaxNumber::normalise);
        NORMALISERS.put("citizen_number", CitizenNumber::normalise);
        NORMALISERS.put("citizen_number_mask", CitizenNumber::mask);
        NORMALISERS.put("citizen_number_in", PersonalCode::citizenNumber);
        NORMALISERS.put("mask_in", CitizenNumber::maskIn);
        NORMALISERS.put("org_name", OrganisationName::normalise);
        NORMALISERS.put("org_name_key", OrganisationName::key);
        NORMALISERS.put("person_name", PersonName::normalise);
        NORMALISERS.put("document_number", DocumentNumber::normalise);
        NORMALISERS.put("region", REGIONS::normalise);
        NORMALISERS.put("industry", INDUSTRIES::normalise);
        NORMALISERS.put("day", text -> string(Dates.parse(text)));
        NORMALISERS.put("end_day", text -> string(Dates.parseEnd(text)));
        NORMALISERS.put("amount", text -> string(Amounts.parse(text)));

        READERS.put("amount_wan", Amounts::parseWan);
        READERS.put("is_blank", Blank::isBlank);
        READERS.put("is_masked", Uscc::isMasked);
        READERS.put("is_rounded", CodeRounding::isRounded);
        READERS.put("is_personal", PersonalCode::isPersonal);
        READERS.put("is_date_sentinel", Dates::isSentinel);
        READERS.put("uscc_valid", Uscc::isValid);
        READERS.put("org_code_valid", OrganisationCode::isValid);
        READERS.put("reg_no_valid", RegistrationNumber::isValid);
        READERS.put("tax_no_valid", TaxNumber::isValid);
        READERS.put("citizen_number_valid", CitizenNumber::isValid);
        READERS.put("person_document", PersonDocument::of);
        READERS.put("subject_kind", SubjectKind::ofUscc);
        READERS.put("uscc_org_code", Uscc::organisationCode);
        READERS.put("uscc_region", Uscc::region);
        READERS.put("tax_no_org_code", TaxNumber::organisationCode);
        READERS.put("former_name", OrganisationName::formerName);
        READERS.put("name_parts", SPLITTER::split);
        READERS.put("region_near", text -> REGIONS.normalise(text, text));
        READERS.put("region_as_of", text -> REGIONS.normaliseAsOf(text, 1990));
        READERS.put("prefecture", REGIONS::prefecture);
        READERS.put("token", text -> CitizenNumber.token(text, new byte[16]));
        READERS.put("repairs", text -> Repairs.of(text, Uscc.normalise(text)));
    }

    private static void read(Function<String, ?> reader, String text) {
        Object told = reader.apply(text);
        assertThat(String.valueOf(told)).isNotNull();
    }

    private static String string(Object value) {
        return value == null ? null : value.toString();
    }

    @Property(tries = 2000)
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        NORMALISERS.forEach((name, normaliser) -> {
            String once = normaliser.apply(text);
            assertThat(normaliser.apply(once)).as("%s of <%s>", name, text).isEqualTo(once);
        });
    }

    @Property(tries = 2000)
    void nothingIsThrown(@ForAll("texts") String text) {
        READERS.values().forEach(reader -> read(reader, text));
    }

    @Property
    void noPartOfANameIsInvented(@ForAll("names") String text) {
        NameParts parts = SPLITTER.split(text);
        String whole = OrganisationName.normalise(text);
        if (parts == null) {
            assertThat(whole).isNull();
            return;
        }
        assertThat(whole).startsWith(parts.name());
        for (String part :
                new String[] {parts.region(), parts.trade(), parts.industry(), parts.form(), parts.branch()}) {
            assertThat(part == null || parts.name().contains(part))
                    .as("%s in %s", part, parts)
                    .isTrue();
        }
        assertThat(parts.former() == null || whole.contains(parts.former())).isTrue();
    }

    @Property
    void noDigitIsInvented(@ForAll("texts") String text) {
        Digits.assertNoneInvented(text, OrganisationCode.normalise(text), "O0I1");
        Digits.assertNoneInvented(text, RegistrationNumber.normalise(text), "O0I1");
        Digits.assertNoneInvented(text, TaxNumber.normalise(text), "O0I1Z2S5");
        Digits.assertNoneInvented(text, CitizenNumber.normalise(text), "O0I1");
        Digits.assertNoneInvented(text, CitizenNumber.mask(text), "");
        Digits.assertNoneInvented(text, Uscc.mask(text), "");
    }

    @Test
    void nothingIsMadeOfNull() {
        NORMALISERS.forEach((name, normaliser) ->
                assertThat(normaliser.apply(null)).as(name).isNull());
        READERS.values().forEach(reader -> read(reader, null));
    }

    @Test
    void longTextsTakeNoLongerThanTheirLength() {
        for (String piece : new String[] {
            "9", "*", "（", "有限公司", "&amp;", "&", "〔2025〕", "万", "零", "1,", "山东", "138 ", "\uD800", "一千", "-", "ﬃ", "濟",
            "A·"
        }) {
            String text = piece.repeat(200_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> {
                        NORMALISERS.values().forEach(normaliser -> read(normaliser, text));
                        READERS.values().forEach(reader -> read(reader, text));
                    },
                    piece);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> codes = Arbitraries.strings()
                .withChars("0123456789OIZSXABL*＊-－'９Ｏ. Ee+".toCharArray())
                .ofMinLength(9)
                .ofMaxLength(20);
        Arbitrary<String> surrogates = Arbitraries.strings()
                .withChars('\uD83D', '\uDE00', '\uDC00', '9', '有', '&', ';')
                .ofMaxLength(12);
        return Arbitraries.oneOf(AnyText.all(), codes, surrogates, names(), AnyText.digits(15), AnyText.digits(18));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "山东省", "济南", "历下区", "中国", "（", "）", "(", ")", "原", "曾用名：", "柏鲁", "商贸", "建筑工程", "有限公司", "有限责任公司",
                        "分公司", "支行", "银行", "合伙", "（有限合伙）", "店", "A", "１", " ", "&amp;", "實業", "ﬁ", "①", "集团")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }
}
