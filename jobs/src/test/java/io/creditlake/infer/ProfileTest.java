package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.Standard;
import io.creditlake.lake.TestLake;
import io.creditlake.standards.Dates;
import io.creditlake.standards.Regions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final Regions REGIONS =
            Regions.load(TestLake.home().resolve("conf").resolve("reference").resolve("regions.csv"));

    private static Profile of(List<String> values) {
        Profile profile = new Profile(REGIONS);
        values.forEach(profile::add);
        return profile;
    }

    private static Standard guess(String... values) {
        return new Content(of(List.of(values)), false).guess();
    }

    @Test
    void blanksAndTheWordsForNothingAreCounted() {
        Profile profile = of(java.util.Arrays.asList("甲", null, " ", "无", "无", "\\N"));
        assertThat(profile.blankShare()).isEqualTo(5 / 6.0);
        assertThat(profile.nullWords()).isEqualTo(Map.of("无", 2L, "\\N", 1L));
    }

    @Test
    void differentValuesAreEstimatedInBoundedMemory() {
        Profile profile =
                of(IntStream.range(0, 200_000).mapToObj(i -> "编号" + i % 50_000).toList());
        assertThat(profile.distinct()).isBetween(46_000L, 54_000L);
        assertThat(profile.values()).isEmpty();
        assertThat(of(List.of("a", "b", "a")).distinct()).isEqualTo(2);
    }

    @Test
    void theDayOfAValueIsGivenForTheOrderOfDays() {
        Profile profile = new Profile(REGIONS);
        assertThat(profile.add("2026年11月22日"))
                .isEqualTo((int) LocalDate.of(2026, 11, 22).toEpochDay());
        assertThat(profile.add("46348"))
                .isEqualTo((int) LocalDate.of(2026, 11, 22).toEpochDay());
        assertThat(profile.add("长期")).isEqualTo(Dates.NONE);
    }

    @Test
    void contentTellsCodesDaysAmountsAndDocumentNumbers() {
        assertThat(guess("91110000600037341L", "9111 0000 6000 3734 1l", "913302******531452"))
                .isEqualTo(Standard.USCC);
        assertThat(guess("2026-11-22", "2026/1/2", "20260103")).isEqualTo(Standard.DATE);
        assertThat(guess("2026-11-22", "长期", "2099-12-31")).isEqualTo(Standard.END_DATE);
        assertThat(guess("0.2", "1.2万元", "2,000元")).isEqualTo(Standard.AMOUNT);
        assertThat(guess("鲁市监罚〔2025〕12号", "鲁市监罚[2025]13号")).isEqualTo(Standard.DOCUMENT_NUMBER);
        assertThat(guess("济南市", "370102", "山东省青岛市")).isEqualTo(Standard.REGION);
        assertThat(guess("济南某某商贸有限公司", "青岛某某食品厂")).isEqualTo(Standard.ORG_NAME);
        assertThat(guess("12", "13", "15")).isEqualTo(Standard.TEXT);
        assertThat(guess("123456", "234567")).isEqualTo(Standard.TEXT);
    }

    @Test
    void fewShortValuesThatRepeatAreACodeUnlessTheyNamePersons() {
        List<String> codes = IntStream.range(0, 100)
                .mapToObj(i -> List.of("普通", "特许", "认可").get(i % 3))
                .toList();
        assertThat(new Content(of(codes), false).guess()).isEqualTo(Standard.CODE);
        List<String> names = IntStream.range(0, 100)
                .mapToObj(i -> List.of("王样例", "李样例").get(i % 2))
                .toList();
        assertThat(new Content(of(names), false).guess()).isEqualTo(Standard.PERSON_NAME);
    }
}
