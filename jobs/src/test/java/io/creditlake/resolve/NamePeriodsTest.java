package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When names were borne; each test has subjects of its own, all are resolved in the same nights. */
class NamePeriodsTest {
    private static final ResolvedNights NIGHTS = new ResolvedNights();
    private static final String NEW_NAME = "山东新名商贸有限公司";
    private static final String OLD_NAME = "山东旧名商贸有限公司";

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    private static List<String> names(RecordRow of, String columns) {
        return NIGHTS.about(of, "subject.name", "name, " + columns);
    }

    private static final Party A = new Party(1);
    private static final RecordRow A_ENTRY = NIGHTS.registration(1).of(A).on("2020-01-01");
    private static final RecordRow A_EARLY =
            NIGHTS.penalty(1).of(A).named(OLD_NAME).on("2016-03-01");
    private static final RecordRow A_FIRST =
            NIGHTS.penalty(2).of(A).named(OLD_NAME).on("2014-07-01");
    private static final RecordRow A_LATE =
            NIGHTS.penalty(2).of(A).named(OLD_NAME).on("2021-06-01");
    private static final RecordRow A_UNDATED = NIGHTS.penalty(2).of(A).named(OLD_NAME);
    private static final RecordRow A_FUTURE =
            NIGHTS.penalty(2).of(A).named(OLD_NAME).on("2062-06-01");

    @Test
    void aPeriodGrowsNightByNightAndALaterNameOfTheRegisterEndsIt() {
        assertThat(List.of(A_EARLY, A_FIRST, A_LATE, A_UNDATED, A_FUTURE))
                .allMatch(r -> NIGHTS.subject(r) == NIGHTS.subject(A_ENTRY));
        assertThat(names(A_ENTRY, "used_from, used_until, registered_from, registered_until, ended_on"))
                .containsExactlyInAnyOrder(
                        OLD_NAME + " 2014-07-01 2021-06-01 null null 2020-01-01",
                        A.name() + " 2020-01-01 2020-01-01 2020-01-01 2020-01-01 null");
    }

    private static final Party B = new Party(2);
    private static final RecordRow B_ENTRY = NIGHTS.registration(1).of(B).on("2015-01-01");
    private static final RecordRow B_RENAMED =
            NIGHTS.correction(2, B_ENTRY).of(B).named(NEW_NAME).on("2018-01-01");
    private static final RecordRow B_STILL_OLD = NIGHTS.penalty(3).of(B).on("2019-01-01");
    private static final RecordRow B_NEVER_B = NIGHTS.penalty(1).of(B).on("2017-01-01");
    private static final RecordRow B_CORRECTED =
            NIGHTS.correction(3, B_NEVER_B).of(new Party(12)).on("2017-01-01");

    @Test
    void whatTheRegisterSaidOnceStaysSaidThoughItsEntryIsAnotherNow() {
        assertThat(NIGHTS.subject(B_CORRECTED)).isNotEqualTo(NIGHTS.subject(B_RENAMED));
        assertThat(names(B_STILL_OLD, "used_from, used_until, registered_from, registered_until, ended_on"))
                .containsExactlyInAnyOrder(
                        B.name() + " 2015-01-01 2019-01-01 2015-01-01 2015-01-01 2018-01-01",
                        NEW_NAME + " 2018-01-01 2018-01-01 2018-01-01 2018-01-01 null");
    }

    private static final Party C = new Party(3);
    private static final RecordRow C_ENTRY = NIGHTS.registration(1).of(C).on("2010-01-01");
    private static final RecordRow C_RENAMED =
            NIGHTS.correction(2, C_ENTRY).of(C).named(NEW_NAME).on("2015-01-01");
    private static final RecordRow C_BACK =
            NIGHTS.correction(3, C_RENAMED).of(C).on("2020-01-01");

    @Test
    void aNameThatTheRegisterTookUpAgainHasNotEnded() {
        assertThat(names(C_BACK, "registered_from, registered_until, ended_on"))
                .containsExactlyInAnyOrder(
                        C.name() + " 2010-01-01 2020-01-01 null", NEW_NAME + " 2015-01-01 2015-01-01 2020-01-01");
    }

