package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same penalties in every way of writing them that can be told from the bytes. */
class InferFormatsTest {
    private static final List<String> HEADERS = List.of("决定书文号", "当事人名称", "处罚种类", "处罚决定日期", "处罚机关");
    private static final int ROWS = 40;

    @TempDir
    private static Path folder;

    private static TableContracts tables;
    private static Knowledge knowledge;

    @BeforeAll
    static void know() {
        Path schemas = TestLake.home().resolve("schemas");
        tables = TableContracts.load(schemas);
        knowledge = Knowledge.of(
                tables, SourceContracts.load(schemas, tables), TestLake.home().resolve("conf"));
    }

    private static List<String> row(int i) {
        return List.of(
                "样罚〔2026〕" + i + "号",
                "样例" + i + "商贸有限公司",
                i % 2 == 0 ? "罚款" : "警告",
                "2026-11-" + (10 + i % 10),
                "样例市市场监督管理局");
    }

    private static String separated(String separator) {
        return String.join(separator, HEADERS) + "\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(i -> String.join(separator, row(i)) + "\n")
                        .collect(Collectors.joining());
    }

    private static String objects(String between) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> IntStream.range(0, HEADERS.size())
                        .mapToObj(c -> '"' + HEADERS.get(c) + "\":\"" + row(i).get(c) + '"')
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(between));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Infers a file, sees that all columns are found, and gives the format of the draft. */
    private static Format infer(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        InferOptions options = new InferOptions(
                Optional.of("sample_penalty"), Optional.of("penalty"), Optional.of("样例部门"), Optional.of("370100"));
        Inferred inferred = new Inference(knowledge, options).of(file);
        Path draft = folder.resolve("sample_penalty.yaml");
        Files.writeString(draft, inferred.yaml());
        SourceContract contract = SourceContracts.ofFile(draft, tables).get("sample_penalty");
        assertThat(contract.keptFields())
                .extracting(SourceContract.Field::column)
                .containsExactlyInAnyOrder(
                        "document_number", "subject_name", "penalty_type", "decision_date", "authority");
        assertThat(inferred.summary().get(0)).contains(ROWS + " rows");
        return contract.formats().get(0);
    }

    @Test
    void textIsReadInItsCharsetWithItsSeparator() throws IOException {
        assertThat(infer("a.csv", utf8(separated(",")))).returns(',', Format::separator);
        assertThat(infer("b.tsv", utf8("\uFEFF" + separated("\t")))).returns('\t', Format::separator);
        Format gb = infer("c.txt", separated("^").getBytes(Charset.forName("GB18030")));
        assertThat(gb.separator()).isEqualTo('^');
        assertThat(gb.charsets()).startsWith("GB18030");
        assertThat(infer("d.txt", separated(",").getBytes(StandardCharsets.UTF_16))
                        .charsets())
                .containsExactly("UTF-16");
    }

    @Test
    void jsonIsOneObjectALineOrAnArrayAtAPath() throws IOException {
        assertThat(infer("a.jsonl", utf8(objects("\n"))).kind()).isEqualTo(Kind.JSONL);
        Format rows = infer("b.json", utf8("{\"total\":40,\"data\":{\"rows\":[" + objects(",") + "]}}"));
        assertThat(rows.kind()).isEqualTo(Kind.JSON);
        assertThat(rows.rows()).isEqualTo("data.rows");
        assertThat(infer("c.json", utf8("[" + objects(",\n") + "]")).rows()).isEmpty();
    }

    @Test
    void xmlHasItsRecordsAtAPath() throws IOException {
        String records = IntStream.range(0, ROWS)
                .mapToObj(i -> IntStream.range(0, HEADERS.size())
                        .mapToObj(c -> "<" + HEADERS.get(c) + ">" + row(i).get(c) + "</" + HEADERS.get(c) + ">")
                        .collect(Collectors.joining("", "<记录>", "</记录>")))
                .collect(Collectors.joining("\n"));
        Format xml = infer("a.xml", utf8("<报文><报文头><编号>1</编号></报文头><报文体>" + records + "</报文体></报文>"));
        assertThat(xml.kind()).isEqualTo(Kind.XML);
        assertThat(xml.rows()).isEqualTo("报文/报文体/记录");
    }

    @Test
    void aWorkbookHasItsTableOnAnySheetBelowAnyTitle() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            workbook.newWorksheet("说明").value(0, 0, "填报说明");
            Worksheet sheet = workbook.newWorksheet("数据");
            sheet.value(0, 0, "样例市行政处罚信息表");
            for (int c = 0; c < HEADERS.size(); c++) {
                sheet.value(1, c, HEADERS.get(c));
                for (int i = 0; i < ROWS; i++) {
                    sheet.value(i + 2, c, row(i).get(c));
                }
            }
        }
        assertThat(infer("a.xlsx", out.toByteArray()).kind()).isEqualTo(Kind.XLSX);
    }

    @Test
    void whatIsPackedIsReadUnderTheNameInside() throws IOException {
        Format gz = infer("a.csv.gz", packed(GZIPOutputStream::new));
        assertThat(gz.files()).isEqualTo("*.csv");
        Format zip = infer("b.zip", packed(out -> {
            ZipOutputStream archive = new ZipOutputStream(out);
            archive.putNextEntry(new ZipEntry("folder/penalties.txt"));
            return archive;
        }));
        assertThat(zip.files()).isEqualTo("*.txt");
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(Packer packer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(bytes)) {
            out.write(utf8(separated("|")));
        }
        return bytes.toByteArray();
    }
}
