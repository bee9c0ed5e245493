package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions and the records they change; each test has subjects of its own, all are resolved in the same nights. */
class RevisionsTest {
    private static final ResolvedNights NIGHTS = new ResolvedNights();
    private static final String NUMBER = "鲁市监罚〔2026〕1号";

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    private static RecordRow penalty(int night, Party party, String number) {
        return NIGHTS.penalty(night).of(party).on("2026-01-05").with("document_number", number);
    }

    private static RecordRow repair(int night, Party party, String number) {
        return NIGHTS.record(night, "revision")
                .of(party)
                .with("kind", "repair")
                .with("target_class", "penalty")
                .with("target_document_number", number);
    }

    /** The record that a decision is tied to and the state of the tie, after the last night. */
    private static String target(RecordRow decision) {
        return NIGHTS.rows("record.revision", "target_record_id, target_state", "record_id = " + decision.id())
                .get(0);
    }

    private static String tied(RecordRow record) {
        return record.id() + " tied";
    }

    private static final RecordRow BEFORE = penalty(1, new Party(1), NUMBER);
    private static final RecordRow OTHER_NUMBER = penalty(1, new Party(1), "鲁市监罚〔2026〕2号");
    private static final RecordRow OF_A_STRANGER = penalty(1, new Party(2), NUMBER);
    private static final RecordRow AFTER_ITS_RECORD = repair(2, new Party(1), NUMBER);

    @Test
    void aDecisionIsTiedToTheRecordOfItsSubjectAndNumber() {
        assertThat(target(AFTER_ITS_RECORD)).isEqualTo(tied(BEFORE));
        assertThat(NIGHTS.subject(AFTER_ITS_RECORD)).isEqualTo(NIGHTS.subject(BEFORE));
        assertThat(NIGHTS.subject(OF_A_STRANGER)).isNotEqualTo(NIGHTS.subject(BEFORE));
        assertThat(OTHER_NUMBER.id()).isNotEqualTo(BEFORE.id());
    }

    private static final RecordRow TOGETHER = penalty(1, new Party(3), NUMBER);
    private static final RecordRow SAME_NIGHT = repair(1, new Party(3), NUMBER);

    @Test
    void aDecisionFindsARecordOfItsOwnNight() {
        assertThat(target(SAME_NIGHT)).isEqualTo(tied(TOGETHER));
    }

    private static final RecordRow EARLY = repair(1, new Party(4), NUMBER);
    private static final RecordRow LATE_RECORD = penalty(3, new Party(4), NUMBER);

    @Test
    void aDecisionWaitsForItsRecord() {
        assertThat(NIGHTS.report(1).counters())
                .containsEntry("decisions_tied", 2L)
                .containsEntry("decisions_pending", 2L);
        assertThat(NIGHTS.report(3).counters())
                .containsEntry("decisions_tied", 2L)
                .containsEntry("decisions_pending", 0L);
        assertThat(target(EARLY)).isEqualTo(tied(LATE_RECORD));
    }

    private static final RecordRow RIGHT = penalty(1, new Party(5), NUMBER);
    private static final RecordRow WRONG_NUMBER = repair(2, new Party(5), "鲁市监罚〔2026〕9号");
    private static final RecordRow WRONG_CLASS = repair(2, new Party(5), NUMBER).with("target_class", "licence");
    private static final RecordRow WRONG_DAY =
            repair(2, new Party(5), NUMBER).with("target_date", LocalDate.of(2026, 1, 6));
    private static final RecordRow NAMES_NOTHING = repair(2, new Party(5), null);
    private static final RecordRow WRONG_SUBJECT = repair(2, new Party(6), NUMBER);

    @Test
    void aDecisionThatFitsNoRecordWaits() {
        assertThat(NIGHTS.subject(WRONG_NUMBER)).isEqualTo(NIGHTS.subject(RIGHT));
        assertThat(Stream.of(WRONG_NUMBER, WRONG_CLASS, WRONG_DAY, NAMES_NOTHING, WRONG_SUBJECT)
                        .map(RevisionsTest::target))
                .containsOnly("null not_found");
    }

