package io.creditlake.report.identity;

import static io.creditlake.lake.LakeRows.row;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.standards.OrganisationName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A release with one subject that was seen in many ways, as resolution would leave it. */
final class SampleSubject {
    static final long ID = 1L;
    static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    static final String RELEASE = "release-" + NIGHT;
    static final String NAME = "山东甲一贸易有限公司";
    static final String SIMILAR = "济南甲一贸易有限公司";
    static final String HOSTILE = "甲一</td><script>alert(1)</script><img src=x onerror=alert(1)>";
    static final String TOKEN = "0a1b2c3d4e";
    static final String PERSON = "某某某";
    /** Weights are illustrative. */
    static final String EVIDENCE =
            """
            [{"comparison":"name","level":"same_parts","weight":18.2},{"comparison":"region","level":"inside","weight":3.9},\
            {"comparison":"legal_representative","level":"different","weight":-3.44},\
            {"comparison":"unheard_of","level":"odd","weight":0.5}]""";

    static final double WEIGHT = 18.2 + 3.9 - 3.44 + 0.5 - 13.29;

    private SampleSubject() {}

    static void publish(TestLake lake) {
        LocalDate before = NIGHT.minusDays(1);
        Workspace night = lake.night(NIGHT);
        append(
                night,
                "subject.subject",
                List.of(
                        row(
                                "subject_id",
                                ID,
                                "kind",
                                "enterprise",
                                "name",
                                NAME,
                                "uscc",
                                "91370102600037341X",
                                "legal_representative",
                                PERSON,
                                "first_seen",
                                before),
                        row("subject_id", 9L, "kind", "person", "name", PERSON, "first_seen", before)));
        append(
                night,
                "subject.identifier",
                List.of(
                        code("org_code", "600037341", before),
                        code("uscc", "91370102600037341X", before),
                        code("person_token", TOKEN, before)));
        append(night, "subject.name", List.of(current(before), former(), name(HOSTILE, NIGHT)));
        List<Map<String, Object>> links = new ArrayList<>();
        List<Map<String, Object>> records = new ArrayList<>();
        for (long id = 100; id < 125; id++) {
            links.add(link(id, "uscc", "91370102600037341X", 1.0, before));
            records.add(record(id, NAME));
        }
        links.add(link(200, "match:organisation", EVIDENCE, WEIGHT, NIGHT));
        records.add(record(200, SIMILAR));
        links.add(link(201, "match:gone", EVIDENCE, WEIGHT, NIGHT));
        records.add(record(201, HOSTILE));
        links.add(link(202, "judgement", "abcdef0123", 1.0, NIGHT));
        records.add(record(202, "甲一商行"));
        append(night, "subject.link", links);
        append(night, "record.penalty", records);
        append(
                night,
                "subject.merge",
                List.of(
                        move("merge", 2L, ID, "match:organisation", EVIDENCE, WEIGHT),
                        move("merge", 3L, 2L, "code", "600037341", null),
                        move("split", ID, 4L, "judgement", "0123abcdef", null),
                        move("merge", 7L, 8L, "code", "000000000", null)));
        append(
                night,
                "subject.review",
                List.of(
                        openCase(11L, ID, 5L, "org_code:600037341", "name:甲一商行@370100", "甲一商行"),
                        openCase(12L, ID, 9L, "org_code:600037341", "person_token:" + TOKEN, PERSON),
                        openCase(13L, 7L, 8L, "record:7", "record:8", "无关商行"),
                        contradicted()));
        append(
                night,
                "subject.judgement",
                List.of(
                        judgement("abcdef0123", "org_code:600037341", "record:202", "same"),
                        judgement(
                                "0123abcdef",
                                "name:" + OrganisationName.key(SIMILAR) + "@370100",
                                "record:300",
                                "different"),
                        judgement("ffffffffff", "record:7", "record:8", "same")));
        lake.publish(NIGHT);
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private static Map<String, Object> code(String kind, String value, LocalDate first) {
        return row("subject_id", ID, "kind", kind, "value", value, "first_seen", first, "last_seen", NIGHT);
    }

    private static Map<String, Object> name(String name, LocalDate first) {
        String key = OrganisationName.key(name);
        Map<String, Object> row = row("subject_id", ID, "name", name, "name_key", key, "region", "370100");
        row.putAll(row("first_seen", first, "last_seen", NIGHT));
        return row;
    }

    private static Map<String, Object> current(LocalDate first) {
        Map<String, Object> row = name(NAME, first);
        LocalDate day = LocalDate.of(2019, 5, 1);
        row.putAll(row("used_from", day, "used_until", NIGHT, "registered_from", day, "registered_until", day));
        row.putAll(row("former_name", "山东早先贸易商行", "former_noted_on", LocalDate.of(2020, 2, 3)));
        return row;
    }

    private static Map<String, Object> former() {
        Map<String, Object> row = name(SIMILAR, NIGHT);
        LocalDate day = LocalDate.of(2014, 7, 1);
        row.putAll(row("used_from", day, "used_until", NIGHT, "registered_from", day, "registered_until", day));
        row.putAll(row("ended_on", LocalDate.of(2019, 5, 1)));
        return row;
    }

    private static Map<String, Object> link(long id, String rule, String evidence, Double weight, LocalDate on) {
        Map<String, Object> row = row("record_id", id, "record_class", "penalty", "subject_id", ID, "rule", rule);
        row.putAll(row("evidence", evidence, "weight", weight, "linked_on", on));
        return row;
    }

    private static Map<String, Object> record(long id, String name) {
        return row("record_id", id, "subject_id", ID, "subject_name", name, "occurred_on", NIGHT, "row_number", id);
    }

    private static Map<String, Object> move(
            String kind, long from, long into, String rule, String evidence, Double weight) {
        Map<String, Object> row = row("kind", kind, "from_subject_id", from, "into_subject_id", into, "rule", rule);
        row.putAll(row("evidence", evidence, "weight", weight, "merged_on", NIGHT));
        return row;
    }

    private static Map<String, Object> openCase(
            long id, long left, long right, String leftKey, String rightKey, String rightName) {
        Map<String, Object> row =
                row("case_id", id, "kind", "similar", "left_subject_id", left, "right_subject_id", right);
        row.putAll(row("left_key", leftKey, "right_key", rightKey, "left_name", NAME, "right_name", rightName));
        row.putAll(row("weight", WEIGHT, "probability", 0.9, "evidence", EVIDENCE, "model", "organisation"));
        row.putAll(row("status", "open", "raised_on", NIGHT));
        return row;
    }

    private static Map<String, Object> contradicted() {
        Judgement judgement =
                Judgement.of(NIGHT, "org_code:600037341", "name:甲一商行@370100", Verdict.SAME, "复核岗", "核对营业执照");
        Map<String, Object> row = openCase(14L, ID, 6L, "org_code:600037341", "org_code:000000000", "乙二商行");
        row.putAll(row("kind", "conflict", "weight", null, "probability", null, "model", null));
        row.put("evidence", "[" + judgement.line() + "]");
        return row;
    }

    private static Map<String, Object> judgement(String id, String left, String right, String says) {
        Map<String, Object> row = row("judgement_id", id, "left_key", left, "right_key", right, "says", says);
        row.putAll(row("judged_by", "复核岗", "note", "核对营业执照", "judged_on", NIGHT));
        return row;
    }
}
