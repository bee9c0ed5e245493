package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.standards.OrganisationName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of questions; each test has names of its own, all share three nights. */
class CasesTest {
    private static final ResolvedNights NIGHTS = new ResolvedNights(ResolvedNights.shippedModels());

    private static RecordRow registered(int party, String name, String representative) {
        return NIGHTS.registration(1)
                .named(name)
                .ofKind("enterprise")
                .with("uscc", new Party(party).uscc())
                .with("legal_representative", representative);
    }

    private static RecordRow coded(int party, String name) {
        return NIGHTS.penalty(1).named(name).ofKind("enterprise").with("uscc", new Party(party).uscc());
    }

    private static List<String> cases(String kind, RecordRow about) {
        return NIGHTS.rows(
                "subject.review",
                "status, settled_on, model",
                "kind = '" + kind + "' AND right_key = 'record:" + about.id() + "'");
    }

    private static final RecordRow FIRST_ENTRY = registered(301, "济南松涛纸业有限公司", "孙沛霖");
    private static final RecordRow MOVES = coded(301, "济南竹影乐器有限公司");
    private static final RecordRow RENAMED = coded(301, "济南雪岭滑具有限公司");
    private static final RecordRow STAYS = coded(301, "济南远帆渔具有限公司");
    private static final RecordRow MOVED =
            NIGHTS.correction(2, MOVES).named("济南竹影乐器有限公司").ofKind("enterprise").with("uscc", new Party(302).uscc());
    private static final RecordRow NO_LONGER_ODD = NIGHTS.correction(2, RENAMED)
            .named("济南松涛纸业有限公司")
            .ofKind("enterprise")
            .with("uscc", new Party(301).uscc());
    private static final RecordRow STILL_ODD =
            NIGHTS.correction(2, STAYS).named("济南远帆渔具有限公司").ofKind("enterprise").with("uscc", new Party(301).uscc());

    private static final String EITHER_NAME = "济南明湖印务有限公司";
    private static final RecordRow ONE_OF_TWO = registered(303, EITHER_NAME, "蓝若水");
    private static final RecordRow TWO_OF_TWO = registered(304, EITHER_NAME, "蓝若水");
    private static final RecordRow EITHER =
            NIGHTS.penalty(1).named(EITHER_NAME).ofKind("enterprise").with("legal_representative", "蓝若水");
    private static final RecordRow NEITHER = NIGHTS.correction(2, EITHER)
            .named("济南青禾种业有限公司")
            .ofKind("enterprise")
            .with("uscc", new Party(305).uscc());

    private static final String JUDGED_NAME = "济南灰鹤五金有限公司";
    private static final RecordRow JUDGED_ENTRY = registered(306, JUDGED_NAME, "郑若楠");
    private static final RecordRow OTHER_ENTRY = registered(307, "济南白鹭文具有限公司", "柏舟");
    private static final Judgement CONTRADICTED = Judgement.of(
            ResolvedNights.day(2),
            "name:" + OrganisationName.key(JUDGED_NAME) + "@370100",
            "org_code:" + new Party(307).orgCode(),
            Verdict.SAME,
            "复核岗",
            "");

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.penalty(3).named("青岛无关商贸有限公司").in("370202");
        NIGHTS.judging(2, CONTRADICTED).on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    @Test
    void anOddNameIsAskedAboutUntilItsRecordHasAnotherSubjectOrName() {
        assertThat(NIGHTS.subject(MOVED)).isNotEqualTo(NIGHTS.subject(FIRST_ENTRY));
        assertThat(cases("one_code_two_names", MOVED)).containsExactly("settled 2026-11-23 organisation");
        assertThat(cases("one_code_two_names", NO_LONGER_ODD)).containsExactly("settled 2026-11-23 organisation");
        assertThat(cases("one_code_two_names", STILL_ODD)).containsExactly("open null organisation");
    }

    @Test
    void aQuestionOnASubjectThatIsGoneIsClosed() {
        assertThat(NIGHTS.subject(1, EITHER)).isNotEqualTo(NIGHTS.subject(NEITHER));
        assertThat(List.of(NIGHTS.subject(ONE_OF_TWO), NIGHTS.subject(TWO_OF_TWO)))
                .doesNotContain(NIGHTS.subject(1, EITHER), NIGHTS.subject(NEITHER));
        assertThat(NIGHTS.rows(
                        "subject.review",
                        "kind, status, settled_on, model",
                        "left_subject_id = " + NIGHTS.subject(1, EITHER)))
                .containsExactly(
                        "one_name_two_codes settled 2026-11-23 organisation",
                        "one_name_two_codes settled 2026-11-23 organisation");
    }

    @Test
    void aJudgementThatCodesContradictSaysWhatWasJudgedByWhomAndWhen() {
        assertThat(NIGHTS.subject(JUDGED_ENTRY)).isNotEqualTo(NIGHTS.subject(OTHER_ENTRY));
        assertThat(NIGHTS.rows("subject.review", "status, weight, model, evidence", "kind = 'conflict'"))
                .containsExactly("open null null [" + CONTRADICTED.line() + "]");
        assertThat(CONTRADICTED.line()).contains("复核岗", "2026-11-23", "\"says\":\"same\"");
    }

    @Test
    void aNightWithoutNewsOfCasesWritesNone() {
        assertThat(NIGHTS.rows("subject.review", "case_id", "status = 'open'")).isNotEmpty();
        assertThat(NIGHTS.workspace().changed("subject.review")).isFalse();
    }
}
