package io.creditlake.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsTest {
    private static final LocalDate FIRST = SupervisedNights.FIRST;

    @TempDir
    Path folder;

    private SupervisedNights nights;

    @BeforeEach
    void makeLake() {
        nights = new SupervisedNights(folder.resolve("lake"));
    }

    @AfterEach
    void closeLake() {
        nights.close();
    }

    @Test
    void theNightThatBringsTheThirdPenaltyWarnsAndTheFourthDoesNot() {
        night(FIRST.plusDays(1), "record.penalty", penalty(10, FIRST.minusMonths(13)), penalty(11, FIRST));
        assertThat(night(FIRST.plusDays(2), "record.penalty", penalty(12, FIRST.minusMonths(9))))
                .isEmpty();
        assertThat(night(FIRST.plusDays(3), "record.penalty", penalty(13, FIRST)))
                .containsExactly("penalties_repeated [11, 12, 13] 一年内受到行政处罚3次");
        // The fourth comes on a night that corrects two of the three.
        Workspace corrected = nights.lake().night(FIRST.plusDays(4));
        corrected.update(
                "record.penalty",
                nights.lake().rows("SELECT 11L AS record_id, 1L AS subject_id UNION ALL SELECT 12L, 1L"),
                List.of("record_id", "subject_id"),
                Map.of("received_on", functions.lit(corrected.runDate())));
        SupervisedNights.append(corrected, "record.penalty", List.of(penalty(14, FIRST)));
        assertThat(warnings(nights.finish(corrected))).isEmpty();
    }

    @Test
    void aRepairedPenaltyIsNoneOfThree() {
        night(FIRST.plusDays(1), "record.penalty", penalty(10, FIRST), penalty(11, FIRST));
        night(FIRST.plusDays(2), "record.revision", SupervisedNights.repair(90, "penalty", 10, FIRST.plusDays(2)));
        assertThat(night(FIRST.plusDays(3), "record.penalty", penalty(12, FIRST)))
                .isEmpty();
        assertThat(night(FIRST.plusDays(4), "record.penalty", penalty(13, FIRST)))
                .hasSize(1);
    }

    @Test
    void aLicenceThatIsAboutToExpireWarnsOnceThirtyDaysBefore() {
        LocalDate end = FIRST.plusDays(40);
        assertThat(night(FIRST.plusDays(1), "record.licence", licence(20, end), licence(21, FIRST.minusDays(1))))
                .isEmpty();
        assertThat(night(FIRST.plusDays(9))).isEmpty();
        // No night fell on the tenth.
        assertThat(night(FIRST.plusDays(12))).containsExactly("licence_expiring [20] 行政许可即将到期：食品经营许可证（许20号）有效期至" + end);
        assertThat(night(FIRST.plusDays(13))).isEmpty();
        assertThat(night(FIRST.plusDays(14), "record.licence", licence(22, FIRST.plusDays(20))))
                .containsExactly("licence_expiring [22] 行政许可即将到期：食品经营许可证（许22号）有效期至" + FIRST.plusDays(20));
    }

    @Test
    void aCommitmentThatIsOverdueWarnsTheDayAfterUnlessItWasKept() {
        LocalDate due = FIRST.plusDays(5);
        night(FIRST.plusDays(1), "record.commitment", commitment(30, due, "pending"), commitment(31, due, "kept"));
        assertThat(night(due)).isEmpty();
        assertThat(night(due.plusDays(1)))
                .containsExactly("commitment_overdue [30] 信用承诺逾期未履行：按期缴纳（诺30）应于" + due + "前履行");
        assertThat(night(due.plusDays(2))).isEmpty();
    }

    @Test
    void publicityThatIsAboutToEndWarnsThirtyDaysBeforeTheDayThatTheLawSets() {
        Workspace night = night(FIRST.plusDays(1), "record.penalty", List.of(penalty(10, FIRST)));
        LocalDate end = new Lifecycle(nights.policies().lifecycles().on(FIRST))
                .of("penalty", night.read("record.penalty"), Optional.empty())
                .select("publicity_until")
                .first()
                .getAs(0);
        assertThat(warnings(night)).isEmpty();
        assertThat(night(end.minusDays(31))).isEmpty();
        assertThat(night(end.minusDays(30)))
                .containsExactly("publicity_ending [10] 行政处罚信息公示期即将届满：市监局于" + FIRST + "作出，文号罚10号，自" + end + "起不再公示");
    }

    @Test
    void whoSharesTheLegalRepresentativeOfAListedSubjectIsWarnedOfOnce() {
        Workspace first = nights.lake().night(FIRST.plusDays(1));
        SupervisedNights.append(
                first,
                "subject.subject",
                List.of(subject(3L, "enterprise"), subject(4L, "enterprise"), subject(5L, "person")));
        SupervisedNights.append(
                first,
                "record.registration",
                List.of(
                        registration(40, 1, "甲某", "370100"),
                        registration(41, 3, "甲某", "370100"),
                        registration(42, 4, "甲某", "370200"),
                        registration(43, 5, "甲某", "370100")));
        assertThat(warnings(nights.finish(first))).isEmpty();

        assertThat(night(FIRST.plusDays(2), "record.serious_dishonesty", dishonest(50, 3)))
                .contains("related_listed [50] 登记的法定代表人姓名和地区与主体3相同，后者于" + FIRST + "被列入严重失信主体名单，是否关联请核实");
        assertThat(night(FIRST.plusDays(3))).isEmpty();
        assertThat(night(FIRST.plusDays(4), "record.registration", registration(44, 4, "甲某", "370100")))
                .hasSize(1);
    }

    @Test
    void anAcknowledgedWarningIsNoLongerOpenAndStaysQuietForAsLongAsSaid() {
        Workspace first = night(FIRST.plusDays(1), "record.penalty", List.of(grave(10)));
        long warning = onlyWarning(first).getLong(0);
        LocalDate second = FIRST.plusDays(2);
        LocalDate loud = FIRST.plusDays(4);

        Workspace acknowledged = nights.lake().night(second);
        SupervisedNights.append(acknowledged, WarningTable.ACKNOWLEDGEMENTS, List.of(said(warning, second, loud)));
        SupervisedNights.append(acknowledged, "record.penalty", List.of(grave(11)));
        nights.finish(acknowledged);
        assertThat(onlyWarning(acknowledged).getString(1)).isEqualTo("acknowledged " + second);

        assertThat(night(FIRST.plusDays(3), "record.penalty", grave(12)))
                .noneMatch(w -> w.startsWith("serious_penalty"));
        assertThat(night(loud, "record.penalty", grave(13))).anyMatch(w -> w.startsWith("serious_penalty"));

        Workspace reopened = nights.lake().night(loud.plusDays(1));
        reopened.replace(
                WarningTable.ACKNOWLEDGEMENTS,
                reopened.read(WarningTable.ACKNOWLEDGEMENTS).limit(0),
                functions.lit(true));
        nights.finish(reopened);
        assertThat(reopened.read("supervision.warning")
                        .where("warning_id = " + warning)
                        .selectExpr("concat_ws(' ', state, acknowledged_on)")
                        .first()
                        .getString(0))
                .isEqualTo("raised");
    }

    @Test
    void aWarningThatWasClearedIsRaisedAgainWhenASourceTellsItsRecordAgainOrACorrectionConfirmsIt() {
        night(FIRST.plusDays(1), "record.penalty", grave(10), grave(11));
        Workspace gone = nights.lake().night(FIRST.plusDays(2));
        Map<String, Object> wrong = revision(91, "correction", 11, gone.runDate());
        wrong.putAll(LakeRows.row("target_state", "tied", "outcome", "upheld"));
        SupervisedNights.append(
                gone, "record.revision", List.of(revision(90, "withdrawal", 10, gone.runDate()), wrong));
        assertThat(serious(nights.finish(gone))).containsExactly("[10] cleared", "[11] cleared");

        assertThat(serious(night(
                        FIRST.plusDays(3),
                        "record.revision",
                        List.of(revision(92, "reinstatement", 10, FIRST.plusDays(3))))))
                .containsExactly("[10] raised", "[11] cleared");

        Workspace corrected = nights.lake().night(FIRST.plusDays(4));
        corrected.update(
                "record.penalty",
                nights.lake().rows("SELECT 11L AS record_id, 1L AS subject_id"),
                List.of("record_id", "subject_id"),
                Map.of("received_on", functions.lit(corrected.runDate())));
        assertThat(serious(nights.finish(corrected))).containsExactly("[10] raised", "[11] raised");
    }

    private static Map<String, Object> revision(long id, String kind, long penalty, LocalDate day) {
        return LakeRows.row(
                "record_id",
                id,
                "subject_id",
                1L,
                "kind",
                kind,
                "source",
                "penalty_publicity",
                "target_class",
                "penalty",
                "target_record_id",
                penalty,
                "effective_on",
                day);
    }

    /** Evidence and state of every warning of a serious penalty. */
    private static List<String> serious(Workspace night) {
        return night
                .read("supervision.warning")
                .where("rule = 'serious_penalty'")
                .selectExpr("concat_ws(' ', CAST(evidence AS STRING), state)")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .sorted()
                .toList();
    }

    private static Row onlyWarning(Workspace night) {
        List<Row> rows = night.read("supervision.warning")
                .selectExpr("warning_id", "concat_ws(' ', state, acknowledged_on)")
                .collectAsList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Map<String, Object> said(long warning, LocalDate on, LocalDate quietUntil) {
        return LakeRows.row(
                "warning_id", warning, "acknowledged_on", on, "quiet_until", quietUntil, "acknowledged_by", "监管科");
    }

    private static Map<String, Object> grave(long id) {
        Map<String, Object> penalty = penalty(id, FIRST);
        penalty.put("penalty_type", "吊销许可证件");
        return penalty;
    }

    private static Map<String, Object> subject(long id, String kind) {
        return LakeRows.row("subject_id", id, "kind", kind, "name", "主体" + id, "last_changed", FIRST);
    }

    private static Map<String, Object> registration(long id, long subject, String representative, String region) {
        return LakeRows.record(
                id, subject, FIRST, "legal_representative", representative, "region", region, "status", "存续");
    }

    private static Map<String, Object> dishonest(long id, long subject) {
        return LakeRows.record(
                id, subject, FIRST, "listed_on", FIRST, "listing_authority", "市监局", "listed_reason", "虚假登记");
    }

    private static Map<String, Object> penalty(long id, LocalDate decided) {
        return LakeRows.penalty(id, 1, decided);
    }

    private static Map<String, Object> licence(long id, LocalDate until) {
        return LakeRows.record(
                id,
                1,
                FIRST.minusYears(1),
                "certificate_name",
                "食品经营许可证",
                "document_number",
                "许" + id + "号",
                "licence_to",
                until);
    }

    private static Map<String, Object> commitment(long id, LocalDate until, String fulfilment) {
        return LakeRows.record(
                id,
                1,
                FIRST.minusYears(1),
                "commitment_number",
                "诺" + id,
                "matter",
                "按期缴纳",
                "commitment_to",
                until,
                "fulfilment",
                fulfilment);
    }

    /** The warnings that a night raises which brings a row. */
    private List<String> night(LocalDate date, String table, Map<String, Object> row) {
        return warnings(night(date, table, List.of(row)));
    }

    private List<String> night(LocalDate date, String table, Map<String, Object> row, Map<String, Object> another) {
        return warnings(night(date, table, List.of(row, another)));
    }

    private List<String> night(LocalDate date) {
        return warnings(night(date, "record.penalty", List.of()));
    }

    private Workspace night(LocalDate date, String table, List<Map<String, Object>> rows) {
        return nights.on(date, table, rows);
    }

    private static List<String> warnings(Workspace night) {
        return night
                .read("supervision.warning")
                .where("raised_on = DATE'" + night.runDate() + "'")
                .selectExpr("concat_ws(' ', rule, CAST(evidence AS STRING), message)")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .sorted()
                .toList();
    }
}
