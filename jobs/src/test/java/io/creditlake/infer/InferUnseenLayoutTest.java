package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.SourceContracts;
import io.creditlake.contract.Standard;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layout nobody has described: the draft is right but for what the file cannot tell, and gives nobody away. */
class InferUnseenLayoutTest {
    @TempDir
    private static Path folder;

    private static Path dump;
    private static Knowledge knowledge;
    private static TableContracts tables;
    private static Inferred inferred;
    private static SourceContract draft;

    @BeforeAll
    static void infer() throws IOException {
        Path schemas = TestLake.home().resolve("schemas");
        tables = TableContracts.load(schemas);
        knowledge = Knowledge.of(
                tables, SourceContracts.load(schemas, tables), TestLake.home().resolve("conf"));
        dump = UnseenPenalties.write(folder, LocalDate.of(2026, 11, 22), "sample_city_penalty.txt");
        inferred = new Inference(
                        knowledge,
                        new InferOptions(
                                Optional.empty(), Optional.empty(), Optional.of("样例市部门"), Optional.of("370100")))
                .of(dump);
        draft = read(inferred);
    }

    private static SourceContract read(Inferred inferred) throws IOException {
        Path file = folder.resolve(inferred.source() + ".yaml");
        Files.writeString(file, inferred.yaml());
        return SourceContracts.ofFile(file, tables).get(inferred.source());
    }

    @Test
    void theWayItIsWrittenIsFoundOut() {
        assertThat(draft.source()).isEqualTo("sample_city_penalty");
        SourceContract.Format format = draft.formats().get(0);
        assertThat(format.files()).isEqualTo("*.txt");
        assertThat(format.kind()).isEqualTo(Kind.CSV);
        assertThat(format.separator()).isEqualTo('|');
        assertThat(format.charsets()).startsWith("GB18030");
        assertThat(inferred.summary().get(0)).contains("GB18030", "header in row 3", "14 columns");
    }

    @Test
    void theClassAndTheColumnsAreFoundOut() {
        assertThat(draft.recordClass()).isEqualTo("penalty");
        Map<String, String> found = new LinkedHashMap<>();
        draft.fields().forEach(f -> found.put(f.headers().get(0), f.column()));
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("文书编号", "document_number");
        expected.put("当事人名称", "subject_name");
        expected.put("当事人信用代码", "uscc");
        expected.put("身份证号码", "person_token");
        expected.put("法人代表", "legal_representative");
        expected.put("违法事由", "column_6");
        expected.put("处罚的种类", "penalty_type");
        expected.put("处罚的内容", "content");
        expected.put("罚款数额(万元)", "fine");
        expected.put("作出处罚日期", "decision_date");
        expected.put("公示截止日", "publicity_end");
        expected.put("作出处罚机关", "authority");
        expected.put("作出处罚机关代码", "authority_uscc");
        expected.put("内部流水", "column_14");
        assertThat(found).containsExactlyEntriesOf(expected);
    }

    @Test
    void standardsAndSeveritiesAreProposed() {
        assertThat(field("fine").standard()).isEqualTo(Standard.AMOUNT_WAN);
        assertThat(field("decision_date").standard()).isEqualTo(Standard.DATE);
        assertThat(field("publicity_end").standard()).isEqualTo(Standard.END_DATE);
        assertThat(field("document_number").required()).contains(Severity.REJECT);
        assertThat(field("decision_date").limits().maximum()).contains("run_date");
        assertThat(field("column_14").kept()).isFalse();
        assertThat(draft.rules())
                .anySatisfy(rule -> assertThat(rule.expression()).isEqualTo("publicity_end >= decision_date"));
        assertThat(inferred.summary()).anySatisfy(line -> assertThat(line).contains("unknown", "内部流水"));
    }

    /** Facts or kind of violation: the file does not tell. */
    @Test
    void anUncertainColumnIsNotKeptAndItsNearestFieldIsNamed() {
        assertThat(field("column_6").kept()).isFalse();
        assertThat(inferred.summary()).anySatisfy(line -> assertThat(line).contains("unknown", "违法事由", "nearest is"));
    }

    private static Field field(String column) {
        return draft.field(column).orElseThrow();
    }

    @Test
    void nothingPersonalIsInTheDraftOrItsSummary() throws IOException {
        String said = inferred.yaml() + String.join("\n", inferred.summary());
        List<String> headers = List.copyOf(UnseenPenalties.LAYOUT.keySet());
        List<Integer> personal = List.of(headers.indexOf("当事人名称"), headers.indexOf("身份证号码"), headers.indexOf("法人代表"));
        for (String line : Files.readAllLines(dump, Charset.forName("GB18030"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == headers.size() && !line.contains("文书编号")) {
                for (int cell : personal) {
                    assertThat(cells[cell].length() < 2 || !said.contains(cells[cell]))
                            .as("column " + headers.get(cell))
                            .isTrue();
                }
            }
        }
        assertThat(said).doesNotContainPattern("\\d{17}[0-9Xx]");
        assertThat(field("subject_name").personal()).isTrue();
        assertThat(field("legal_representative").personal()).isTrue();
        assertThat(field("person_token").personal()).isTrue();
    }

    @Test
    void theClassCanBeTold() throws IOException {
        Inferred licence = new Inference(
                        knowledge,
                        new InferOptions(
                                Optional.empty(), Optional.of("licence"), Optional.empty(), Optional.of("370100")))
                .of(dump);
        assertThat(read(licence).recordClass()).isEqualTo("licence");
        assertThat(licence.summary()).anySatisfy(line -> assertThat(line).contains("as told", "next is penalty"));
        assertThatThrownBy(() -> new Inference(
                                knowledge,
                                new InferOptions(
                                        Optional.empty(), Optional.of("licences"), Optional.empty(), Optional.empty()))
                        .of(dump))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Did you mean 'licence'?");
    }

    @Test
    void theRegionIsThatOfMostCodesWhenItIsNotTold() throws IOException {
        Inferred untold = new Inference(knowledge, InferOptions.NONE).of(dump);
        assertThat(read(untold).departmentRegion()).isEqualTo("370000");
        assertThat(untold.summary()).anySatisfy(line -> assertThat(line).contains("--department"));
    }

    @Test
    void whatIsNoDumpSaysWhatWasFoundAndExpected() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path prose = Files.writeString(folder.resolve("prose.txt"), "只有一列\n没有分隔符\n");
        Path headless = Files.writeString(folder.resolve("headless.csv"), "1,2026-01-01,3\n4,2026-01-02,6\n");
        assertRefused(empty, "empty");
        assertRefused(prose, "separator");
        assertRefused(headless, "no header");
        assertRefused(folder.resolve("nowhere.csv"), "no readable file");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> new Inference(knowledge, InferOptions.NONE).of(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(reason);
    }
}
