package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.standards.Amounts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritingTest {
    @ParameterizedTest
    @CsvSource({
        "3000, 叁仟元整",
        "12000, 壹万贰仟元整",
        "20050, 贰万零伍拾元整",
        "105, 壹佰零伍元整",
        "1000000, 壹佰万元整",
        "50005000, 伍仟万伍仟元整",
        "7, 柒元整"
    })
    void amountsAreSpeltAsOnACheque(long yuan, String words) {
        assertThat(ChineseAmount.of(yuan)).isEqualTo(words);
    }

    @Property
    void whatIsSpeltOutIsReadAgain(@ForAll @LongRange(min = 1, max = 99_999_999) long yuan) {
        assertThat(Amounts.parse(ChineseAmount.of(yuan))).isEqualByComparingTo(BigDecimal.valueOf(yuan));
    }

    @Property
    void shufflingGivesNoNumberTwice(@ForAll @LongRange(min = 2, max = 300) long size, @ForAll long seed) {
        Shuffle shuffle = new Shuffle(size, seed);

        assertThat(LongStream.range(0, size).map(shuffle::of))
                .doesNotHaveDuplicates()
                .allMatch(n -> n >= 0 && n < size);
    }

    @Property
    void namesOfTheWorldAreUniqueAcrossTheirLengths(@ForAll @IntRange(max = 2_000_000) int index) {
        Names names = new Names(new Vocabulary(), 1);
        String name = names.tradeName(index);

        assertThat(name).hasSizeBetween(2, 4).isNotEqualTo(names.tradeName(index + 1L));
    }

    @Test
    void daysAreWrittenInTheStyleOfTheFile() {
        LocalDate day = LocalDate.of(2021, 7, 9);

        assertThat(DateStyle.HYPHENS.write(day).text()).isEqualTo("2021-07-09");
        assertThat(DateStyle.SLASHES.write(day).text()).isEqualTo("2021/7/9");
        assertThat(DateStyle.WITH_TIME.write(day).text()).isEqualTo("2021-07-09 00:00:00");
        assertThat(DateStyle.COMPACT.write(day).text()).isEqualTo("20210709");
        assertThat(DateStyle.SERIAL.write(day)).isEqualTo(new Cell("44386", Cell.Form.DAY));
    }
}
