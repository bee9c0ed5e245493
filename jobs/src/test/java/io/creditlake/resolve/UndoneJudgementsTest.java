package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Judgements that go against codes, persons and each other, on nights without a model: judged on the second night,
 * withdrawn on the fourth. What no judgement undoes is mended by corrections, which are here too.
 */
class UndoneJudgementsTest {
    private static final ResolvedNights NIGHTS = new ResolvedNights();

    private static RecordRow coded(int night, int party, String name) {
        return NIGHTS.penalty(night).named(name).ofKind("enterprise").with("uscc", new Party(party).uscc());
    }

    private static String record(RecordRow record) {
        return "record:" + record.id();
    }

    private static Judgement judged(String left, Verdict says, String right) {
        return Judgement.of(ResolvedNights.day(2), left, right, says, "reviewer", "");
    }

    private static final RecordRow OWNER = NIGHTS.penalty(1).person("王二", "token-401");
    private static final RecordRow OWNED = coded(1, 401, "济南青石瓦业有限公司");

    @Test
    void aNaturalPersonIsNeverJudgedToBeAnOrganisation() {
        for (int night = 1; night <= 4; night++) {
            assertThat(NIGHTS.subject(night, OWNER))
                    .as("night " + night)
                    .isEqualTo(NIGHTS.subject(1, OWNER))
                    .isNotEqualTo(NIGHTS.subject(night, OWNED));
        }
    }

    private static final RecordRow NAMELESS = NIGHTS.penalty(1).ofKind("enterprise");
    private static final RecordRow YOUNGER = coded(2, 402, "济南黄栌苗木有限公司");

    @Test
    void aRecordThatNamesNobodyIsItsOwnSubjectAgainThoughTheOtherTookItsId() {
        assertThat(NIGHTS.subject(2, YOUNGER)).isEqualTo(NIGHTS.subject(1, NAMELESS));
        assertThat(NIGHTS.subject(2, NAMELESS)).isEqualTo(NIGHTS.subject(2, YOUNGER));
        assertThat(NIGHTS.subject(4, YOUNGER)).isEqualTo(NIGHTS.subject(2, YOUNGER));
        assertThat(NIGHTS.subject(4, NAMELESS)).isNotEqualTo(NIGHTS.subject(4, YOUNGER));
    }

    private static final String ALIAS = "济南蓝田玉器有限公司";
    private static final String SHARED = "济南红山玉器有限公司";
    private static final RecordRow BY_ALIAS = NIGHTS.named(1, ALIAS);
    private static final RecordRow BY_SHARED = NIGHTS.named(1, SHARED);
    private static final RecordRow SHARES_NAME = coded(3, 403, SHARED);

    @Test
    void whatIsJudgedDifferentUnderOneNameIsNotJoinedUnderAnother() {
        assertThat(NIGHTS.subject(2, BY_SHARED)).isEqualTo(NIGHTS.subject(2, BY_ALIAS));
        assertThat(NIGHTS.subject(3, BY_ALIAS)).isNotEqualTo(NIGHTS.subject(3, SHARES_NAME));
        assertThat(NIGHTS.subject(3, BY_SHARED)).isEqualTo(NIGHTS.subject(3, BY_ALIAS));
        assertThat(NIGHTS.subject(4, BY_SHARED)).isEqualTo(NIGHTS.subject(4, SHARES_NAME));
    }

    private static final RecordRow BY_NUMBER = NIGHTS.named(1, "济南丹霞印染有限公司").with("reg_no", new Party(404).regNo());
    private static final RecordRow JOINED = coded(1, 404, "济南碧波渔业有限公司");

    @Test
    void aWithdrawnSamenessPartsWhatRegistrationNumbersTie() {
        assertThat(NIGHTS.subject(2, BY_NUMBER)).isEqualTo(NIGHTS.subject(2, JOINED));
        assertThat(NIGHTS.subject(4, BY_NUMBER)).isNotEqualTo(NIGHTS.subject(4, JOINED));
        assertThat(NIGHTS.about(BY_NUMBER, "subject.identifier", "kind, value"))
                .containsExactly("reg_no " + new Party(404).regNo());
        assertThat(NIGHTS.about(JOINED, "subject.identifier", "kind")).containsExactly("org_code", "uscc");
        assertThat(NIGHTS.about(BY_NUMBER, "subject.subject", "first_seen"))
                .containsExactly(ResolvedNights.FIRST.toString());
    }

