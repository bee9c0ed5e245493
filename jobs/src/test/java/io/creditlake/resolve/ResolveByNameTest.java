package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has names of its own; all are resolved in the same two nights. */
class ResolveByNameTest {
    private static final String JINAN = "370102";
    private static final String QINGDAO = "370202";
    private static final String SHANDONG = "370000";
    private static final ResolvedNights NIGHTS = new ResolvedNights();

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    private static final Party A = new Party(1);
    private static final RecordRow A_CODED = NIGHTS.penalty(1).of(A);
    private static final RecordRow A_NAMED =
            NIGHTS.penalty(1).named("山东甲1贸易有限责任公司").in("370105");
    private static final RecordRow A_LATER = NIGHTS.penalty(2).named(A.name());
    private static final RecordRow A_BY_PROVINCE =
            NIGHTS.penalty(2).named(A.name()).in(SHANDONG);
    private static final RecordRow A_ELSEWHERE =
            NIGHTS.penalty(2).named(A.name()).in(QINGDAO);
    private static final RecordRow A_BRANCH = NIGHTS.penalty(2).named(A.name() + "济南分公司");

    @Test
    void aNameThatOneSubjectBearsInTheRegionLinks() {
        assertThat(NIGHTS.subject(A_NAMED)).isEqualTo(NIGHTS.subject(A_CODED));
        assertThat(NIGHTS.subject(A_LATER)).isEqualTo(NIGHTS.subject(A_CODED));
        assertThat(NIGHTS.rule(A_NAMED)).isEqualTo("name_in_region");
        assertThat(NIGHTS.rule(A_LATER)).isEqualTo("name_in_region");
        assertThat(NIGHTS.evidence(A_LATER)).isEqualTo(A.name());
        assertThat(NIGHTS.report(2).counters().get("records_by_name")).isGreaterThan(1);
    }

    @Test
    void aRecordThatKnowsTheProvinceOnlyFindsTheSubjectWithinIt() {
        assertThat(NIGHTS.subject(A_BY_PROVINCE)).isEqualTo(NIGHTS.subject(A_CODED));
    }

    @Test
    void aNameInAnotherRegionIsAnotherSubjectThoughTheProvinceHasSeenIt() {
        assertThat(NIGHTS.subject(A_ELSEWHERE)).isNotEqualTo(NIGHTS.subject(A_CODED));
        assertThat(NIGHTS.rule(A_ELSEWHERE)).isEqualTo("new");
    }

    @Test
    void aBranchIsNotItsParent() {
        assertThat(NIGHTS.subject(A_BRANCH)).isNotEqualTo(NIGHTS.subject(A_CODED));
    }

    private static final RecordRow TWIN_ONE = NIGHTS.penalty(1).of(new Party(2)).named("双生超市");
    private static final RecordRow TWIN_TWO = NIGHTS.penalty(1).of(new Party(3)).named("双生超市");
    private static final RecordRow WHICH_TWIN = NIGHTS.penalty(1).named("双生超市").ofKind("individual_business");
    private static final RecordRow WHICH_TWIN_AGAIN =
            NIGHTS.penalty(2).named("双生超市").ofKind("individual_business");

    @Test
    void aNameThatTwoBearLinksToNeither() {
        assertThat(NIGHTS.subject(WHICH_TWIN))
                .isNotEqualTo(NIGHTS.subject(TWIN_ONE))
                .isNotEqualTo(NIGHTS.subject(TWIN_TWO))
                .isEqualTo(NIGHTS.subject(WHICH_TWIN_AGAIN));
    }

    private static final Party B = new Party(4);
    private static final RecordRow B_BY_PROVINCE = NIGHTS.penalty(1).of(B).in(SHANDONG);
    private static final RecordRow B_NAMED = NIGHTS.penalty(2).named(B.name()).in(QINGDAO);

    @Test
    void aSubjectOfWhichTheProvinceIsKnownIsFoundFromWithin() {
        assertThat(NIGHTS.subject(B_NAMED)).isEqualTo(NIGHTS.subject(B_BY_PROVINCE));
    }