    private static final Party D = new Party(4);
    private static final Party E = new Party(5);
    private static final RecordRow D_PENALTY = NIGHTS.penalty(1).of(D).on("2020-01-01");
    private static final RecordRow D_WRONG_CODE = NIGHTS.penalty(1).of(D).on("2001-01-01");
    private static final RecordRow D_WRONG_DAY = NIGHTS.penalty(1).of(D).on("2025-01-01");
    private static final RecordRow E_RIGHT =
            NIGHTS.correction(2, D_WRONG_CODE).of(E).named(D.name()).on("2001-01-01");
    private static final RecordRow D_RIGHT_DAY =
            NIGHTS.correction(3, D_WRONG_DAY).of(D).on("2021-01-01");

    @Test
    void correctedRecordsNoLongerStretchAPeriod() {
        assertThat(NIGHTS.subject(E_RIGHT)).isNotEqualTo(NIGHTS.subject(D_RIGHT_DAY));
        assertThat(names(D_PENALTY, "used_from, used_until, first_seen, last_seen"))
                .containsExactly(D.name() + " 2020-01-01 2021-01-01 2026-11-22 2026-11-24");
        assertThat(names(E_RIGHT, "used_from, used_until")).containsExactly(D.name() + " 2001-01-01 2001-01-01");
    }

    private static final Party F = new Party(6);
    private static final Party G = new Party(7);
    private static final RecordRow F_ENTRY =
            NIGHTS.registration(1).of(F).named("山东误登商贸有限公司").on("2012-01-01");
    private static final RecordRow F_PENALTY = NIGHTS.penalty(1).of(F).on("2010-01-01");
    private static final RecordRow F_NEVER =
            NIGHTS.correction(2, F_ENTRY).of(G).named("山东误登商贸有限公司").on("2012-01-01");

    @Test
    void anEntryThatGoesToAnotherSubjectTakesWhatItSaidAlong() {
        assertThat(names(F_PENALTY, "used_from, registered_from, ended_on"))
                .containsExactly(F.name() + " 2010-01-01 null null");
        assertThat(names(F_NEVER, "registered_from, ended_on")).containsExactly("山东误登商贸有限公司 2012-01-01 null");
    }

    private static final Party H = new Party(8);
    private static final RecordRow H_BY_NAME = NIGHTS.penalty(1).named(H.name()).on("2012-01-01");
    private static final RecordRow H_ENTRY = NIGHTS.registration(2).of(H).on("2020-01-01");

    @Test
    void subjectsThatTurnOutToBeOneBringTheirPeriodsTogether() {
        assertThat(NIGHTS.subject(H_BY_NAME)).isEqualTo(NIGHTS.subject(H_ENTRY));
        assertThat(names(H_ENTRY, "used_from, used_until, registered_from, ended_on"))
                .containsExactly(H.name() + " 2012-01-01 2020-01-01 2020-01-01 null");
    }

    private static final Party I = new Party(9);
    private static final RecordRow I_NOTED =
            NIGHTS.penalty(1).of(I).named(I.name() + "（原" + OLD_NAME + "）").on("2022-01-01");
    private static final RecordRow I_NOTED_BEFORE =
            NIGHTS.penalty(2).of(I).named(I.name() + "（曾用名：山东更早商贸有限公司）").on("2019-01-01");
    private static final RecordRow I_PLAIN = NIGHTS.penalty(3).of(I).on("2023-01-01");

    @Test
    void aFormerNameThatARecordNotesIsKeptAsTheEarliestFactHasIt() {
        assertThat(NIGHTS.subject(I_NOTED_BEFORE)).isEqualTo(NIGHTS.subject(I_NOTED));
        assertThat(names(I_PLAIN, "former_name, former_noted_on")).containsExactly(I.name() + " 山东更早商贸有限公司 2019-01-01");
    }

    @Test
    void theLastNightAnewEndsTheSame() {
        var before = NIGHTS.content();
        NIGHTS.resolveLastNightAgain();
        assertThat(NIGHTS.content()).isEqualTo(before);
    }
}