    private static final RecordRow FIRST_HOLDER =
            NIGHTS.penalty(1).ofKind("enterprise").with("reg_no", new Party(405).regNo());
    private static final RecordRow WRONG_NUMBER = coded(2, 405, "济南白杨木业有限公司").with("reg_no", new Party(405).regNo());
    private static final RecordRow FIRST_CORRECTED =
            NIGHTS.correction(3, FIRST_HOLDER).of(new Party(405)).ofKind("enterprise");
    private static final RecordRow NUMBER_CORRECTED =
            NIGHTS.correction(3, WRONG_NUMBER).of(new Party(405)).ofKind("enterprise");
    private static final RecordRow RIGHT_HOLDER =
            NIGHTS.penalty(4).ofKind("enterprise").with("reg_no", new Party(405).regNo());

    @Test
    void aCorrectedCodeIsForgottenAndAnIdInUseIsNotGivenToItsNextHolder() {
        assertThat(NIGHTS.subject(2, WRONG_NUMBER)).isEqualTo(NIGHTS.subject(1, FIRST_HOLDER));
        assertThat(NIGHTS.subject(3, NUMBER_CORRECTED)).isEqualTo(NIGHTS.subject(3, FIRST_CORRECTED));
        assertThat(NIGHTS.about(NUMBER_CORRECTED, "subject.identifier", "kind")).containsExactly("org_code", "uscc");
        assertThat(NIGHTS.subject(4, RIGHT_HOLDER)).isNotEqualTo(NIGHTS.subject(4, NUMBER_CORRECTED));
        assertThat(NIGHTS.about(NUMBER_CORRECTED, "subject.name", "name")).containsExactly(new Party(405).name());
    }

    private static final RecordRow REGISTERED_ONCE =
            NIGHTS.registration(1).of(new Party(406)).ofKind("enterprise").with("reg_no", new Party(406).regNo());
    private static final RecordRow REGISTERED_NOW =
            NIGHTS.correction(2, REGISTERED_ONCE).of(new Party(406)).ofKind("enterprise");
    private static final RecordRow MISTYPED = coded(1, 406, "济南错名有限公司");
    private static final RecordRow RETYPED =
            NIGHTS.correction(3, MISTYPED).of(new Party(406)).ofKind("enterprise");
    private static final RecordRow BY_OLD_NUMBER =
            NIGHTS.penalty(4).ofKind("enterprise").with("reg_no", new Party(406).regNo());

    @Test
    void aCorrectionElsewhereDoesNotMakeTheRegistersFormerNumberUnknown() {
        assertThat(NIGHTS.subject(4, BY_OLD_NUMBER))
                .isEqualTo(NIGHTS.subject(4, REGISTERED_NOW))
                .isEqualTo(NIGHTS.subject(4, RETYPED));
        assertThat(NIGHTS.about(RETYPED, "subject.name", "name")).containsExactly(new Party(406).name());
    }

    private static final RecordRow ITS_OWN = coded(1, 407, "济南银杏药业有限公司");
    private static final RecordRow OTHERS =
            NIGHTS.penalty(1).ofKind("enterprise").with("reg_no", new Party(408).regNo());
    private static final RecordRow BOTH_CODES = coded(1, 407, "济南香樟药业有限公司").with("reg_no", new Party(408).regNo());

    @Test
    void aRecordLosesTheCodeThatIsNotItsOwnAndKeepsTheOther() {
        assertThat(NIGHTS.subject(1, BOTH_CODES)).isEqualTo(NIGHTS.subject(1, ITS_OWN));
        assertThat(NIGHTS.subject(2, BOTH_CODES)).isEqualTo(NIGHTS.subject(2, OTHERS));
        assertThat(NIGHTS.rule(2, BOTH_CODES)).isEqualTo("reg_no");
        assertThat(NIGHTS.subject(4, BOTH_CODES)).isEqualTo(NIGHTS.subject(4, ITS_OWN));
    }