    private static final RecordRow ONE = penalty(1, new Party(7), NUMBER);
    private static final RecordRow TWO =
            NIGHTS.penalty(1).of(new Party(7)).on("2026-02-06").with("document_number", NUMBER);
    private static final RecordRow EITHER = repair(2, new Party(7), NUMBER);
    private static final RecordRow BY_DAY =
            repair(2, new Party(7), NUMBER).with("target_date", LocalDate.of(2026, 2, 6));

    @Test
    void aDecisionThatFitsTwoRecordsIsTiedToNeitherUnlessTheDayTells() {
        assertThat(ONE.id()).isNotEqualTo(TWO.id());
        assertThat(target(EITHER)).isEqualTo("null ambiguous");
        assertThat(target(BY_DAY)).isEqualTo(tied(TWO));
    }

    private static final RecordRow ENTRY = NIGHTS.record(1, "abnormal_operation")
            .of(new Party(8))
            .on("2025-07-01")
            .with("listed_on", LocalDate.of(2025, 7, 1));
    private static final RecordRow REMOVAL = repair(2, new Party(8), null)
            .with("target_class", "abnormal_operation")
            .with("target_date", LocalDate.of(2025, 7, 1));

    @Test
    void aRecordWithoutANumberIsKnownByItsDay() {
        assertThat(target(REMOVAL)).isEqualTo(tied(ENTRY));
    }

    private static final RecordRow MISTAKEN = penalty(1, new Party(9), NUMBER);
    private static final RecordRow REPAIRED = repair(1, new Party(9), NUMBER);
    private static final RecordRow CORRECTED =
            NIGHTS.correction(2, MISTAKEN).of(new Party(10)).on("2026-01-05").with("document_number", NUMBER);

    @Test
    void whenARecordMovesToAnotherSubjectItsHistoryGoesWithItAndTheDecisionWaitsAgain() {
        assertThat(NIGHTS.subject(CORRECTED)).isNotEqualTo(NIGHTS.subject(1, MISTAKEN));
        assertThat(target(REPAIRED)).isEqualTo("null not_found");
        assertThat(NIGHTS.subject(REPAIRED)).isEqualTo(NIGHTS.subject(1, MISTAKEN));
        assertThat(NIGHTS.rows(
                        "record.revision",
                        "subject_id",
                        "kind = 'correction' AND target_record_id = " + CORRECTED.id()))
                .containsExactly("" + NIGHTS.subject(CORRECTED));
    }

    private static final Party NUMBERED = new Party(11);
    private static final RecordRow BY_NUMBER = NIGHTS.penalty(1)
            .named(NUMBERED.name())
            .with("reg_no", NUMBERED.regNo())
            .on("2026-01-05");
    private static final RecordRow BY_NUMBER_CORRECTED = NIGHTS.correction(2, BY_NUMBER)
            .named(NUMBERED.name())
            .with("reg_no", NUMBERED.regNo())
            .on("2026-01-05")
            .with("document_number", NUMBER);
    private static final RecordRow BY_CODE = repair(1, NUMBERED, NUMBER);
    private static final RecordRow BOTH_CODES =
            NIGHTS.registration(3).of(NUMBERED).with("reg_no", NUMBERED.regNo());

    @Test
    void subjectsThatTurnOutToBeOneBringDecisionAndRecordTogether() {
        assertThat(NIGHTS.subject(2, BY_CODE)).isNotEqualTo(NIGHTS.subject(2, BY_NUMBER_CORRECTED));
        assertThat(NIGHTS.subject(BY_CODE)).isEqualTo(NIGHTS.subject(BY_NUMBER_CORRECTED));
        assertThat(NIGHTS.subject(BOTH_CODES)).isEqualTo(NIGHTS.subject(BY_CODE));
        assertThat(target(BY_CODE)).isEqualTo(tied(BY_NUMBER_CORRECTED));
        assertThat(NIGHTS.rows("record.revision", "subject_id", "target_record_id = " + BY_NUMBER.id()))
                .hasSize(2)
                .containsOnly("" + NIGHTS.subject(BY_CODE));
    }

    @Test
    void everyRevisionIsOfASubjectThatThereIs() {
        List<String> subjects = NIGHTS.rows("subject.subject", "subject_id", "true");
        assertThat(NIGHTS.rows("record.revision", "subject_id", "true")).isSubsetOf(subjects);
    }
}
