package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-07-09",
                "2021/7/9",
                "2021/07/09",
                "2021-07-09 00:00:00",
                "2021-07-09 00:00:00.0",
                "2021-07-09T00:00:00",
                "2021-07-09T10:30:00+08:00",
                "2021-07-08T16:00:00.000Z",
                "2021-07-08 16:00:00+00:00",
                "20210709",
                "20210709103000",
                "202107091030",
                "20210709 10:30",
                "2021年7月9日",
                "2021年07月09日 10时30分",
                "2021年7月9号",
                "2021 年 7 月 9 日",
                "2021.7.9",
                "2021.07.09",
                "44386",
                "44386.0",
                "44386.4375",
                "２０２１－０７－０９",
                "２０２１年７月９日",
                "二〇二一年七月九日",
                "二○二一年七月九日",
                "二零二一年七月九日",
                "二O二一年七月九日",
                " 2021-07-09 ",
                "2021-7-9 9:05",
                "2021/7/9 星期五",
                "2021-07-09 下午3:05",
                "2021/7/9 3:05:00 PM",
                "2021-07-09 00:00;00"
            })
    void everyWayToWriteADayIsRead(String text) {
        assertThat(Dates.parse(text)).isEqualTo(LocalDate.of(2021, 7, 9));
        assertThat(Dates.parseEpochDay(text))
                .isEqualTo((int) LocalDate.of(2021, 7, 9).toEpochDay());
        assertThat(Dates.parseEnd(text)).isEqualTo(LocalDate.of(2021, 7, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "二〇二一年十二月三十一日,2021-12-31",
        "二〇二〇年十月二十日,2020-10-20",
        "二〇二〇年十一月十日,2020-11-10",
        "二零零八年二月二十九日,2008-02-29",
        "18264,1950-01-01",
        "73415,2100-12-31"
    })
    void otherDaysAreReadToo(String text, LocalDate day) {
        assertThat(Dates.parse(text)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-02-30",
                "2021-13-01",
                "2021-00-10",
                "20210230",
                "20211301",
                "2100-02-29",
                "00:00;00",
                "00:00:00",
                "0",
                "44",
                "18263",
                "73416",
                "99999",
                "2021-07",
                "2021年7月",
                "2021-07-0912",
                "2021-07-09-2022-07-08",
                "2021-07-09至2022-07-08",
                "2021-07-09 2022-07-08",
                "07/09/2021",
                "21-07-09",
                "0021-07-09",
                "0000-00-00",
                "无",
                "/",
                "长期",
                "某年某月某日",
                "1625760000000",
                "",
                "2021/7/9等"
            })
    void whatNamesNoDayIsNull(String text) {
        assertThat(Dates.parse(text)).isNull();
        assertThat(Dates.parseEpochDay(text)).isEqualTo(Dates.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "1900/1/1 0:00:00", "1899-12-30", "1899-12-31", "18991230", "0001-01-01"})
    void aSentinelIsNoDayButIsTold(String text) {
        assertThat(Dates.parse(text)).isNull();
        assertThat(Dates.parseEnd(text)).isNull();
        assertThat(Dates.isSentinel(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-02", "9999-12-31", "2021-07-09", "", "无"})
    void otherTextIsNoSentinel(String text) {
        assertThat(Dates.isSentinel(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "长期",
                "永久",
                "无期限",
                "长期有效",
                " 长 期 ",
                "無期限",
                "9999-09-09",
                "9999-12-31",
                "9999/12/31 00:00:00",
                "99991231",
                "2099-12-31",
                "2099/12/31",
                "2999年1月1日"
            })
    void withoutEndIsOneDay(String text) {
        assertThat(Dates.parseEnd(text)).isEqualTo(LocalDate.of(9999, 12, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"无", "长期停业", "00:00;00"})
    void anEndThatIsNotSaidIsNull(String text) {
        assertThat(Dates.parseEnd(text)).isNull();
    }

    @Test
    void theDayBeforeTheSentinelEnds() {
        assertThat(Dates.parseEnd("2099-12-30")).isEqualTo(LocalDate.of(2099, 12, 30));
        assertThat(Dates.parse(null)).isNull();
        assertThat(Dates.parseEnd(null)).isNull();
        assertThat(Dates.isSentinel(null)).isFalse();
    }

    @Property
    void aDayIsReadBackHoweverItIsWritten(@ForAll("days") LocalDate day) {
        for (String pattern : new String[] {
            "yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd", "yyyy.M.d", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"
        }) {
            assertThat(Dates.parse(day.atStartOfDay().format(DateTimeFormatter.ofPattern(pattern))))
                    .isEqualTo(day);
        }
    }

    @Property
    void noTextMakesItThrow(@ForAll("texts") String text) {
        LocalDate day = Dates.parse(text);
        if (day != null) {
            assertThat(Dates.parse(day.toString())).isEqualTo(day);
        }
        Dates.parseEnd(text);
        Dates.isSentinel(text);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1900, 1, 2).toEpochDay(),
                        LocalDate.of(2098, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> dates = Arbitraries.strings()
                .withChars("0123456789-/.年月日 :TZ+二〇十星期五".toCharArray())
                .ofMaxLength(22);
        return Arbitraries.oneOf(AnyText.all(), dates);
    }
}
