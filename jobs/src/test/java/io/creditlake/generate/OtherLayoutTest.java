package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source nobody thought of gets dumps from its contract alone. */
class OtherLayoutTest {
    private static final String COUNTY =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: county
            name: county_penalty
            version: 1.0.0
            status: active
            customProperties:
              - {property: department, value: 某县市场监督管理局}
              - {property: departmentRegion, value: "370181"}
              - {property: recordClass, value: penalty}
              - {property: generated, value: true}
              - {property: formats, value: [{files: dump.txt, kind: csv, charsets: [GB18030], separator: "|"}]}
            schema:
              - name: penalty
                properties:
                  - {name: subject_name, physicalName: 当事人, required: true}
                  - name: uscc
                    physicalName: 代码
                    customProperties: [{property: standard, value: uscc}, {property: check, value: reject}]
                  - {name: document_number, physicalName: 文号, required: true}
                  - name: fine
                    physicalName: 罚款（元）
                    customProperties: [{property: standard, value: amount}]
                  - name: decision_date
                    physicalName: 日期
                    customProperties: [{property: standard, value: date}]
            """;

    @TempDir
    private Path folder;

    private Province province;

    @BeforeEach
    void generate() throws IOException {
        Path schemas = folder.resolve("schemas");
        TestLake.copy(Province.HOME.resolve("schemas"), schemas);
        Files.writeString(schemas.resolve("sources/county_penalty.yaml"), COUNTY);
        SourceContracts contracts = SourceContracts.load(schemas, TableContracts.load(schemas));
        province = Province.generate(
                GenerateOptions.of(folder.resolve("landing"), contracts, Province.HOME.resolve("conf"))
                        .withSubjects(300)
                        .withDirt(0)
                        .withRowsPerFile(10)
                        .withNights(Province.START, 1));
    }

    @Test
    void itsHeadersSeparatorCharsetAndUnitAreTheContracts() throws IOException {
        Path file = province.folder("county_penalty", Province.START).resolve("dump.txt");
        List<String> lines = Files.readAllLines(file, Charset.forName("GB18030"));

        assertThat(lines.get(0)).isEqualTo("当事人|代码|文号|罚款（元）|日期");
        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines.subList(1, lines.size())).allMatch(l -> l.split("\\|", -1).length == 5);
        assertThat(lines).anyMatch(l -> l.matches(".*\\|[1-9]\\d{2,5}\\|\\d{4}-\\d{2}-\\d{2} 00:00:00"));
    }

    @Test
    void twoSourcesOfOneClassTellDifferentFacts() {
        Set<String> county = facts("county_penalty");
        Set<String> national = facts("penalty_publicity");

        assertThat(county).isNotEmpty().doesNotContainAnyElementsOf(national);
        assertThat(national).isNotEmpty();
    }

    private Set<String> facts(String source) {
        return province.rows(Province.START).stream()
                .filter(r -> r.getField("source").equals(source))
                .map(r -> r.getField("fact"))
                .collect(Collectors.toSet());
    }
}
