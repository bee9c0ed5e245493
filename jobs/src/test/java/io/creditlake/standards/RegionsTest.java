package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    private static final String HEADER = "code,name,valid_from,valid_to,successor\n";
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
        "372901,371702",
        "132132,130426",
        "110103,110101",
        "510202,500103",
        "460003,460400",
        "130226,130283",
        "340721,340706",
        "620112,620402",
        "370171,370100",
        "370101,370100",
        "320102,320102",
        "320199,320100",
        "142500,140000",
        "371299,370100"
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
        "苍山县,371324",
        "山东省滨州市滨城区,371602",
        "四川省涪陵市,500102",
        "浙江杭州西湖区,330106",
        "内蒙古自治区昭乌达盟,150400",
        "西湖区,",
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
    void aNameThatSeveralBearMeansTheNearestOne() {
        assertThat(REGIONS.normalise("市中区", "370400")).isEqualTo("370402");
        assertThat(REGIONS.normalise("市中区", "370100")).isEqualTo("370103");
        assertThat(REGIONS.normalise("市中区", "370000")).isNull();
        assertThat(REGIONS.normalise("河东区", "370000")).isEqualTo("371312");
        assertThat(REGIONS.normalise("历下区", "130100")).isEqualTo("370102");
        assertThat(REGIONS.normalise("和平区", "370100")).isNull();
        assertThat(REGIONS.normalise("市中区", "济南")).isNull();
    }

    @Test
    void aCodeThatMeantAnotherRegionBeforeIsReadAsOfItsYear() {
        assertThat(REGIONS.normaliseAsOf("372602", 1982)).isEqualTo("370982");
        assertThat(REGIONS.normaliseAsOf("372602", 1984)).isEqualTo("370100");
        assertThat(REGIONS.normaliseAsOf("371324", 2010)).isEqualTo("371324");
        assertThat(REGIONS.normaliseAsOf("370102", 1985)).isEqualTo("370102");
        assertThat(REGIONS.normaliseAsOf(null, 1985)).isNull();
    }

    @Test
    void everyAbolishedCodeLeadsToOneThatStands() {
        int abolished = 0;
        int divided = 0;
        for (int number = 110000; number < 830000; number++) {
            String code = String.valueOf(number);
            if (REGIONS.isKnown(code) && !REGIONS.isCurrent(code)) {
                String today = REGIONS.normalise(code);
                assertThat(REGIONS.isCurrent(today)).as(code + " → " + today).isTrue();
                abolished++;
                if (REGIONS.hasNoSingleSuccessor(code)) {
                    divided++;
                    assertThat(today).as(code).endsWith("00");
                }
            }
        }
        assertThat(abolished).isGreaterThan(3000);
        assertThat(divided).isBetween(50, 150);
    }

    @Test
    void theListHoldsTheWholeCountry() {
        int provinces = 0;
        int prefectures = 0;
        int counties = 0;
        for (int code = 110000; code < 830000; code++) {
            boolean current = REGIONS.isCurrent(String.valueOf(code));
            provinces += current && code % 10000 == 0 ? 1 : 0;
            prefectures += current && code % 10000 != 0 && code % 100 == 0 ? 1 : 0;
            counties += current && code % 100 != 0 ? 1 : 0;
        }
        assertThat(provinces).isEqualTo(34);
        assertThat(prefectures).isEqualTo(333);
        assertThat(counties).isEqualTo(2847);
    }

    @Test
    void theListTravelsAsOneText() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(REGIONS);
        }
        assertThat(bytes.size()).isLessThan(300_000);
        Object first = read(bytes.toByteArray());
        assertThat(first).isSameAs(read(bytes.toByteArray()));
        assertThat(((Regions) first).normalise("莱芜市莱城区")).isEqualTo("370116");
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = REGIONS.normalise(text);
        assertThat(REGIONS.normalise(once)).isEqualTo(once);
        assertThat(once == null || REGIONS.isCurrent(once)).isTrue();
        assertThat(REGIONS.normalise(text, "370100") == null || REGIONS.isCurrent(REGIONS.normalise(text, "370100")))
                .isTrue();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(AnyText.all(), AnyText.digits(6), AnyText.digits(9));
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        String csv =
                """
                code,name,valid_from,valid_to,successor
                # a comment
                370000,山东省,,,
                3701,济南市,,,
                370200,,,,
                370300,淄博市,
                370000,山东省,,,
                370400,枣庄市,soon,,
                370500,东营市,,2020,
                380601,某区,,,
                371200,莱芜市,,2019,370100
                371300,临沂市,,,370000
                """;
        assertThat(mistakes(csv)).extracting(Problem::line).containsExactlyInAnyOrder(4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void successorsInACircleAreRefused() {
        assertThat(mistakes(HEADER + "370000,山东省,,,\n370100,甲市,,2001,370200\n370200,乙市,,2001,370100\n"))
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
