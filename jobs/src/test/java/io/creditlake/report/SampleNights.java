package io.creditlake.report;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Ledger;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Audit;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.Regions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.data.GenericRecord;
import org.apache.spark.sql.functions;

/** Two nights of a synthetic province: the first fills the lake, on the second 31 deliveries of six sources come in. */
final class SampleNights {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    static final LocalDate SECOND = LocalDate.of(2026, 11, 24);

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";
    private static final String CITIES = "array('3701','3702','3703','3704','3705','3706','3707','3708','3709','3710',"
            + "'3711','3713','3714','3715','3716','3717')";

    /** A first night on which nothing came in. */
    static final ReportData NOTHING = new ReportData(
            new ReportData.Night("release-2026-11-22", "2026-11-22", "published", "2026-11-23 02:30:00", null),
            List.of(),
            List.of(),
            List.of(),
            new ReportData.Totals(0, 0, 0, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    /** What only an internal policy has. */
    static final String INTERNAL_GRADE = "Q7";

    /** The seed of a draw by an internal policy: with it the lots of those drawn tell their grades. */
    static final String INTERNAL_SEED = "5eed5eed";

    /** An indicator that only an internal policy has. */
    static final String INTERNAL_INDICATOR = "an_internal_indicator";

    /** The policies whose grades everybody may see; market-risk is internal. */
    static final Set<String> PUBLISHED = Set.of("shandong-comprehensive", "construction-market");

    private SampleNights() {}

    /** Labels of the project's own contracts and regions, of one policy and some of its indicators. */
    static Labels labels(TestLake lake) {
        Map<String, String> sources = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        TableContracts tables = lake.tables().contracts();
        for (SourceContract source : SourceContracts.load(
                        lake.settings().folders().schemas(), tables)
                .all()) {
            sources.put(source.source(), source.label());
            source.fields().forEach(f -> fields.put(source.source() + "." + f.column(), f.label()));
        }
        Map<String, String> cities = new TreeMap<>();
        Regions regions = Regions.load(lake.settings().folders().conf().resolve("reference/regions.csv"));
        regions.aboveCounties().forEach(code -> cities.put(code, regions.name(code)));
        return new Labels(
                sources,
                Map.of("penalty", "行政处罚", "licence", "行政许可", "registration", "登记注册"),
                fields,
                Map.of("shandong-comprehensive", "山东省公共信用综合评价", "construction-market", "建筑市场主体信用评价"),
                Map.of("shandong-comprehensive.penalty_fine_small", "罚款不满五万元"),
                cities);
    }

    /** The release as an audit would have withheld it. */
    static Release withheld(Release release) {
        List<Audit> audits = new ArrayList<>(release.audits());
        audits.add(new Audit("grade_moved_share", false, "61.0%", "不高于 50%"));
        return new Release(
                release.name(),
                release.runDate(),
                release.publishedAt(),
                Release.Status.WITHHELD,
                release.snapshots(),
                audits);
    }

    /** Publishes both nights and gives back the second release. */
    static Release publish(TestLake lake) {
        Workspace first = lake.night(FIRST);
        first.append("subject.subject", lake.rows(subjects("DATE'2026-11-23'")));
        first.append("grade.grade", lake.rows(grades("DATE'2026-11-23'", "h")));
        lake.publish(FIRST);

        Workspace second = lake.night(SECOND);
        second.append("ops.delivery", lake.rows(deliveries()));
        second.append("ops.quarantine", lake.rows(quarantine()));
        second.append("subject.link", lake.rows(links()));
        second.replace(
                "subject.subject",
                lake.rows(subjects("if(id % 7 = 0, DATE'2026-11-24', DATE'2026-11-23')")),
                functions.lit(true));
        String moved = "if(id % 29 = 0, pmod(h + if(id % 2 = 0, 90, -70), 1000), h)";
        second.replace(
                "grade.grade",
                lake.rows(grades("if(id % 6 = 0 OR id % 29 = 0, DATE'2026-11-24', DATE'2026-11-23')", moved)),
                functions.lit(true));
        second.append("grade.change", lake.rows(changes(moved)));
        second.append("supervision.warning", lake.rows(warnings()));
        second.append("supervision.listing", lake.rows(listings()));
        second.append("supervision.draw", lake.rows(draws()));
        second.append("grade.contribution", lake.rows(contributions()));
        second.append("record.penalty", lake.rows(records()));
        lake.publish(SECOND);
        stages(lake);
        return audited(lake);
    }

    private static Release audited(TestLake lake) {
        Releases releases = new Releases(lake.tables());
        Release made = releases.current().orElseThrow();
        Release release = new Release(
                made.name(),
                made.runDate(),
                Instant.parse("2026-11-24T18:31:07Z"),
                made.status(),
                made.snapshots(),
                List.of(
                        new Audit("reconciliation", true, "30 批次逐批相符", "接收 = 入库 + 重复 + 退回"),
                        new Audit("quarantined_share", true, "3.4%", "不高于 50%"),
                        new Audit("refused_deliveries_share", true, "6.5%", "不高于 50%"),
                        new Audit("grade_moves_down_share", true, "1.2%", "不高于 50%")));
        releases.put(release);
        return release;
    }

    private static String subjects(String changed) {
        return "SELECT id AS subject_id, 'enterprise' AS kind, concat('样例企业', id, '有限公司') AS name,"
                + " concat('91', " + city() + ", '00MA', lpad(id, 8, '0')) AS uscc,"
                + " if(id % 997 = 0, NULL, concat(" + city() + ", '02')) AS region,"
                + " DATE'2026-11-23' AS first_seen, " + changed + " AS last_changed FROM range(1, 12001)";
    }

    private static String city() {
        return "element_at(" + CITIES + ", int(sqrt(pmod(xxhash64(id), 256))) + 1)";
    }

    private static String grades(String asOf, String h) {
        String rows = "(SELECT id, pmod(xxhash64(id, 7), 1000) AS h FROM range(1, 12001))";
        return "SELECT id AS subject_id, 'shandong-comprehensive' AS policy, '2026-04-01' AS policy_version, " + asOf
                + " AS as_of, " + publicGrade(h) + " AS grade FROM " + rows
                + " UNION ALL SELECT id, policy, '2026-01-01', " + asOf + ", CASE WHEN " + h
                + " < 520 THEN 'A' WHEN " + h + " < 830 THEN 'B' WHEN " + h + " < 940 THEN 'C' WHEN " + h
                + " < 985 THEN 'D' ELSE 'E' END FROM " + rows
                + " LATERAL VIEW explode(array('construction-market', 'market-risk')) t AS policy WHERE id % 2 = 0";
    }

    private static String publicGrade(String h) {
        return "CASE WHEN " + h + " < 130 THEN 'A+' WHEN " + h + " < 690 THEN 'A' WHEN " + h + " < 850 THEN 'B' WHEN "
                + h + " < 915 THEN 'C' WHEN " + h + " < 955 THEN 'C-' WHEN " + h + " < 985 THEN 'D' ELSE 'D-' END";
    }

    private static String changes(String moved) {
        return "SELECT id AS subject_id, 'shandong-comprehensive' AS policy, DATE'2026-11-24' AS as_of, before AS previous_grade,"
                + " after AS grade, array(named_struct('indicator', element_at(array('penalty_fine_small', 'penalty_fine_large',"
                + " 'no_abnormal_operation', 'years_in_operation', 'licences_recent', 'no_penalty', 'an_older_one'), "
                + "int(id % 7) + 1), 'points_before', 0.0BD, 'points_after', if(id % 2 = 0, -20.0BD, 15.0BD))) AS causes"
                + " FROM (SELECT id, " + publicGrade("h") + " AS before, " + publicGrade(moved)
                + " AS after FROM (SELECT id, pmod(xxhash64(id, 7), 1000) AS h FROM range(1, 12001)))"
                + " WHERE before <> after"
                + " UNION ALL SELECT id, 'shandong-comprehensive', DATE'2026-11-24', NULL, 'A', array() FROM range(12001, 12019)";
    }

    /** Each delivery balances; two are refused as a whole and one repeats an earlier one. */
    private static String deliveries() {
        return "SELECT source, department, concat(source, '-2026-11-24-', lpad(k, 4, '0')) AS delivery_id,"
                + " concat(source, '/2026-11-24/', lpad(k, 3, '0'), if(k % 5 = 0, '.xlsx', '.csv')) AS file,"
                + " DATE'2026-11-24' AS folder_date, DATE'2026-11-24' AS run_date, total AS rows_declared,"
                + " total AS rows_read, total - total div 12 - total div (20 + k) AS rows_accepted,"
                + " total div 12 AS rows_duplicate, total div 60 AS rows_corrected,"
                + " total div (20 + k) AS rows_quarantined, total div 14 AS rows_late, total div 2 AS rows_due, 'standardised' AS status,"
                + " NULL AS message FROM (SELECT id AS k, element_at(array('penalty_publicity', 'licence_publicity',"
                + " 'market_registration', 'market_abnormal_operation', 'market_serious_dishonesty', 'tax_arrears'),"
                + " int(id % 6) + 1) AS source, element_at(array('山东省市场监督管理局', '山东省行政审批服务局',"
                + " '山东省市场监督管理局', '山东省市场监督管理局', '山东省高级人民法院', '" + HOSTILE
                + "'), int(id % 6) + 1) AS department,"
                + " 400 + pmod(xxhash64(id), 5200) AS total FROM range(1, 29))"
                + " UNION ALL SELECT 'penalty_publicity', '山东省应急管理厅', 'p-900', 'penalty_publicity/2026-11-24/900.csv',"
                + " DATE'2026-11-24', DATE'2026-11-24', 812, 0, 0, 0, 0, 0, 0, 0, 'refused',"
                + " '缺少必备列 CF_WSH（行政处罚决定书文号），请补全后整批重报'"
                + " UNION ALL SELECT 'licence_publicity', '山东省交通运输厅', 'l-901', 'licence_publicity/2026-11-24/901.csv',"
                + " DATE'2026-11-24', DATE'2026-11-24', 300, 0, 0, 0, 0, 0, 0, 0, 'refused',"
                + " '清单申报 300 行，文件只有 188 行，文件不完整'"
                + " UNION ALL SELECT 'market_registration', '山东省市场监督管理局', 'm-902', 'market_registration/2026-11-24/902.csv',"
                + " DATE'2026-11-24', DATE'2026-11-24', NULL, 0, 0, 0, 0, 0, 0, 0, 'repeated',"
                + " '与 2026-11-20 报送的批次内容相同'";
    }

    private static String quarantine() {
        return "SELECT 'penalty_publicity' AS source, '山东省市场监督管理局' AS department, 'p' AS delivery_id, id AS row_number,"
                + " kind.field AS field, kind.rule AS rule, kind.message AS message, DATE'2026-11-24' AS run_date"
                + " FROM range(0, 2400) LATERAL VIEW explode(array("
                + "named_struct('field', 'uscc', 'rule', 'check', 'message', '统一社会信用代码校验不通过', 'w', 1),"
                + "named_struct('field', 'decision_date', 'rule', 'maximum', 'message', '处罚决定日期晚于接收日期', 'w', 3),"
                + "named_struct('field', 'document_number', 'rule', 'required', 'message', '缺少行政处罚决定书文号', 'w', 4),"
                + "named_struct('field', 'fine', 'rule', 'format', 'message', '罚款金额不是数字，应以万元为单位', 'w', 7),"
                + "named_struct('field', 'subject_name', 'rule', 'required', 'message', '缺少行政相对人名称', 'w', 9),"
                + "named_struct('field', 'publicity_end', 'rule', 'publicity_after_decision',"
                + " 'message', '公示截止期早于处罚决定日期', 'w', 15),"
                + "named_struct('field', NULL, 'rule', 'columns', 'message', '列数与表头不符，可能有未转义的分隔符', 'w', 31),"
                + "named_struct('field', 'subject_kind', 'rule', 'codes',"
                + " 'message', '行政相对人类别不在代码表内 " + HOSTILE + "', 'w', 53))) t AS kind WHERE id % kind.w = 0";
    }

    private static String links() {
        return "SELECT id AS record_id, element_at(array('penalty', 'licence', 'licence', 'registration',"
                + " 'abnormal_operation'), int(id % 5) + 1) AS record_class, id AS subject_id, 'uscc' AS rule,"
                + " 1.0D AS weight, DATE'2026-11-24' AS linked_on FROM range(1, 71001)";
    }

    private static String warnings() {
        return "SELECT id AS warning_id, id * 58 AS subject_id, if(id % 3 = 0, 'serious_penalty', 'grade_drop') AS rule,"
                + " element_at(array('alert', 'warning', 'warning', 'notice'), int(id % 4) + 1) AS severity,"
                + " DATE'2026-11-24' AS raised_on, 'raised' AS state,"
                + " if(id % 3 = 0, '罚款 80 万元，达到重大处罚标准', '公共信用综合评价由 A 降至 C') AS message FROM range(1, 23)";
    }

    private static String listings() {
        return "SELECT id AS listing_id, id * 58 AS subject_id, id AS record_id,"
                + " if(id % 4 = 0, 'honoured', 'seriously_dishonest') AS list,"
                + " if(id % 4 = 0, '守信激励对象名单', '严重失信主体名单') AS title, if(id % 4 = 0, 'red', 'black') AS colour,"
                + " element_at(array('listed', 'ended', 'to_come', 'listed', 'suspended'), int(id % 5) + 1) AS state,"
                + " if(id % 2 = 0, DATE'2026-11-24', DATE'2026-11-23') AS as_of FROM range(1, 41)";
    }

    /** One by the grades of a policy that is internal, and one of the night before by those of a public one. */
    private static String draws() {
        return "SELECT id AS draw_id, 'spot-check' AS campaign, '随机抽查' AS title, id * 58 AS subject_id,"
                + " 'market-risk' AS policy, '" + INTERNAL_GRADE + "' AS grade, 0.02BD AS ratio, 1500L AS stratum,"
                + " if(id % 9 = 0, NULL, array('01', '02')) AS inspectors, DATE'2026-11-24' AS drawn_on,"
                + " 'c0ffee' AS commitment, '" + INTERNAL_SEED + "' AS seed FROM range(1, 31)"
                + " UNION ALL SELECT 100 + id, 'open-check', '按公开等级抽查', id * 60, 'shandong-comprehensive',"
                + " if(id % 2 = 0, 'A', 'C'), if(id % 2 = 0, 0.05BD, 0.2BD), 200L, array('03', '04'),"
                + " DATE'2026-11-23', 'c0ffee', 'beef' FROM range(1, 11)";
    }

    private static String contributions() {
        return "SELECT id AS subject_id, policy, DATE'2026-11-24' AS as_of, indicator, kind, points FROM (SELECT id,"
                + " explode(array("
                + "named_struct('policy', 'shandong-comprehensive', 'indicator', 'years_in_operation', 'kind', 'bonus', 'points', 10.0BD),"
                + "named_struct('policy', 'shandong-comprehensive', 'indicator', 'penalty_fine_small', 'kind', 'deduction', 'points', -20.0BD),"
                + "named_struct('policy', 'market-risk', 'indicator', '" + INTERNAL_INDICATOR
                + "', 'kind', 'deduction', 'points', -5.0BD)"
                + ")) AS c FROM range(1, 401)) LATERAL VIEW inline(array(c)) AS policy, indicator, kind, points";
    }

    private static String records() {
        return "SELECT id AS record_id, 'penalty_publicity' AS source, '山东省市场监督管理局' AS department,"
                + " 'p' AS delivery_id, 'p.csv' AS file, id AS row_number, id AS content_hash, concat(" + city()
                + ", '02') AS region, DATE'2026-11-24' AS received_on,"
                + " if(id % 11 = 0, array('fine:minimum'), array()) AS flags, id AS subject_id FROM range(1, 3001)";
    }

    private static void stages(TestLake lake) {
        Map<String, List<Long>> stages = new LinkedHashMap<>();
        stages.put("ingest", List.of(0L, 8_400L));
        stages.put("standardise", List.of(8_500L, 31_200L));
        stages.put("resolve", List.of(39_800L, 21_000L));
        stages.put("grade", List.of(60_900L, 18_300L));
        stages.put("supervise", List.of(79_300L, 4_100L));
        stages.put("publish", List.of(83_500L, 2_600L));
        Ledger runs = new Ledger(lake.tables(), "ops.run");
        OffsetDateTime began = OffsetDateTime.of(2026, 11, 24, 18, 29, 40, 0, ZoneOffset.UTC);
        stages.forEach((stage, time) -> {
            GenericRecord row = runs.row();
            row.setField("run_date", SECOND);
            row.setField("stage", stage);
            row.setField("status", "done");
            row.setField("started_at", began.plusNanos(time.get(0) * 1_000_000));
            row.setField("finished_at", began.plusNanos((time.get(0) + time.get(1)) * 1_000_000));
            row.setField("counters", Map.of("rows", time.get(1) * 3));
            row.setField("heads", Map.of());
            runs.put(row, Optional.of("run_date"), old -> stage.equals(old.getField("stage")));
        });
    }
}