    private static final RecordRow NAMESAKE_ENTRY = coded(1, 409, "济南蜡梅香料有限公司");
    private static final RecordRow NAMESAKE = NIGHTS.named(1, "济南蜡梅香料有限公司");

    @Test
    void aRecordIsKeptFromTheOnlyBearerOfItsNameWhenItIsJudgedToBeAnother() {
        assertThat(NIGHTS.subject(1, NAMESAKE)).isEqualTo(NIGHTS.subject(1, NAMESAKE_ENTRY));
        assertThat(NIGHTS.subject(2, NAMESAKE)).isNotEqualTo(NIGHTS.subject(2, NAMESAKE_ENTRY));
        assertThat(NIGHTS.rule(2, NAMESAKE)).isEqualTo("new");
        assertThat(NIGHTS.subject(3, NAMESAKE)).isEqualTo(NIGHTS.subject(2, NAMESAKE));
        assertThat(NIGHTS.subject(4, NAMESAKE)).isEqualTo(NIGHTS.subject(4, NAMESAKE_ENTRY));
    }

    private static final String BORNE_BY_TWO = "济南杜鹃陶瓷有限公司";
    private static final RecordRow STRANGER = NIGHTS.named(1, BORNE_BY_TWO);
    private static final RecordRow BEARER = NIGHTS.named(1, BORNE_BY_TWO);
    private static final RecordRow LATER_BEARER = NIGHTS.named(3, BORNE_BY_TWO);

    @Test
    void aRecordThatIsJudgedNotToBeTheOneOfItsNameLeavesThoseWhoBearIt() {
        assertThat(NIGHTS.subject(1, STRANGER)).isEqualTo(NIGHTS.subject(1, BEARER));
        assertThat(NIGHTS.subject(2, STRANGER)).isNotEqualTo(NIGHTS.subject(2, BEARER));
        assertThat(NIGHTS.subject(2, BEARER)).isEqualTo(NIGHTS.subject(1, BEARER));
        assertThat(NIGHTS.subject(3, LATER_BEARER)).isEqualTo(NIGHTS.subject(3, BEARER));
        assertThat(NIGHTS.subject(4, STRANGER)).isEqualTo(NIGHTS.subject(4, BEARER));
    }

    private static final RecordRow ONE_CODE = coded(1, 410, "济南乌桕油脂有限公司");
    private static final RecordRow OTHER_CODE = coded(1, 411, "济南油桐油脂有限公司");

    @Test
    void twoOrganisationCodesAreNeverOneWhateverIsJudgedOfTheirRecords() {
        assertThat(NIGHTS.subject(2, ONE_CODE)).isNotEqualTo(NIGHTS.subject(2, OTHER_CODE));
        assertThat(NIGHTS.subject(2, ONE_CODE)).isEqualTo(NIGHTS.subject(1, ONE_CODE));
    }

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.judging(
                        2,
                        judged(record(OWNER), Verdict.SAME, new Party(401).orgKey()),
                        judged(record(NAMELESS), Verdict.SAME, new Party(402).orgKey()),
                        judged(ResolvedNights.nameKey(ALIAS), Verdict.SAME, ResolvedNights.nameKey(SHARED)),
                        judged(ResolvedNights.nameKey(ALIAS), Verdict.DIFFERENT, new Party(403).orgKey()),
                        judged("reg_no:" + new Party(404).regNo(), Verdict.SAME, new Party(404).orgKey()),
                        judged(record(BOTH_CODES), Verdict.DIFFERENT, new Party(407).orgKey()),
                        judged(record(NAMESAKE), Verdict.DIFFERENT, new Party(409).orgKey()),
                        judged(record(STRANGER), Verdict.DIFFERENT, ResolvedNights.nameKey(BORNE_BY_TWO)),
                        judged(record(ONE_CODE), Verdict.SAME, record(OTHER_CODE)),
                        judged("record:9999999999999999999", Verdict.SAME, record(ITS_OWN)))
                .judging(4)
                .on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }
}
