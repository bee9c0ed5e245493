package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standardise.StandardiseStage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good and bad deliveries side by side: each bad one is refused alone, with its reason, and the nights go on. */
class BadDeliveriesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final Charset GB18030 = Charset.forName("GB18030");

    private static final String HEADER =
            "CF_XDR_MC,CF_XDR_SHXYM,CF_FRDB,CF_FR_ZJHM,CF_WSH,CF_SY,CF_CFLB,CF_JDRQ,CF_CFJG,BZ\n";
    private static final String CITIZEN = "370102199001011233";
    private static final String MOBILE = "13864001234";
    private static final String PERSON = "端木若水";
    private static final String JSON_HEAD = "{\"entname\":\"济南丙商贸有限公司\",\"serillrea_cn\":\"公示信息弄虚作假\",";

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static final Map<String, Row> deliveries = new HashMap<>();
    private static final Map<String, List<Row>> quarantine = new HashMap<>();
    private static final List<Row> records = new ArrayList<>();
    private static final List<String> notes = new ArrayList<>();
    private static final List<String> shown = new ArrayList<>();

    @BeforeAll
    static void runNights() throws Exception {
        lake = new TestLake(folder);
        Landings landing = new Landings(folder.resolve("landing"));
        firstNight(landing);
        run(FIRST);
        secondNight(landing);
        run(SECOND);
    }

    private static String row(String number) {
        return "济南甲商贸有限公司,," + PERSON + "," + CITIZEN + ",鲁市监罚〔2026〕" + number + "号,电话 " + MOBILE
                + ",警告,2026-11-20,济南市市场监督管理局,\n";
    }

    private static void firstNight(Landings landing) throws Exception {
        String good = HEADER + row("1") + row("2");
        landing.write("penalty_publicity/2026-11-23/good.csv", good);
        landing.write("penalty_publicity/2026-11-23/good_gb.CSV", (HEADER + row("3")).getBytes(GB18030));
        landing.write("penalty_publicity/2026-11-23/same.csv", good);
        landing.write("penalty_publicity/2026-11-23/empty.csv", "");
        landing.write("penalty_publicity/2026-11-23/header_only.csv", HEADER);
        landing.write("penalty_publicity/2026-11-23/rubbish.csv", Landings.rubbish());
        landing.write("penalty_publicity/2026-11-23/utf16.csv", good.getBytes(StandardCharsets.UTF_16));
        byte[] broken = (HEADER + row("4")).getBytes(GB18030);
        broken[HEADER.length() + 1] = ' ';
        landing.write("penalty_publicity/2026-11-23/broken_gb.csv", broken);
        landing.write("penalty_publicity/2026-11-23/lacking.csv", good.replace("CF_WSH", "X_Y_Z"));
        landing.write("penalty_publicity/2026-11-23/renamed.csv", good.replace("CF_WSH", "CF_WSHH"));
        landing.write("penalty_publicity/2026-11-23/headless.csv", row("5"));
        landing.write("penalty_publicity/2026-11-23/unclosed.csv", HEADER + row("6") + "\"" + row("7"));
        landing.write("penalty_publicity/2026-11-23/mac.csv", good.replace('\n', '\r'));
        landing.write("penalty_publicity/2026-11-23/truncated.xlsx", Landings.cut(Landings.workbook(good)));
        landing.write("penalty_publicity/2026-11-23/bomb.xlsx", Landings.bomb());
        landing.write("penalty_publicity/2026-11-23/notes.docx", "x");
        landing.write("penalty_publicity/2026-11-23/.upload.csv.part", "x");
        landing.write("penalty_publicity/2026-11-23/sub/inside.csv", good);
        landing.link("penalty_publicity/2026-11-23/nowhere.csv", "no/such/file");
        landing.write(
                "penalty_publicity/2026-11-23/shapes.csv",
                HEADER
                        + row("8").replace(",警告,", ",警告,警告,")
                        + "济南甲商贸有限公司,," + PERSON + "," + CITIZEN + "\n"
                        + "济南\0丁商贸有限公司,,=1+1,,鲁市监罚〔2026〕9号,=HYPERLINK(\"x\"),@SUM(A1),2026-11-20,+机关,-1\n"
                        + "济南戊商贸有限公司,,,,鲁市监罚〔2026〕10号," + "长".repeat(350_000) + ",警告,2026-11-20,机关,\n"
                        + "济南己商贸有限公司,,,,鲁市监罚〔2026〕11号,,警告," + "长".repeat(350_000) + ",机关,\n"
                        + "济南庚商贸有限公司,,,,鲁市监罚〔2026〕12号,,警告," + PERSON + ",机关," + MOBILE + "\n"
                        + "\"济南辛商贸有限公司," + PERSON + "\n" + MOBILE + "\",x\n");
        landing.write("penalty_publicity/2026-11-23/_SUCCESS", "");

        landing.write("licence_publicity/2026-11-23/good.xlsx", Landings.workbook(Landings.licences()));
        landing.write("licence_publicity/2026-11-23/rows.xlsx", Landings.workbook(Landings.licences() + "\n"));
        landing.write("licence_publicity/2026-11-23/hash.xlsx", Landings.workbook(Landings.licences()));
        landing.write("licence_publicity/2026-11-23/unlisted.xlsx", Landings.workbook(Landings.licences()));
        landing.write(
                "licence_publicity/2026-11-23/_MANIFEST.json",
                "{\"files\":[{\"name\":\"good.xlsx\",\"rows\":1},{\"name\":\"rows.xlsx\",\"rows\":7},"
                        + "{\"name\":\"hash.xlsx\",\"sha256\":\"" + "0".repeat(64) + "\"},"
                        + "{\"name\":\"gone.xlsx\",\"rows\":5}]}");

        landing.write(
                "market_serious_dishonesty/2026-11-23/lines.jsonl",
                JSON_HEAD + "\"abntime\":\"2026-11-01\"}\n"
                        + JSON_HEAD + "\"abntime\":\"" + PERSON + "\n"
                        + "[\"" + PERSON + "\"]\n"
                        + JSON_HEAD + "\"abntime\":\"2026-11-02\"}" + JSON_HEAD + "\"abntime\":\"2026-11-03\"}\n"
                        + JSON_HEAD + "\"abntime\":\"" + PERSON + "\",\"经办人\":\"" + PERSON + "\",\"电话\":\"" + MOBILE
                        + "\"}\n");
        landing.write("market_serious_dishonesty/2026-11-23/array.jsonl", "[{\"entname\":\"" + PERSON + "\"}]");
        landing.write("market_serious_dishonesty/2026-11-23/_SUCCESS", "");

        landing.write("market_abnormal_operation/2026-11-23/a.jsonl", "{}\n");
        landing.write("market_abnormal_operation/2026-11-23/_MANIFEST.json", "not a manifest");
        landing.write("market_registration/2026-11-23/unmarked.csv", "x");
        landing.write("market_registration/20261123/a.csv", "x");
        landing.write("penalty_publicty/2026-11-23/a.csv", "x");
    }

    private static void secondNight(Landings landing) throws Exception {
        landing.write("penalty_publicity/2026-11-23/late.csv", HEADER + row("20"));
        landing.write("penalty_publicity/2026-11-24/again.csv", HEADER + row("1") + row("2"));
        landing.write("penalty_publicity/2026-11-24/new.csv", HEADER + row("21"));
        landing.write("penalty_publicity/2026-11-24/_SUCCESS", "");
        landing.write("licence_publicity/2026-11-23/gone.xlsx", Landings.workbook(Landings.licences()));
    }

    private static void run(LocalDate date) {
        SourceContracts contracts = SourceContracts.load(
                TestLake.home().resolve("schemas"), lake.tables().contracts());
        Workspace night = lake.night(date);
        for (StageReport report :
                List.of(new IngestStage(contracts).run(night), new StandardiseStage(contracts).run(night))) {
            notes.addAll(report.notes());
        }
        assertThat(lake.spark().sharedState().cacheManager().isEmpty()).isTrue();
        for (Row row : night.read("ops.delivery")
                .filter("run_date = DATE'" + date + "'")
                .collectAsList()) {
            deliveries.put(date + " " + file(row), row);
            shown.add(row.toString());
        }
        for (Row row : night.read("ops.quarantine")
                .filter("run_date = DATE'" + date + "'")
                .collectAsList()) {
            quarantine.computeIfAbsent(file(row), f -> new ArrayList<>()).add(row);
            shown.add(row.toString());
        }
        records.addAll(night.read("record.penalty")
                .filter("received_on = DATE'" + date + "'")
                .collectAsList());
        lake.publish(date);
    }

    private static String file(Row row) {
        String file = row.getAs("file");
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static Row first(String file) {
        assertThat(deliveries).containsKey(FIRST + " " + file);
        return deliveries.get(FIRST + " " + file);
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty.csv     | 文件是空的（0 字节）",
                "rubbish.csv   | 文件编码不是约定的 UTF-8、GB18030：按 GB18030 解码，第 1 行（第 2 字节）不是合法的字符",
                "utf16.csv     | 文件编码是 UTF-16，不是约定的 UTF-8、GB18030，请另存后报送",
                "broken_gb.csv | 文件编码不是约定的 UTF-8、GB18030：按 GB18030 解码，第 2 行（第 83 字节）不是合法的字符",
                "lacking.csv   | 缺少必需的列：CF_WSH（行政处罚决定书文号）；未约定的列：X_Y_Z",
                "renamed.csv   | 缺少必需的列：CF_WSH（行政处罚决定书文号，是否被改名为 CF_WSHH）；未约定的列：CF_WSHH",
                "headless.csv  | 找不到表头：前 1 行中没有约定的列名（如 CF_XDR_MC、行政相对人名称）",
                "unclosed.csv  | 第 2 行的引号没有闭合，其后的内容无法分行",
                "mac.csv       | 文件以单个回车符（CR）换行，无法分行，请改用 LF 或 CRLF 换行后报送",
                "truncated.xlsx| 工作簿不完整或已损坏，请重新导出后报送",
                "bomb.xlsx     | 压缩内容展开后异常庞大（超过原文件 200 倍），疑为压缩炸弹",
                "notes.docx    | 文件名不属于约定的格式：*.csv、*.xlsx",
                "sub           | 是子目录，其中的文件不接收，请直接放在日期目录下",
                "rows.xlsx     | 行数与清单不符：清单为 7 行，实为 1 行",
                "unlisted.xlsx | 清单 _MANIFEST.json 未列此文件",
                "gone.xlsx     | 清单列有此文件而未收到",
                "a.jsonl       | 清单 _MANIFEST.json 无法解析：不是合法的 JSON",
                "array.jsonl   | 文件中没有一行是 JSON 对象，应当每行一个对象",
            })
    void aBadFileIsRefusedAlone(String file, String message) {
        Row delivery = first(file);
        assertThat(delivery.<String>getAs("status")).isEqualTo("refused");
        assertThat(delivery.<String>getAs("message")).isEqualTo(message);
        assertThat(delivery.<Long>getAs("rows_read")).isZero();
        assertThat(quarantine).doesNotContainKey(file);
        assertThat(notes).anyMatch(note -> note.contains("/" + file + ": refused: " + message));
    }

    @Test
    void aHashThatTheManifestDeniesIsNamed() {
        Row delivery = first("hash.xlsx");
        assertThat(delivery.<String>getAs("message"))
                .isEqualTo("文件摘要与清单不符：清单为 " + "0".repeat(64) + "，实为 " + delivery.getAs("sha256"));
    }

    @Test
    void theGoodOnesBesideThemAreAccepted() {
        assertThat(counts(first("good.csv"))).containsExactly("standardised", 2L, 2L, 0L, 0L);
        assertThat(counts(first("good_gb.CSV"))).containsExactly("standardised", 1L, 1L, 0L, 0L);
        assertThat(counts(first("header_only.csv"))).containsExactly("standardised", 0L, 0L, 0L, 0L);
        assertThat(counts(first("good.xlsx"))).containsExactly("standardised", 1L, 1L, 0L, 0L);
        assertThat(first("good.xlsx").<Long>getAs("rows_declared")).isEqualTo(1);
    }

    @Test
    void aFileUnderTwoNamesIsTakenInOnce() {
        assertThat(counts(first("same.csv"))).containsExactly("repeated", 0L, 0L, 0L, 0L);
        assertThat(first("same.csv").<String>getAs("message")).isEqualTo("与此前已接收的文件内容相同，不再处理");
    }

    private static List<Object> counts(Row row) {
        return List.of(
                row.getAs("status"),
                row.getAs("rows_read"),
                row.getAs("rows_accepted"),
                row.getAs("rows_duplicate"),
                row.getAs("rows_quarantined"));
    }

    @Test
    void everyRowIsAcceptedOrADuplicateOrRefused() {
        assertThat(deliveries.values()).allSatisfy(row -> assertThat(row.<Long>getAs("rows_read"))
                .isEqualTo(row.<Long>getAs("rows_accepted")
                        + row.<Long>getAs("rows_duplicate")
                        + row.<Long>getAs("rows_quarantined")));
    }

    @Test
    void rowsOfTheWrongShapeAreRefusedAndTheOthersKept() {
        assertThat(counts(first("shapes.csv"))).containsExactly("standardised", 7L, 2L, 0L, 5L);
        assertThat(reasons("shapes.csv"))
                .containsExactlyInAnyOrder(
                        "1 null row_shape 该行有 11 列，表头有 10 列，疑有未转义的分隔符 null",
                        "2 null row_shape 该行有 4 列，表头有 10 列，疑有缺失的分隔符或被截断 null",
                        "5 decision_date format 处罚决定日期：无法识别为日期 " + "长".repeat(500),
                        "6 decision_date format 处罚决定日期：无法识别为日期 端**",
                        "7 null row_shape 该行有 2 列，表头有 10 列，疑有缺失的分隔符或被截断 null");
        assertThat(raw("shapes.csv", 2))
                .isEqualTo("{\"CF_XDR_MC\":\"济**\",\"CF_XDR_SHXYM\":\"\",\"CF_FRDB\":\"端**\",\"CF_FR_ZJHM\":\"3**\"}");
        assertThat(raw("shapes.csv", 7)).isEqualTo("{\"CF_XDR_MC\":\"济**,端**\\n1**\",\"CF_XDR_SHXYM\":\"x**\"}");
    }

    @Test
    void whatOnlyLooksDangerousIsText() {
        Row record = records.stream()
                .filter(r -> "鲁市监罚〔2026〕9号".equals(r.getAs("document_number")))
                .findFirst()
                .orElseThrow();
        assertThat(record.<String>getAs("subject_name")).isEqualTo("济南丁商贸有限公司");
        assertThat(record.<String>getAs("facts")).isEqualTo("=HYPERLINK(\"x\")");
        assertThat(record.<String>getAs("remarks")).isEqualTo("-1");
        assertThat(records).anyMatch(r -> "长".repeat(350_000).equals(r.getAs("facts")));
    }

    @Test
    void linesThatAreNoObjectAreRefusedAsRows() {
        assertThat(counts(first("lines.jsonl"))).containsExactly("standardised", 5L, 1L, 0L, 4L);
        assertThat(reasons("lines.jsonl"))
                .containsExactlyInAnyOrder(
                        "2 null row_shape 该行不是合法的 JSON（第 65 个字符处） null",
                        "3 null row_shape 该行不是 JSON 对象 null",
                        "4 null row_shape 该行除一个 JSON 对象外还有其他内容，或同一键出现两次 null",
                        "5 listed_on format 列入日期：无法识别为日期 端**");
        assertThat(raw("lines.jsonl", 3)).contains("[\\\"端**\\\"]");
    }

    private static List<String> reasons(String file) {
        return quarantine.get(file).stream()
                .map(r -> r.getAs("row_number") + " " + r.getAs("field") + " " + r.getAs("rule") + " "
                        + r.getAs("message") + " " + r.getAs("value"))
                .toList();
    }

    private static String raw(String file, long row) {
        return quarantine.get(file).stream()
                .filter(r -> r.<Long>getAs("row_number") == row)
                .findFirst()
                .orElseThrow()
                .getAs("raw");
    }

    @Test
    void whatIsNoDeliveryIsPassedOverAndSaid() {
        assertThat(deliveries.keySet())
                .noneMatch(file -> file.contains("unmarked") || file.contains(".part") || file.contains("nowhere"));
        assertThat(notes)
                .contains(
                        "market_registration/2026-11-23: has neither _SUCCESS nor _MANIFEST.json",
                        "market_registration/20261123: is no folder named like 2026-11-23",
                        "penalty_publicty: no contract names such a source");
    }

    @Test
    void whatComesLateIsTakenInByALaterNightAndTheRestNotAgain() {
        List<String> second = deliveries.keySet().stream()
                .filter(key -> key.startsWith(SECOND.toString()))
                .map(key -> key.substring(11))
                .toList();
        assertThat(second).containsExactlyInAnyOrder("late.csv", "again.csv", "new.csv", "gone.xlsx");
        assertThat(counts(deliveries.get(SECOND + " late.csv"))).containsExactly("standardised", 1L, 1L, 0L, 0L);
        assertThat(counts(deliveries.get(SECOND + " new.csv"))).containsExactly("standardised", 1L, 1L, 0L, 0L);
        assertThat(counts(deliveries.get(SECOND + " again.csv"))).containsExactly("repeated", 0L, 0L, 0L, 0L);
    }

    @Test
    void nothingPersonalIsShown() {
        assertThat(Stream.concat(shown.stream(), notes.stream()))
                .hasSizeGreaterThan(40)
                .noneMatch(text -> text.contains(CITIZEN) || text.contains(MOBILE) || text.contains(PERSON));
    }
}
