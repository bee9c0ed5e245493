package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndustriesTest {
    private static final Industries INDUSTRIES = Industries.load(Reference.file("industries.csv"));

    @ParameterizedTest
    @CsvSource({
        "I65,I65",
        "i65,I65",
        "65,I65",
        "651,I65",
        "6510,I65",
        "I6510,I65",
        "Ｉ６５１０,I65",
        "0111,A01",
        "01,A01",
        "I,I",
        "软件和信息技术服务业,I65",
        "制造业,C",
        "教育,P",
        "83,P83",
        "A65,",
        "98,",
        "1,",
        "65100,",
        "Z65,",
        "无,",
        "某业,"
    })
    void aCodeOrNameGivesTheDivision(String text, String code) {
        assertThat(INDUSTRIES.normalise(text)).isEqualTo(code);
    }

    @Test
    void namesAreTold() {
        assertThat(INDUSTRIES.name("I65")).isEqualTo("软件和信息技术服务业");
        assertThat(INDUSTRIES.name("I")).isEqualTo("信息传输、软件和信息技术服务业");
        assertThat(INDUSTRIES.name("65")).isNull();
        assertThat(INDUSTRIES.name(null)).isNull();
        assertThat(INDUSTRIES.isKnown("T97")).isTrue();
        assertThat(INDUSTRIES.isKnown("T98")).isFalse();
        assertThat(INDUSTRIES.normalise(null)).isNull();
    }

    @Test
    void everyDivisionIsListed() {
        for (int division = 1; division <= 97; division++) {
            String code = String.format("%02d", division);
            assertThat(INDUSTRIES.normalise(code)).endsWith(code);
        }
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        String csv = "code,name,parent\nA,农业,\nA01,农业,B\nU,其他,\nB06,煤炭,B\nA,农业,\n";
        Problems problems = new Problems();
        Industries.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "industries.csv", problems);
        assertThat(problems.list()).extracting(Problem::line).containsExactly(3, 4, 5, 6);
    }
}
