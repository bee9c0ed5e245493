package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2000|2000.00",
                "0|0.00",
                "0.2|0.20",
                ".5|0.50",
                "5.|5.00",
                "1234.5|1234.50",
                "1234.565|1234.57",
                "2000元|2000.00",
                "5,000000|5000000.00",
                "1,234,567.89|1234567.89",
                "１，２３４．５０元|1234.50",
                "¥1,234.50|1234.50",
                "￥ 1234|1234.00",
                "人民币2000元整|2000.00",
                "人民币：贰仟元整|2000.00",
                "-1000|-1000.00",
                "－1000元|-1000.00",
                "¥-100|-100.00",
                "-¥100|-100.00",
                "(1,000.00)|-1000.00",
                "+5|5.00",
                "1.2万元|12000.00",
                "1.2万|12000.00",
                "3亿元|300000000.00",
                "3百万元|3000000.00",
                "1万5000元|15000.00",
                "1万亿元|1000000000000.00",
                "1.2E7|12000000.00",
                "叁仟元整|3000.00",
                "叁仟圆正|3000.00",
                "壹万贰仟元|12000.00",
                "壹万贰仟叁佰肆拾伍元陆角柒分|12345.67",
                "壹万零伍佰元|10500.00",
                "壹亿零叁佰万元|103000000.00",
                "贰拾万元整|200000.00",
                "拾万元|100000.00",
                "十五元|15.00",
                "伍角|0.50",
                "零元|0.00",
                "3元5角|3.50",
                "123456789012345678|123456789012345678.00"
            })
    void anAmountIsRead(String text, BigDecimal yuan) {
        assertThat(Amounts.parse(text)).isEqualTo(yuan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.2|2000.00",
                "２|20000.00",
                "0.00005|0.50",
                "1,000|10000000.00",
                "-0.2|-2000.00",
                "2000元|2000.00",
                "1.2万元|12000.00",
                "1.2万|12000.00",
                "0.5亿|50000000.00",
                "叁仟元整|3000.00",
                "贰拾万|200000.00"
            })
    void aColumnOfTenThousandsGivesWayToAUnitInTheText(String text, BigDecimal yuan) {
        assertThat(Amounts.parseWan(text)).isEqualTo(yuan);
    }

    @Test
    void numeralsWithoutAUnitAreNotUnderstoodInSuchAColumn() {
        assertThat(Amounts.parseWan("贰仟")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "无",
                "/",
                "-",
                "元",
                "万元",
                "1.2.3",
                "1,5",
                "12,34",
                "1,00,000",
                "100万美元",
                "$100",
                "5%",
                "1000-2000",
                "约2000元",
                "一万五",
                "2千5元",
                "三百千元",
                "1万2万元",
                "1元2",
                "元5",
                "整",
                "1e99",
                "--5",
                "-(5)",
                "1234567890123456789",
                "E5",
                "没收"
            })
    void whatNamesNoAmountIsNull(String text) {
        assertThat(Amounts.parse(text)).isNull();
        assertThat(Amounts.parseWan(text)).isNull();
    }

    @Test
    void nullIsNull() {
        assertThat(Amounts.parse(null)).isNull();
        assertThat(Amounts.parseWan(null)).isNull();
    }

    @Property
    void anAmountIsReadBack(@ForAll("amounts") BigDecimal amount) {
        assertThat(Amounts.parse(amount.toPlainString())).isEqualTo(amount);
        assertThat(Amounts.parse(String.format("￥%,.2f元", amount))).isEqualTo(amount);
        assertThat(Amounts.parseWan(amount.movePointLeft(4).toPlainString())).isEqualTo(amount);
    }

    @Property
    void whatIsReadHasTwoDecimalsAndNoTextMakesItThrow(@ForAll("texts") String text) {
        BigDecimal amount = Amounts.parse(text);
        if (amount != null) {
            assertThat(amount.scale()).isEqualTo(2);
            assertThat(Amounts.parse(amount.toPlainString())).isEqualTo(amount);
        }
        Amounts.parseWan(text);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-9999999999.99"), new BigDecimal("9999999999.99"))
                .ofScale(2);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> amounts = Arbitraries.strings()
                .withChars("0123456789.,，-+()E¥元万亿角分整零一二三壹贰拾佰仟".toCharArray())
                .ofMaxLength(12);
        return Arbitraries.oneOf(AnyText.all(), amounts);
    }
}