    private static final Party C = new Party(5);
    private static final RecordRow C_NAMED = NIGHTS.penalty(1).named(C.name());
    private static final RecordRow C_CODED = NIGHTS.penalty(2).of(C);
    private static final RecordRow C_NAMED_AGAIN = NIGHTS.penalty(2).named(C.name());

    @Test
    void aNameOnlySubjectIsRecognisedWhenOneWithACodeBearsItsName() {
        long id = NIGHTS.subject(1, C_NAMED);
        assertThat(NIGHTS.rule(C_NAMED)).isEqualTo("new");
        assertThat(NIGHTS.subject(C_NAMED)).isEqualTo(id);
        assertThat(NIGHTS.subject(C_CODED)).isEqualTo(id);
        assertThat(NIGHTS.subject(C_NAMED_AGAIN)).isEqualTo(id);
        assertThat(NIGHTS.about(C_CODED, "subject.subject", "uscc, first_seen"))
                .containsExactly(C.uscc() + " 2026-11-22");
        assertThat(NIGHTS.about(C_CODED, "subject.identifier", "kind")).containsExactly("org_code", "uscc");
    }

    private static final Party D = new Party(6);
    private static final RecordRow D_CODED =
            NIGHTS.penalty(1).with("uscc", D.uscc()).named("山东旧名有限公司");
    private static final RecordRow D_NAMED = NIGHTS.penalty(1).named(D.name());
    private static final RecordRow D_RENAMED = NIGHTS.penalty(2).of(D);
    private static final RecordRow D_FORMER = NIGHTS.penalty(2).named("山东旧名有限公司");

    @Test
    void aNameOnlySubjectAndTheKnownBearerOfItsNameAreMergedIntoTheOlder() {
        long coded = NIGHTS.subject(1, D_CODED);
        long named = NIGHTS.subject(1, D_NAMED);
        long stays = Math.min(coded, named);

        assertThat(coded).isNotEqualTo(named);
        assertThat(NIGHTS.subject(D_RENAMED)).isEqualTo(stays);
        assertThat(NIGHTS.subject(D_CODED)).isEqualTo(stays);
        assertThat(NIGHTS.subject(D_NAMED)).isEqualTo(stays);
        assertThat(NIGHTS.subject(D_FORMER)).as("by its former name").isEqualTo(stays);
        assertThat(NIGHTS.rows("subject.merge", "from_subject_id, rule", "into_subject_id = " + stays))
                .containsExactly(Math.max(coded, named) + " name_in_region");
        assertThat(NIGHTS.about(D_CODED, "subject.name", "name")).containsExactlyInAnyOrder(D.name(), "山东旧名有限公司");
        assertThat(NIGHTS.about(D_CODED, "record.penalty", "record_id")).hasSize(4);
    }

    private static final RecordRow E_HERE = NIGHTS.penalty(1).named("山东两地有限公司").in(JINAN);
    private static final RecordRow E_THERE = NIGHTS.penalty(1).named("山东两地有限公司").in(QINGDAO);
    private static final RecordRow E_SOMEWHERE =
            NIGHTS.penalty(2).of(new Party(7)).named("山东两地有限公司").in(SHANDONG);

    @Test
    void aSubjectKnownInTheProvinceOnlyIsNotTakenForTwoInItsPrefectures() {
        assertThat(NIGHTS.subject(E_HERE))
                .isNotEqualTo(NIGHTS.subject(E_THERE))
                .isNotEqualTo(NIGHTS.subject(E_SOMEWHERE));
        assertThat(NIGHTS.subject(E_THERE)).isNotEqualTo(NIGHTS.subject(E_SOMEWHERE));
    }

    private static final RecordRow F_ONE =
            NIGHTS.penalty(1).of(new Party(8)).named("山东三家有限公司").in(JINAN);
    private static final RecordRow F_TWO =
            NIGHTS.penalty(1).of(new Party(9)).named("山东三家有限公司").in(QINGDAO);
    private static final RecordRow F_UNCLEAR =
            NIGHTS.penalty(1).named("山东三家有限公司").in(SHANDONG);
    private static final RecordRow F_THREE =
            NIGHTS.penalty(2).of(new Party(10)).named("山东三家有限公司").in("370302");

