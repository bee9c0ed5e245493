package io.creditlake.lake.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.standards.Amounts;
import io.creditlake.standards.Blank;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Dates;
import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** A function that looks at bytes says what the standard says of the text. */
class QuickLooksTest {
    private static final CreditFunctions CATALOG = new CreditFunctions();
    private static final Map<String, UnaryOperator<String>> TEXTS = Map.of(
            "clean", Text::clean,
            "org_name", OrganisationName::normalise,
            "person_name", PersonName::normalise,
            "document_number", DocumentNumber::normalise,
            "mask_in", CitizenNumber::maskIn,
            "uscc", Uscc::normalise,
            "org_code", OrganisationCode::normalise,
            "reg_no", RegistrationNumber::normalise,
            "tax_no", TaxNumber::normalise);

    static {
        CATALOG.initialize("credit", CaseInsensitiveStringMap.empty());
    }

    @Property(tries = 3000)
    void textsBecomeWhatTheStandardMakesOfThem(@ForAll("texts") String text) {
        TEXTS.forEach((name, standard) -> {
            UTF8String result = ((TextFunction) function(name)).invoke(UTF8String.fromString(text));
            assertThat(result == null ? null : result.toString())
                    .as("%s of <%s>", name, text)
                    .isEqualTo(standard.apply(text));
        });
    }

    @Property(tries = 3000)
    void daysAmountsAndTestsAreThoseOfTheStandard(@ForAll("texts") String text) {
        UTF8String bytes = UTF8String.fromString(text);
        int day = Dates.parseEpochDay(text);
        int end = Dates.parseEndEpochDay(text);
        assertThat(((DayFunction) function("day")).invoke(bytes)).isEqualTo(day == Dates.NONE ? null : (Integer) day);
        assertThat(((DayFunction) function("end_day")).invoke(bytes))
                .isEqualTo(end == Dates.NONE ? null : (Integer) end);
        assertThat(amount("amount", bytes)).isEqualTo(Amounts.parse(text));
        assertThat(amount("amount_wan", bytes)).isEqualTo(Amounts.parseWan(text));
        assertThat(((TestFunction) function("is_blank")).invoke(bytes)).isEqualTo(Blank.isBlank(text));
        assertThat(((TestFunction) function("uscc_valid")).invoke(bytes)).isEqualTo(Uscc.isValid(text));
        assertThat(((TestFunction) function("tax_no_valid")).invoke(bytes)).isEqualTo(TaxNumber.isValid(text));
    }

    @Test
    void bytesThatAreNoTextAreRead() {
        byte[][] broken = {
            {(byte) 0xE5}, {'9', (byte) 0xE5, (byte) 0xB1}, {(byte) 0xF0, (byte) 0x9F}, {(byte) 0x80, 'A'}
        };
        for (byte[] bytes : broken) {
            TEXTS.keySet().forEach(name -> ((TextFunction) function(name)).invoke(UTF8String.fromBytes(bytes)));
            ((DayFunction) function("day")).invoke(UTF8String.fromBytes(bytes));
            ((TestFunction) function("is_blank")).invoke(UTF8String.fromBytes(bytes));
        }
    }

    @Test
    void aCleanValueIsGivenBackItself() {
        for (String[] clean : new String[][] {
            {"uscc", "91110000600037341L"}, {"org_code", "600037341"}, {"org_name", "济南某某（集团）有限公司"},
            {"clean", "未按规定公示，A 1。"}, {"document_number", "鲁市监罚〔2025〕12号"}, {"mask_in", "罚款2000元"}
        }) {
            UTF8String text = UTF8String.fromString(clean[1]);
            assertThat(((TextFunction) function(clean[0])).invoke(text))
                    .as(clean[0])
                    .isSameAs(text);
        }
    }

    private static BigDecimal amount(String name, UTF8String text) {
        Decimal amount = ((AmountFunction) function(name)).invoke(text);
        return amount == null ? null : amount.toJavaBigDecimal();
    }

    private static Object function(String name) {
        try {
            return CATALOG.loadFunction(Identifier.of(new String[0], name));
        } catch (NoSuchFunctionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "91110000600037341L",
                        "600037341",
                        "110000000123455",
                        "２０２１",
                        "2021-07-09",
                        "2021/7/9",
                        "年",
                        "月",
                        "0",
                        "1",
                        "12",
                        ".",
                        "E+17",
                        "-",
                        " ",
                        "　",
                        "无",
                        "暂无",
                        "\\N",
                        "NULL",
                        "n",
                        "（",
                        "）",
                        "(",
                        "〔2025〕",
                        "[2025]",
                        "号",
                        "鲁市监罚",
                        "济南",
                        "濟",
                        "有限公司",
                        "&amp;",
                        "&",
                        "，",
                        "。",
                        "*",
                        "\u200B",
                        "😀",
                        "é",
                        "万元",
                        "元",
                        "9999-12-31",
                        "1900-01-01",
                        "长期",
                        "138 0000 1234",
                        "13800001234",
                        "'",
                        "\u0001")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }
}
