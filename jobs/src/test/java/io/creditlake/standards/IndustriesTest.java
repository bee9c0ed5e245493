package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndustriesTest {
    private static final Industries INDUSTRIES = Industries.load(Reference.file("industries.csv"));
    private static final List<NamedCsvRecord> LINES = lines();

    private static List<NamedCsvRecord> lines() {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(Reference.file("industries.csv"))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(NamedCsvRecord line) {
        return line.getField("code");
    }

    private static String name(NamedCsvRecord line) {
        return line.getField("name");
    }

    @ParameterizedTest
    @CsvSource({
        "I,I",
        "I65,I65",
        "i65,I65",
        "65,I65",
        "I651,I651",
        "651,I651",
        "I6511,I6511",
        "6511,I6511",
        "6511.0,I6511",
        "Ｉ６５１１,I6511",
        "'A 0111',A0111",
        "0111,A0111",
        "011,A011",
        "01,A01",
        "C2651,C2651",
        "2651,C2651",
        "0190,A0190"
    })
    void aCodeOfAnyLevelMayLackItsLetter(String text, String code) {
        assertThat(INDUSTRIES.normalise(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"6510,I651", "I6510,I651", "0100,A01", "A0110,A011", "659,I659", "6580,I65", "B1130,B11"})
    void aCodeThatTheListLacksGivesTheNearestAbove(String text, String code) {
        assertThat(INDUSTRIES.normalise(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"A65", "A6511", "98", "9800", "1", "0", "A0", "65100", "I65111", "Z65", "U", "无", "某业", "65I1", "+651"})
    void whatIsNoIndustryGivesNothing(String text) {
        assertThat(INDUSTRIES.normalise(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "制造业,C",
        "软件和信息技术服务业,I65",
        "合成材料制造,C265",
        "初级形态塑料及合成树脂制造,C2651",
        "瓶（罐）装饮用水制造,C1522",
        "瓶(罐)装饮用水制造,C1522",
        "三维（3d）打印技术推广服务,M7517",
        "' 软件 开发',I651"
    })
    void aNameOfAnyLevelGivesItsCode(String text, String code) {
        assertThat(INDUSTRIES.normalise(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"教育,P", "国际组织,T", "房地产业,K", "中国共产党机关,S91", "其他采矿业,B12", "燃气生产和供应业,D45", "中成药生产,C274"})
    void aNameOfSeveralLevelsGivesTheHighest(String text, String code) {
        assertThat(INDUSTRIES.normalise(text)).isEqualTo(code);
    }

    @Test
    void namesAreTold() {
        assertThat(INDUSTRIES.name("I65")).isEqualTo("软件和信息技术服务业");
        assertThat(INDUSTRIES.name("I")).isEqualTo("信息传输、软件和信息技术服务业");
        assertThat(INDUSTRIES.name("I6511")).isEqualTo("基础软件开发");
        assertThat(INDUSTRIES.name("65")).isNull();
        assertThat(INDUSTRIES.name(null)).isNull();
        assertThat(INDUSTRIES.isKnown("T97")).isTrue();
        assertThat(INDUSTRIES.isKnown("T98")).isFalse();
        assertThat(INDUSTRIES.normalise(null)).isNull();
    }

    @Test
    void parentsAreTold() {
        assertThat(INDUSTRIES.parent("C2651")).isEqualTo("C265");
        assertThat(INDUSTRIES.parent("C265")).isEqualTo("C26");
        assertThat(INDUSTRIES.parent("C26")).isEqualTo("C");
        assertThat(INDUSTRIES.parent("C")).isNull();
        assertThat(INDUSTRIES.parent("2651")).isNull();
        assertThat(INDUSTRIES.parent(null)).isNull();
    }

    @Test
    void everyLevelIsComplete() {
        Map<Integer, Long> levels =
                LINES.stream().collect(Collectors.groupingBy(line -> code(line).length(), Collectors.counting()));
        assertThat(levels).containsOnly(Map.entry(1, 20L), Map.entry(3, 97L), Map.entry(4, 473L), Map.entry(5, 1381L));
        assertThat(LINES.stream().filter(line -> code(line).length() == 3).map(line -> code(line)
                        .substring(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 97).mapToObj("%02d"::formatted).toList());
    }

    @Test
    void everyCodeIsReachedFromBelowAndNamed() {
        for (NamedCsvRecord line : LINES) {
            String code = code(line);
            String digits = code.length() == 1 ? code : code.substring(1);
            assertThat(INDUSTRIES.normalise(code)).isEqualTo(code);
            assertThat(INDUSTRIES.normalise(digits)).isEqualTo(code);
            assertThat(INDUSTRIES.name(code)).isEqualTo(name(line));
            assertThat(INDUSTRIES.parent(code))
                    .isEqualTo(line.getField("parent").isEmpty() ? null : line.getField("parent"));
        }
    }

    @Test
    void everythingAboveAClassHasOne() {
        Map<String, Long> children =
                LINES.stream().collect(Collectors.groupingBy(line -> line.getField("parent"), Collectors.counting()));
        assertThat(LINES.stream().map(IndustriesTest::code).filter(code -> code.length() < 5))
                .allSatisfy(code -> assertThat(children).containsKey(code));
    }

    @Test
    void theOnlyClassOfAGroupEndsInZeroAndBearsItsName() {
        Map<String, List<NamedCsvRecord>> groups = LINES.stream()
                .filter(line -> code(line).length() == 5)
                .collect(Collectors.groupingBy(line -> line.getField("parent")));
        groups.forEach((group, classes) -> {
            boolean zero = classes.stream().anyMatch(line -> code(line).endsWith("0"));
            assertThat(zero).as(group).isEqualTo(classes.size() == 1);
            if (zero) {
                assertThat(name(classes.get(0))).isEqualTo(INDUSTRIES.name(group));
            }
        });
    }

    @Test
    void whatBearsOneNameLiesInOneAnother() {
        for (NamedCsvRecord line : LINES) {
            String found = INDUSTRIES.normalise(name(line));
            assertThat(code(line)).startsWith(found);
            assertThat(INDUSTRIES.name(found)).isEqualTo(name(line));
        }
    }

    @Test
    void onAnotherMachineTheListIsTheSame() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(INDUSTRIES);
        }
        Industries there = arrived(sent);
        for (NamedCsvRecord line : LINES) {
            assertThat(there.name(code(line))).isEqualTo(name(line));
            assertThat(there.normalise(name(line))).isEqualTo(INDUSTRIES.normalise(name(line)));
        }
        assertThat(arrived(sent)).as("made once").isSameAs(there);
    }

    private static Industries arrived(ByteArrayOutputStream sent) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            return (Industries) in.readObject();
        }
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        String csv =
                """
                code,name,parent
                A,农业,
                A01,农业,B
                U,其他,
                B06,煤炭,B
                A,农业,
                A01,农业,A
                A0111,稻谷,A011
                A011,谷物,A
                A012,,A01
                A011,谷物,A01
                A0111,稻谷,A011
                """;
        Problems problems = new Problems();
        Industries.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "industries.csv", problems);
        assertThat(problems.list()).extracting(Problem::line).containsExactly(3, 4, 5, 6, 8, 9, 10);
    }
}
