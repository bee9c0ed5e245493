package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    private static final String HEADER = "code,name,parent,valid_from,valid_to,successor\n";
    private static final Regions REGIONS = Regions.load(Reference.file("regions.csv"));

    @ParameterizedTest
    @CsvSource({
        "370102,370102",
        "３７０１０２,370102",
        "370102001,370102",
        "370102001003,370102",
        "3701,370100",
        "37,370000",
        "371202,370116",
        "371203,370117",
        "371200,370100",
        "371202001,370116",
        "370181,370114",
        "370125,370115",
        "370282,370215",
        "370205,370203",
        "370284,370211",
        "370634,370614",
        "370684,370614",
        "370882,370812",
        "370802,370811",
        "371081,371003",
        "371421,371403",
        "371624,371603",
        "371626,371681",
        "371727,371703",
        "370521,370505",
        "372901,371700",
        "370171,370100",
        "370101,370100",
        "320102,320000"
    })
    void aCodeGivesTodaysCode(String code, String today) {
        assertThat(REGIONS.normalise(code)).isEqualTo(today);
    }

    @ParameterizedTest
    @CsvSource({
        "山东省济南市历下区,370102",
        "济南市历下区,370102",
        "山东省历下区,370102",
        "历下区,370102",
        "历下,370102",
        "山东省 济南市 历下区,370102",
        "山东省/济南市/历下区,370102",
        "济南市,370100",
        "济南,370100",
        "山东省济南市,370100",
        "山东,370000",
        "北京市,110000",
        "广西,450000",
        "新疆,650000",
        "香港,810000",
        "济南市市中区,370103",
        "枣庄市市中区,370402",
        "济宁市市中区,370811",
        "莱芜市莱城区,370116",
        "莱芜市,370100",
        "钢城区,370117",
        "苍山县,",
        "章丘市,370114",
        "章丘,370114",
        "莘县,371522",
        "市中区,",
        "某某区,",
        "无,",
        "999999,",
        "37010,"
    })
    void aNameGivesTodaysCodeUnlessSeveralBearIt(String name, String today) {
        assertThat(REGIONS.normalise(name)).isEqualTo(today);
    }

    @Test
    void namesPrefecturesAndKnowledgeAreTold() {
        assertThat(REGIONS.name("370102")).isEqualTo("历下区");
        assertThat(REGIONS.name("371202")).isEqualTo("莱城区");
        assertThat(REGIONS.name("999999")).isNull();
        assertThat(REGIONS.name(null)).isNull();
        assertThat(REGIONS.prefecture("370102")).isEqualTo("370100");
        assertThat(REGIONS.prefecture("历下区")).isNull();
        assertThat(REGIONS.isKnown("371202")).isTrue();
        assertThat(REGIONS.isCurrent("371202")).isFalse();
        assertThat(REGIONS.isCurrent("370116")).isTrue();
        assertThat(REGIONS.isKnown("370171")).isFalse();
        assertThat(REGIONS.normalise(null)).isNull();
    }

    @Test
    void shandongHasSixteenPrefecturesAndAHundredAndThirtySixCounties() {
        long prefectures = 0;
        long counties = 0;
        for (int code = 370100; code < 380000; code++) {
            boolean current = REGIONS.isCurrent(String.valueOf(code));
            prefectures += current && code % 100 == 0 ? 1 : 0;
            counties += current && code % 100 != 0 ? 1 : 0;
        }
        assertThat(prefectures).isEqualTo(16);
        assertThat(counties).isEqualTo(136);
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        String csv =
                """
                code,name,parent,valid_from,valid_to,successor
                # a comment
                370000,山东省,,,,
                3701,济南市,370000,,,
                370200,,370000,,,
                370300,淄博市,370000
                370000,山东省,,,,
                370400,枣庄市,370000,soon,,
                370500,东营市,370000,,2020,
                370601,某区,370600,,,
                371200,莱芜市,370000,,2019,370100
                """;
        assertThat(mistakes(csv)).extracting(Problem::line).containsExactlyInAnyOrder(4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void successorsInACircleAreRefused() {
        assertThat(mistakes(HEADER + "370100,甲市,,,,370200\n370200,乙市,,,,370100\n"))
                .hasSize(2);
    }

    @Test
    void aWrongHeaderIsRefused() {
        assertThat(mistakes("code,name\n")).extracting(Problem::line).containsExactly(1);
        assertThat(mistakes("")).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsAConfigurationMistake() {
        assertThatThrownBy(() -> Regions.load(Path.of("no-such-folder", "regions.csv")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("regions.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uD800", "３", "省", "市", "区"})
    void oddTextIsNoRegion(String text) {
        assertThat(REGIONS.normalise(text)).isNull();
    }

    private static List<Problem> mistakes(String csv) {
        Problems problems = new Problems();
        Regions.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "regions.csv", problems);
        return problems.list();
    }
}
