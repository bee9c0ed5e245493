package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reviewers decide, made on the second night and withdrawn on the fourth. */
class JudgedNightsTest {
    private static final LocalDate DAY = ResolvedNights.day(2);
    private static final ResolvedNights NIGHTS = new ResolvedNights(ResolvedNights.shippedModels());

    private static final RecordRow EVERY_NIGHT_1 = NIGHTS.penalty(1).of(new Party(999));

    private static RecordRow coded(int night, int party, String name) {
        return NIGHTS.registration(night).named(name).ofKind("enterprise").with("uscc", new Party(party).uscc());
    }

    private static Judgement judged(String left, Verdict says, String right) {
        return Judgement.of(DAY, left, right, says, "reviewer", "");
    }

    private static final String TORN = "济南长风印刷有限公司";
    private static final RecordRow TORN_ENTRY = coded(1, 201, TORN);
    private static final RecordRow TORN_PENALTY = NIGHTS.named(1, TORN);
    private static final RecordRow TORN_LATER = NIGHTS.named(3, TORN);

    private static final String ONE = "济南白鹭文具有限公司";
    private static final String OTHER = "济南灰鹤五金有限公司";
    private static final RecordRow ONE_PENALTY = NIGHTS.named(1, ONE);
    private static final RecordRow OTHER_PENALTY = NIGHTS.named(1, OTHER);
    private static final RecordRow OTHER_LATER = NIGHTS.named(3, OTHER);

    private static final String RIGHT_NAME = "济南松涛纸业有限公司";
    private static final String WRONG_NAME = "济南竹影乐器有限公司";
    private static final RecordRow CODE_ENTRY = coded(1, 203, RIGHT_NAME);
    private static final RecordRow WRONG_CODE = NIGHTS.named(1, WRONG_NAME).with("uscc", new Party(203).uscc());

    private static final String OLD_NAME = "济南旧塔灯具有限公司";
    private static final RecordRow RENAMED_ENTRY = coded(1, 205, OLD_NAME).on("2015-01-01");
    private static final RecordRow RENAMED = NIGHTS.correction(2, RENAMED_ENTRY)
            .named("济南晨曦家电有限公司")
            .ofKind("enterprise")
            .with("uscc", new Party(205).uscc())
            .on("2026-11-20");
    private static final RecordRow BY_OLD_NAME = NIGHTS.named(1, OLD_NAME);
    private static final Judgement OF_RENAMED =
            judged(ResolvedNights.nameKey("济南无关商贸有限公司"), Verdict.DIFFERENT, new Party(205).orgKey());

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.named(4, "济南无关商贸有限公司");
        Judgement torn = judged(ResolvedNights.nameKey(TORN), Verdict.DIFFERENT, new Party(201).orgKey());
        Judgement same = judged(ResolvedNights.nameKey(ONE), Verdict.SAME, ResolvedNights.nameKey(OTHER));
        Judgement wrong = judged("record:" + WRONG_CODE.id(), Verdict.DIFFERENT, new Party(203).orgKey());
        NIGHTS.judging(2, torn, same, wrong)
                .judging(3, torn, same, wrong, OF_RENAMED)
                .judging(4)
                .on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    @Test
    void whatIsJudgedDifferentIsSplitOffAndTheOneWithTheCodeKeepsItsId() {
        assertThat(NIGHTS.subject(1, TORN_PENALTY)).isEqualTo(NIGHTS.subject(1, TORN_ENTRY));
        assertThat(NIGHTS.subject(2, TORN_ENTRY)).isEqualTo(NIGHTS.subject(1, TORN_ENTRY));
        assertThat(NIGHTS.subject(2, TORN_PENALTY)).isNotEqualTo(NIGHTS.subject(2, TORN_ENTRY));
        assertThat(NIGHTS.rows(
                        "subject.merge",
                        "rule, into_subject_id",
                        "kind = 'split' AND from_subject_id = " + NIGHTS.subject(1, TORN_ENTRY)))
                .containsExactly("judgement " + NIGHTS.subject(2, TORN_PENALTY));
    }