    @Test
    void aNameThatWasUnclearIsNotGivenToTheNextWhoBearsIt() {
        assertThat(NIGHTS.subject(F_UNCLEAR))
                .isNotIn(NIGHTS.subject(F_ONE), NIGHTS.subject(F_TWO), NIGHTS.subject(F_THREE));
    }

    private static final RecordRow G_CLOSE = NIGHTS.penalty(1).named("山东同夜有限公司").in(JINAN);
    private static final RecordRow G_FAR = NIGHTS.penalty(1).named("山东同夜有限公司").in(SHANDONG);

    @Test
    void oneNightTiesTheProvincesRecordToThePrefecturesName() {
        assertThat(NIGHTS.subject(G_FAR)).isEqualTo(NIGHTS.subject(G_CLOSE));
    }

    private static final Party H = new Party(11);
    private static final RecordRow H_NAMED = NIGHTS.penalty(1).named("山东先名有限公司");
    private static final RecordRow H_CODED = NIGHTS.penalty(2).of(H).named("山东先名有限公司");
    private static final RecordRow H_RIVAL = NIGHTS.penalty(3).of(new Party(12)).named("山东先名有限公司");
    private static final RecordRow H_UNCLEAR = NIGHTS.penalty(3).named("山东先名有限公司");

    @Test
    void anUnclearNameIsNotTheSubjectThatFirstHadNoMoreThanThatName() {
        assertThat(NIGHTS.subject(H_CODED)).isEqualTo(NIGHTS.subject(H_NAMED));
        assertThat(NIGHTS.subject(H_UNCLEAR)).isNotIn(NIGHTS.subject(H_CODED), NIGHTS.subject(H_RIVAL));
    }

    private static final RecordRow WANG = NIGHTS.penalty(1).person("王某某", "token-1");
    private static final RecordRow WANG_AGAIN = NIGHTS.penalty(2).person("王某", "token-1");
    private static final RecordRow NAMESAKE = NIGHTS.penalty(1).person("王某某", "token-2");
    private static final RecordRow NO_TOKEN = NIGHTS.penalty(1).person("王某某", null);
    private static final RecordRow NO_TOKEN_TOO = NIGHTS.penalty(1).person("王某某", null);
    private static final RecordRow NO_KIND = NIGHTS.penalty(1).named("王某某");
    private static final RecordRow NO_KIND_TOO = NIGHTS.penalty(1).named("王某某");

    @Test
    void personsAreOneByTheirTokenAndNeverByTheirName() {
        assertThat(NIGHTS.subject(WANG_AGAIN)).isEqualTo(NIGHTS.subject(WANG));
        assertThat(NIGHTS.rule(WANG_AGAIN)).isEqualTo("person_token");
        assertThat(java.util.stream.Stream.of(WANG, NAMESAKE, NO_TOKEN, NO_TOKEN_TOO, NO_KIND, NO_KIND_TOO)
                        .map(NIGHTS::subject))
                .doesNotHaveDuplicates();
        assertThat(NIGHTS.about(WANG, "subject.name", "*")).isEmpty();
        assertThat(NIGHTS.evidence(WANG)).isEqualTo("37****************");
        assertThat(NIGHTS.evidence(NO_TOKEN)).isNull();
    }

    private static final Party I = new Party(13);
    private static final RecordRow SHOP = NIGHTS.penalty(1).of(I).with("reg_no", I.regNo());
    private static final RecordRow OWNER =
            NIGHTS.penalty(1).person("李某某", "token-3").with("reg_no", I.regNo()).with("org_code", I.orgCode());

    @Test
    void aPersonIsNotTheOrganisationWhoseCodeStandsBesideTheName() {
        assertThat(NIGHTS.subject(OWNER)).isNotEqualTo(NIGHTS.subject(SHOP));
        assertThat(NIGHTS.rule(OWNER)).isEqualTo("person_token");
        assertThat(NIGHTS.about(OWNER, "subject.identifier", "kind, value")).containsExactly("person_token token-3");
    }
}
