package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standardise.StandardiseStage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week of deliveries that keep or break what their contracts say of whole files and deliveries. */
class ContractRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 9);
    private static final String HEADER = "名称,文号,日期,罚款,机关,备注\n";
    private static final String CONTRACT =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: test
            name: %s
            version: 1.0.0
            status: active
            %s
            customProperties:
              - {property: department, value: 某局}
              - {property: departmentRegion, value: "370100"}
              - {property: recordClass, value: penalty}
              - {property: formats, value: [{files: "*.csv", kind: csv}]}
              %s
            schema:
              - name: penalty
                properties:
                  - name: subject_name
                    physicalName: 名称
                    required: true
                    customProperties: [{property: standard, value: org_name}]
                  - name: document_number
                    physicalName: 文号
                    logicalTypeOptions: {minLength: 4, pattern: "^鲁.*号$"}
                    unique: true
                    customProperties:
                      - {property: standard, value: document_number}
                      - {property: limits, value: flag}
                  - name: decision_date
                    physicalName: 日期
                    required: true
                    customProperties: [{property: standard, value: date}]
                  - name: fine
                    physicalName: 罚款
                    logicalTypeOptions: {minimum: 0}
                    customProperties: [{property: standard, value: amount}]
                  - name: remarks
                    physicalName: 备注
                  - name: authority
                    physicalName: 机关
                quality:
            %s
            """;

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static SourceContracts contracts;
    private static Landings landing;
    private static final Map<String, Row> deliveries = new HashMap<>();
    private static final Map<String, List<Row>> quarantine = new HashMap<>();
    private static final Map<String, Row> records = new HashMap<>();
    private static final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void runNights() throws Exception {
        lake = new TestLake(folder);
        landing = new Landings(folder.resolve("landing"));
        Landings schemas = new Landings(folder.resolve("schemas"));
        schemas.write(
                "sources/rows.yaml",
                CONTRACT.formatted(
                        "rows",
                        "",
                        "- {property: completeWhen, value: \"{name}.ok\"}",
                        """
                                  - name: fine_is_round
                                    type: custom
                                    engine: creditlake
                                    implementation: fine % 1 = 0
                                    severity: refuse
                                    description: 罚款不是整数
                                    customProperties: [{property: field, value: fine}]
                                  - name: few_bad_rows
                                    type: custom
                                    engine: creditlake
                                    implementation: {measure: invalidRows, unit: percent, mustBeLessOrEqualTo: 40}
                                  - name: numbers_of_the_province
                                    type: custom
                                    engine: creditlake
                                    implementation:
                                      measure: invalidRows
                                      rules: ["document_number:pattern"]
                                      mustBeLessThan: 2
                                    severity: flag
                                    description: 文号不是山东的
                        """));
        schemas.write(
                "sources/sized.yaml",
                CONTRACT.formatted(
                        "sized",
                        "slaProperties: [{property: frequency, value: 1, unit: workday}]",
                        "- {property: newColumns, value: refuse}",
                        """
                                  - {name: enough, type: library, metric: rowCount, mustBeGreaterOrEqualTo: 2}
                                  - name: volume
                                    type: custom
                                    engine: creditlake
                                    implementation: {measure: volume, deliveries: 3, mustBeBetween: [50, 150]}
                                    severity: flag
                                    description: 数据量异常
                        """));
        schemas.write(
                "sources/monthly.yaml",
                CONTRACT.formatted(
                        "monthly",
                        "slaProperties: [{property: frequency, value: 1, unit: m}, {property: dueDay, value: 10}]",
                        "- {property: completeWhen, value: finished.flag}",
                        "            []"));
        contracts =
                SourceContracts.load(folder.resolve("schemas"), lake.tables().contracts());
        monday();
        night(MONDAY);
        landing.write("sized/2026-11-10/b.csv", HEADER + rows(10, 4));
        landing.write("sized/2026-11-10/_SUCCESS", "");
        night(MONDAY.plusDays(1));
        landing.write("sized/2026-11-11/c.csv", HEADER + rows(20, 6));
        landing.write("sized/2026-11-11/_SUCCESS", "");
        landing.write("rows/2026-11-09/unmarked.csv.ok", "");
        night(MONDAY.plusDays(2));
        landing.write("sized/2026-11-12/d.csv", HEADER + rows(30, 5));
        landing.write("sized/2026-11-12/e.csv", HEADER + rows(40, 5));
        landing.write(
                "sized/2026-11-12/new.csv",
                HEADER.replace("\n", ",新\n") + rows(50, 4).replace("\n", ",x\n"));
        landing.write("sized/2026-11-12/_SUCCESS", "");
        night(MONDAY.plusDays(3));
        landing.write("sized/2026-11-13/one.csv", HEADER + rows(60, 1));
        landing.write("sized/2026-11-13/_SUCCESS", "");
        night(MONDAY.plusDays(4));
        night(MONDAY.plusDays(7));
    }

    private static void monday() throws Exception {
        String extra = "名称,文号,日期,罚款,经办人,文书\n";
        good("kept.csv", extra + "甲商贸有限公司,鲁A1号,2026-11-01,5,端木若水,2026-11-02\n");
        good(
                "round.csv",
                HEADER
                        + row("甲商贸有限公司", "鲁B1号", "2026-11-01", "5")
                        + row("乙商贸有限公司", "鲁B2号", "2026-11-01", "1.5")
                        + row("丙商贸有限公司", "鲁B3号", "2026-11-01", "5"));
        good("share.csv", HEADER + row("甲商贸有限公司", "鲁C1号", "2026-11-01", "5") + row("乙商贸有限公司", "鲁C2号", "x", "5"));
        good(
                "shared.csv",
                HEADER
                        + row("甲商贸有限公司", "鲁D1号", "2026-11-01", "5")
                        + row("乙商贸有限公司", "鲁D1号", "2026-11-01", "5")
                        + row("丙商贸有限公司", "鲁D2号", "2026-11-01", "5")
                        + row("丙商贸有限公司", "鲁D2号", "2026-11-01", "5")
                        + row("丁商贸有限公司", "", "2026-11-01", "5"));
        good(
                "noted.csv",
                HEADER + row("甲商贸有限公司", "京E1号", "2026-11-01", "5") + row("乙商贸有限公司", "京E2号", "2026-11-01", "5"));
        landing.write("rows/2026-11-09/unmarked.csv", HEADER + row("戊商贸有限公司", "鲁F1号", "2026-11-01", "5"));
        landing.write("sized/2026-11-09/a.csv", HEADER + rows(0, 4));
        landing.write("sized/2026-11-09/_SUCCESS", "");
        landing.write("monthly/2026-11-09/x.csv", HEADER + rows(60, 1));
    }

    private static void good(String file, String text) throws Exception {
        landing.write("rows/2026-11-09/" + file, text);
        landing.write("rows/2026-11-09/" + file + ".ok", "");
    }

    private static String row(String name, String number, String date, String fine) {
        return name + "," + number + "," + date + "," + fine + ",某局,\n";
    }

    private static String rows(int from, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            rows.append(row("甲商贸有限公司", "鲁S" + i + "号", "2026-11-01", "5"));
        }
        return rows.toString();
    }

    private static void night(LocalDate date) {
        Workspace night = lake.night(date);
        notes.addAll(new IngestStage(contracts).run(night).notes());
        notes.addAll(new StandardiseStage(contracts).run(night).notes());
        assertThat(lake.spark().sharedState().cacheManager().isEmpty()).isTrue();
        night.read("ops.delivery")
                .filter("run_date = DATE'" + date + "'")
                .collectAsList()
                .forEach(row -> deliveries.put(date.getDayOfMonth() + " " + row.getAs("file"), row));
        night.read("ops.quarantine")
                .filter("run_date = DATE'" + date + "'")
                .collectAsList()
                .forEach(row -> quarantine
                        .computeIfAbsent(row.getAs("file"), f -> new ArrayList<>())
                        .add(row));
        night.read("record.penalty")
                .collectAsList()
                .forEach(row -> records.put(row.getAs("file") + ":" + row.getAs("row_number"), row));
        lake.publish(date);
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    private static Row delivery(String nightAndFile) {
        assertThat(deliveries).containsKey(nightAndFile);
        return deliveries.get(nightAndFile);
    }

    private static String outcome(String nightAndFile) {
        Row row = delivery(nightAndFile);
        return row.getAs("status") + " " + row.getAs("rows_read") + "=" + row.getAs("rows_accepted") + "+"
                + row.getAs("rows_duplicate") + "+" + row.getAs("rows_quarantined") + " " + row.getAs("message");
    }

    private static List<String> reasons(String file) {
        List<String> reasons = new ArrayList<>();
        quarantine
                .getOrDefault(file, List.of())
                .forEach(r -> reasons.add(r.getAs("row_number") + " " + r.getAs("field") + " " + r.getAs("value") + " "
                        + r.getAs("rule") + " " + r.getAs("message")));
        Collections.sort(reasons);
        return reasons;
    }

    @Test
    void aFileIsRefusedForOneRowThatBreaksARuleOfThatSeverity() {
        String why = "整批拒收：罚款不是整数，共 1 行";
        assertThat(outcome("9 rows/2026-11-09/round.csv")).isEqualTo("refused 3=0+0+3 " + why);
        assertThat(reasons("rows/2026-11-09/round.csv"))
                .containsExactly(
                        "1 null null delivery_refused " + why,
                        "2 fine 1.5 fine_is_round fine：罚款不是整数",
                        "3 null null delivery_refused " + why);
        assertThat(quarantine.get("rows/2026-11-09/round.csv"))
                .allSatisfy(row -> assertThat(row.<String>getAs("raw")).contains("\"日期\":\"2026-11-01\""));
        assertThat(notes).contains("rows/2026-11-09/round.csv: refused: " + why);
        assertThat(records.keySet()).noneMatch(row -> row.contains("round.csv"));
    }

    @Test
    void aFileIsRefusedForTheShareOfItsBadRows() {
        String why = "整批拒收：不合格的行数超出约定（few_bad_rows）：2 行中有 1 行（50%），应不超过 40%";
        assertThat(outcome("9 rows/2026-11-09/share.csv")).isEqualTo("refused 2=0+0+2 " + why);
        assertThat(reasons("rows/2026-11-09/share.csv"))
                .containsExactly(
                        "1 null null delivery_refused " + why, "2 decision_date x** format decision_date：无法识别为日期");
    }

    @Test
    void aValueThatIsToBeUniqueIsOfOneFactOfAFile() {
        assertThat(outcome("9 rows/2026-11-09/shared.csv")).isEqualTo("standardised 5=2+1+2 null");
        assertThat(reasons("rows/2026-11-09/shared.csv"))
                .containsExactly(
                        "1 document_number 鲁D1号 unique document_number：同一文件内不同事项的值重复",
                        "2 document_number 鲁D1号 unique document_number：同一文件内不同事项的值重复");
        assertThat(quarantine.get("rows/2026-11-09/shared.csv"))
                .allSatisfy(row -> assertThat(row.<String>getAs("raw")).contains("鲁D1号"));
    }

    @Test
    void aRuleThatOnlyFlagsIsToldOfTheFile() {
        assertThat(outcome("9 rows/2026-11-09/noted.csv"))
                .isEqualTo("standardised 2=2+0+0 提示：文号不是山东的：2 行中有 2 行（100%），应少于 2 行");
        assertThat(records.get("rows/2026-11-09/noted.csv:1")
                        .getList(records.get("rows/2026-11-09/noted.csv:1").fieldIndex("flags")))
                .hasToString("[document_number:pattern]");
    }

    @Test
    void valuesOfNewColumnsAreKeptMaskedAndTold() {
        assertThat(outcome("9 rows/2026-11-09/kept.csv")).isEqualTo("standardised 1=1+0+0 有未约定的列：文书、经办人，随记录保存而不参与评价");
        Row delivery = delivery("9 rows/2026-11-09/kept.csv");
        assertThat(delivery.getList(delivery.fieldIndex("unknown_columns"))).hasToString("[文书, 经办人]");
        assertThat(delivery.getList(delivery.fieldIndex("lacking_columns"))).hasToString("[备注, 机关]");
        Row record = records.get("rows/2026-11-09/kept.csv:1");
        assertThat(record.getJavaMap(record.fieldIndex("extra")).toString()).contains("经办人=端**", "文书=2026-11-02");
    }

    @Test
    void aFileWithANewColumnIsRefusedWhereTheContractSaysSo() {
        assertThat(outcome("12 sized/2026-11-12/new.csv")).isEqualTo("refused 0=0+0+0 有未约定的列：新；按约定不接收新列，请先与平台商定");
    }

    @Test
    void aFileComesWithItsMarker() {
        assertThat(deliveries).doesNotContainKey("9 rows/2026-11-09/unmarked.csv");
        assertThat(notes).contains("rows/2026-11-09/unmarked.csv: has no unmarked.csv.ok beside it");
        assertThat(outcome("11 rows/2026-11-09/unmarked.csv")).isEqualTo("standardised 1=1+0+0 null");
        assertThat(deliveries.keySet()).noneMatch(file -> file.endsWith(".ok"));
        assertThat(notes).contains("monthly/2026-11-09: has neither _SUCCESS nor _MANIFEST.json nor finished.flag");
    }

    @Test
    void aDeliveryOfTooFewRowsIsRefused() {
        assertThat(outcome("9 sized/2026-11-09/a.csv")).isEqualTo("standardised 4=4+0+0 null");
        assertThat(outcome("13 sized/2026-11-13/one.csv")).isEqualTo("refused 0=0+0+0 整批拒收：本批共 1 行，应不少于 2 行");
    }

    @Test
    void aDeliveryIsHeldAgainstTheMedianOfThoseBefore() {
        assertThat(outcome("11 sized/2026-11-11/c.csv")).isEqualTo("standardised 6=6+0+0 null");
        String told = "数据量异常：本批共 10 行，是此前 3 批中位数 4 行的 250%，应不少于 50%且不超过 150%";
        assertThat(outcome("12 sized/2026-11-12/d.csv")).isEqualTo("standardised 5=5+0+0 " + told);
        assertThat(outcome("12 sized/2026-11-12/e.csv")).isEqualTo("standardised 5=5+0+0 " + told);
    }

    @Test
    void whatWasDueAndDidNotComeIsMissingOnceOnItsDay() {
        assertThat(deliveries.keySet().stream()
                        .filter(file -> "missing".equals(deliveries.get(file).getAs("status"))))
                .containsExactlyInAnyOrder("10 monthly/2026-11-10", "16 sized/2026-11-16");
        assertThat(outcome("10 monthly/2026-11-10")).isEqualTo("missing 0=0+0+0 应于 2026-11-10 前报送（每月 10 日），至今未收到");
        assertThat(outcome("16 sized/2026-11-16")).isEqualTo("missing 0=0+0+0 应于 2026-11-16 前报送（每个工作日），至今未收到");
    }
}