    @Test
    void laterRecordsOfAJudgedNameGoWhereTheJudgementPutsThem() {
        assertThat(NIGHTS.subject(3, TORN_LATER)).isEqualTo(NIGHTS.subject(2, TORN_PENALTY));
        assertThat(NIGHTS.subject(3, OTHER_LATER)).isEqualTo(NIGHTS.subject(2, OTHER_PENALTY));
    }

    @Test
    void aWithdrawnDifferenceLetsTheNameFindItsSubjectAgain() {
        assertThat(NIGHTS.subject(4, TORN_PENALTY)).isEqualTo(NIGHTS.subject(1, TORN_ENTRY));
        assertThat(NIGHTS.subject(4, TORN_LATER)).isEqualTo(NIGHTS.subject(1, TORN_ENTRY));
    }

    @Test
    void whatIsJudgedTheSameIsOneSubjectUntilThatIsWithdrawn() {
        assertThat(NIGHTS.subject(1, ONE_PENALTY)).isNotEqualTo(NIGHTS.subject(1, OTHER_PENALTY));
        assertThat(NIGHTS.subject(2, ONE_PENALTY)).isEqualTo(NIGHTS.subject(2, OTHER_PENALTY));
        assertThat(NIGHTS.subject(4, ONE_PENALTY)).isNotEqualTo(NIGHTS.subject(4, OTHER_PENALTY));
        assertThat(NIGHTS.subject(4, OTHER_LATER)).isEqualTo(NIGHTS.subject(4, OTHER_PENALTY));
        assertThat(NIGHTS.rows("subject.name", "name", "subject_id = " + NIGHTS.subject(4, ONE_PENALTY)))
                .containsExactly(ONE);
    }

    @Test
    void aRecordThatIsJudgedNotToBeTheOneOfItsCodeLosesTheCode() {
        assertThat(NIGHTS.subject(1, WRONG_CODE)).isEqualTo(NIGHTS.subject(1, CODE_ENTRY));
        assertThat(NIGHTS.subject(2, WRONG_CODE)).isNotEqualTo(NIGHTS.subject(2, CODE_ENTRY));
        assertThat(NIGHTS.rule(2, WRONG_CODE)).isEqualTo("new");
        assertThat(NIGHTS.subject(4, WRONG_CODE)).isEqualTo(NIGHTS.subject(1, CODE_ENTRY));
    }

    @Test
    void aJudgementOnASubjectDoesNotMakeItsFormerNameUnknown() {
        for (int night = 1; night <= 4; night++) {
            assertThat(NIGHTS.subject(night, BY_OLD_NAME))
                    .as("night " + night)
                    .isEqualTo(NIGHTS.subject(night, RENAMED));
        }
        assertThat(NIGHTS.rows("subject.name", "name, ended_on", "subject_id = " + NIGHTS.subject(4, RENAMED)))
                .containsExactly("济南旧塔灯具有限公司 2026-11-20", "济南晨曦家电有限公司 null");
    }

    @Test
    void untouchedSubjectsAreWhatTheyWere() {
        assertThat(NIGHTS.subject(4, EVERY_NIGHT_1)).isEqualTo(NIGHTS.subject(1, EVERY_NIGHT_1));
        assertThat(NIGHTS.rows("subject.subject", "name, last_changed", "uscc = '" + new Party(999).uscc() + "'"))
                .containsExactly(new Party(999).name() + " " + ResolvedNights.FIRST);
    }

    @Test
    void everyRecordHasOneSubjectThatExists() {
        assertThat(NIGHTS.rows("record.penalty", "record_id", "subject_id IS NULL"))
                .isEmpty();
        assertThat(NIGHTS.rows("subject.link", "record_id", "true")).doesNotHaveDuplicates();
        assertThat(NIGHTS.rows(
                        "subject.link",
                        "record_id",
                        "subject_id NOT IN (SELECT subject_id FROM "
                                + NIGHTS.workspace().branch("subject.subject") + ")"))
                .isEmpty();
    }
}
