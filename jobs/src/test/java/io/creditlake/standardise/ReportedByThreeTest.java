package io.creditlake.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.resolve.ResolveStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same penalties from a county, a city and a province, over several nights of one lake. */
class ReportedByThreeTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final String CONTRACT =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: %1$s
            name: %1$s
            version: 1.0.0
            status: active
            customProperties:
              - {property: department, value: %2$s}
              - {property: departmentRegion, value: "%3$s"}
              - {property: recordClass, value: penalty}
              - {property: formats, value: [{files: "*.csv", kind: csv}]}
            schema:
              - name: penalty
                properties:
                  - {name: subject_name, physicalName: 当事人, required: true}
                  - name: uscc
                    physicalName: 代码
                    customProperties: [{property: standard, value: uscc}]
                  - name: document_number
                    physicalName: 文号
                    customProperties: [{property: standard, value: document_number}]
                  - {name: facts, physicalName: 事实}
                  - name: fine
                    physicalName: 罚款（元）
                    customProperties: [{property: standard, value: amount}]
                  - name: decision_date
                    physicalName: 日期
                    customProperties: [{property: standard, value: date}]
                  - {name: authority, physicalName: 机关}
            """;
    private static final String HEADER = "当事人,代码,文号,事实,罚款（元）,日期,机关\n";

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static SourceContracts contracts;
    /** What the nights left, by night. */
    private static final List<Map<String, Row>> records = new ArrayList<>();

    private static final List<List<Row>> duplicates = new ArrayList<>();
    private static final List<List<Row>> deliveries = new ArrayList<>();
    private static final List<List<Row>> revisions = new ArrayList<>();
    private static final List<Long> snapshots = new ArrayList<>();

    @BeforeAll
    static void runNights() throws IOException {
        Path schemas = folder.resolve("schemas");
        TestLake.copy(TestLake.home().resolve("schemas/lake"), schemas.resolve("lake"));
        write("county_penalty", "历下区市场监督管理局", "370102");
        write("city_penalty", "济南市市场监督管理局", "370100");
        write("province_penalty", "山东省市场监督管理局", "370000");
        lake = new TestLake(folder);
        contracts = SourceContracts.load(schemas, lake.tables().contracts());

        send("county_penalty", 1, row("鲁罚〔2026〕1号", "虚假宣传", "100", "历下区市场监督管理局"), row("鲁罚〔2026〕2号", "", "5", "他局"));
        send("province_penalty", 1, row("鲁罚〔2026〕1号", "", "300", "历下区市场监督管理局"), row("鲁罚〔2026〕3号", "", "9", "他局"));
        night(1);
        send("city_penalty", 2, row("鲁罚〔2026〕1号", "", "200", ""), row("鲁罚〔2026〕2号", "短缺数量", "7", "他局"));
        send("province_penalty", 2, row("鲁罚〔2026〕3号", "", "9", "他局"));
        night(2);
        send("county_penalty", 3, row("鲁罚〔2026〕1号", "虚假宣传", "110", "历下区市场监督管理局"), row("鲁罚〔2026〕2号", "", "5", "他局"));
        send("city_penalty", 3, row("鲁罚〔2026〕1号", "", "200", ""), row("鲁罚〔2026〕2号", "短缺数量", "7", "他局"));
        night(3);
        send("county_penalty", 4, row("鲁罚〔2026〕1号", "虚假宣传", "110", "历下区市场监督管理局"), row("鲁罚〔2026〕2号", "", "5", "他局"));
        send("city_penalty", 4, row("鲁罚〔2026〕1号", "", "200", ""), row("鲁罚〔2026〕2号", "短缺数量", "7", "他局"));
        night(4);
        send("province_penalty", 5, row("鲁罚〔2026〕2号", "短缺数量", "7", "他局"));
        night(5, ReportedByThreeTest::withdrawSecond);
    }

    /** County and city have taken back what they alone reported. */
    private static void withdrawSecond(Workspace night) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String source : List.of("county_penalty", "city_penalty")) {
            rows.add(LakeRows.row(
                    "record_id",
                    rows.size() + 1L,
                    "kind",
                    "withdrawal",
                    "source",
                    source,
                    "target_class",
                    "penalty",
                    "target_record_id",
                    records.get(3).get("鲁罚〔2026〕2号").<Long>getAs("record_id"),
                    "effective_on",
                    FIRST.plusDays(3),
                    "received_on",
                    FIRST.plusDays(3)));
        }
        night.append("record.revision", LakeRows.of(night.spark(), night.contract("record.revision"), rows));
    }

    @Test
    void whatOneSourceWithdrewAndAnotherTellsIsReinstatedByTheOther() {
        Row record = records.get(4).get("鲁罚〔2026〕2号");

        assertThat(revisions.get(4)).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("kind")).isEqualTo("reinstatement");
            assertThat(row.<String>getAs("source")).isEqualTo("province_penalty");
            assertThat(row.<Long>getAs("target_record_id")).isEqualTo(record.<Long>getAs("record_id"));
            assertThat(row.<Long>getAs("subject_id"))
                    .isEqualTo(record.<Long>getAs("subject_id"))
                    .isNotNull();
            assertThat(row.<LocalDate>getAs("effective_on")).isEqualTo(FIRST.plusDays(4));
        });
    }

    @Test
    void threeReportsAreOneRecordLedByTheDepartmentThatDecided() {
        Row first = records.get(0).get("鲁罚〔2026〕1号");
        Row second = records.get(1).get("鲁罚〔2026〕1号");

        assertThat(first.<Object>getAs("fine")).hasToString("100.00");
        assertThat(reports(first)).hasSize(2);
        assertThat(reports(second))
                .extracting(r -> r.<String>getAs("source"))
                .containsExactly("city_penalty", "county_penalty", "province_penalty");
        assertThat(second.<Object>getAs("fine")).hasToString("100.00");
        assertThat(second.<String>getAs("source")).isEqualTo("county_penalty");
    }

    @Test
    void losingValuesStayBesideTheRecord() {
        Row record = records.get(1).get("鲁罚〔2026〕1号");

        assertThat(reports(record).get(0).<String, String>getJavaMap(9))
                .containsEntry("fine", "200.00")
                .containsEntry("authority", null)
                .containsEntry("facts", null);
        assertThat(reports(record).get(1).isNullAt(9)).isTrue();
        assertThat(reports(record).get(2).<String, String>getJavaMap(9)).containsEntry("fine", "300.00");
    }

    @Test
    void aGreaterAuthorityOnALaterNightCorrectsTheRecordAndItsFormerContentStays() {
        Row before = records.get(0).get("鲁罚〔2026〕2号");
        Row after = records.get(1).get("鲁罚〔2026〕2号");

        assertThat(before.<Object>getAs("fine")).hasToString("5.00");
        assertThat(after.<Object>getAs("fine")).hasToString("7.00");
        assertThat(after.<String>getAs("facts")).isEqualTo("短缺数量");
        assertThat(after.<LocalDate>getAs("received_on")).isEqualTo(FIRST.plusDays(1));
        assertThat(revisions.get(1)).hasSize(1);
        assertThat(revisions.get(1).get(0).<String>getAs("before")).contains("\"fine\":5.00");
        assertThat(revisions.get(1).get(0).<String>getAs("basis"))
                .contains("city_penalty")
                .endsWith(":2");
    }

    @Test
    void aSourceThatCorrectsItselfMovesWhatItStandsFor() {
        Row record = records.get(2).get("鲁罚〔2026〕1号");

        assertThat(record.<Object>getAs("fine")).hasToString("110.00");
        assertThat(reports(record)).hasSize(4);
        assertThat(reports(record)).filteredOn(r -> r.<Boolean>getAs("current")).hasSize(3);
        assertThat(corrected(2)).containsExactly("county_penalty#1");
    }

    @Test
    void whatIsSentAgainEveryNightLeavesTheRecordsAlone() {
        assertThat(snapshots.get(3)).isEqualTo(snapshots.get(2));
        assertThat(duplicates.get(3)).hasSize(4);
        assertThat(corrected(3)).isEmpty();
    }

    @Test
    void everyRowIsAcceptedOrADuplicate() {
        long read = 0;
        long accepted = 0;
        for (int night = 0; night < deliveries.size(); night++) {
            long repeated = 0;
            for (Row file : deliveries.get(night)) {
                assertThat(file.<Long>getAs("rows_read"))
                        .isEqualTo(file.<Long>getAs("rows_accepted") + file.<Long>getAs("rows_duplicate"));
                read += file.<Long>getAs("rows_read");
                accepted += file.<Long>getAs("rows_accepted");
                repeated += file.<Long>getAs("rows_duplicate");
            }
            assertThat(duplicates.get(night)).hasSize((int) repeated);
        }
        assertThat(read).isEqualTo(16);
        assertThat(accepted).isEqualTo(3).isEqualTo(records.get(4).size());
    }

    private static List<String> corrected(int night) {
        return duplicates.get(night).stream()
                .filter(r -> r.<Boolean>getAs("corrected"))
                .map(r -> r.getAs("source") + "#" + r.getAs("row_number"))
                .toList();
    }

    private static List<Row> reports(Row record) {
        return record.getList(record.fieldIndex("reported_by"));
    }

    private static String row(String document, String facts, String fine, String authority) {
        return "济南甲商贸有限公司,91370102MA3C0TEST8," + document + "," + facts + "," + fine + ",2026-11-01," + authority
                + "\n";
    }

    private static void send(String source, int night, String... rows) throws IOException {
        Path delivery = folder.resolve("landing/" + source + "/" + FIRST.plusDays(night - 1L));
        Files.createDirectories(delivery);
        Files.writeString(delivery.resolve("penalty.csv"), HEADER + String.join("", rows));
        // Another size each night: a delivery of equal content is not read a second time.
        Files.writeString(delivery.resolve("penalty.csv"), "\n".repeat(night), StandardOpenOption.APPEND);
        Files.writeString(delivery.resolve("_SUCCESS"), "");
    }

    private static void night(int number) {
        night(number, workspace -> {});
    }

    private static void night(int number, Consumer<Workspace> before) {
        LocalDate date = FIRST.plusDays(number - 1L);
        Workspace night = lake.night(date);
        before.accept(night);
        new IngestStage(contracts).run(night);
        new StandardiseStage(contracts).run(night);
        String tonight = "run_date = DATE'" + date + "'";
        duplicates.add(night.read("ops.duplicate").filter(tonight).collectAsList());
        deliveries.add(night.read("ops.delivery").filter(tonight).collectAsList());
        revisions.add(night.read("record.revision")
                .filter("received_on = DATE'" + date + "'")
                .collectAsList());
        Map<String, Row> byDocument = new LinkedHashMap<>();
        night.read("record.penalty").collectAsList().forEach(row -> byDocument.put(row.getAs("document_number"), row));
        records.add(byDocument);
        new ResolveStage(List.of()).run(night);
        Table table = night.table("record.penalty");
        snapshots.add(table.refs().get("night").snapshotId());
        lake.publish(date);
    }

    private static void write(String source, String department, String region) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("schemas/sources"));
        Files.writeString(sources.resolve(source + ".yaml"), CONTRACT.formatted(source, department, region));
    }

    @AfterAll
    static void close() {
        lake.close();
    }
}
