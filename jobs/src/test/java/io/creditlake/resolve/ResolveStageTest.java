package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden records, corrections and repetition; each test has subjects of its own, all are resolved in the same nights. */
class ResolveStageTest {
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
    private static final RecordRow A_ENTRY = NIGHTS.registration(1)
            .of(A)
            .ofKind("enterprise")
            .on("2020-01-01")
            .with("status", "open")
            .with("industry", "F51");
    private static final RecordRow A_PENALTY =
            NIGHTS.penalty(1).of(A).named("山东别名有限公司").ofKind("institution").on("2026-11-01");
    private static final RecordRow A_OLD_NAME =
            NIGHTS.registration(1).of(A).named("山东曾用名有限公司").on("2015-01-01").with("status", "revoked");
    private static final RecordRow A_QUIET = NIGHTS.penalty(2).of(A).named(null);

    @Test
    void theRegisterOutranksEveryOtherClassAndItsLatestEntryWins() {
        assertThat(NIGHTS.about(A_ENTRY, "subject.subject", "name, kind, status, industry, uscc, org_code"))
                .containsExactly(A.name() + " enterprise open F51 " + A.uscc() + " " + A.orgCode());
        assertThat(NIGHTS.subject(A_PENALTY)).isEqualTo(NIGHTS.subject(A_OLD_NAME));
    }

    @Test
    void aSubjectKeepsItsFirstDayAndIsChangedByEveryRecord() {
        assertThat(NIGHTS.about(A_QUIET, "subject.subject", "first_seen, last_changed"))
                .containsExactly("2026-11-22 2026-11-23");
    }

    private static final Party B = new Party(2);
    private static final RecordRow B_ONE =
            NIGHTS.penalty(1).of(B).named("山东早名有限公司").on("2024-05-01").in("370203");
    private static final RecordRow B_TWO =
            NIGHTS.penalty(2).of(B).on("2025-05-01").in("370000");

    @Test
    void withinAClassTheLatestFactWinsButAProvinceNeverBeatsACounty() {
        assertThat(NIGHTS.subject(B_ONE)).isEqualTo(NIGHTS.subject(B_TWO));
        assertThat(NIGHTS.about(B_TWO, "subject.subject", "name, region")).containsExactly(B.name() + " 370203");
    }

    private static final Party K = new Party(31);
    private static final RecordRow K_CODED =
            NIGHTS.penalty(1).of(K).ofKind("social_organisation").on("2024-05-01");
    private static final RecordRow K_UNCODED = NIGHTS.penalty(2)
            .named(K.name())
            .with("org_code", K.orgCode())
            .ofKind("enterprise")
            .on("2025-05-01");

    @Test
    void aRecordWithAUnifiedCodeSaysOfWhatKindASubjectIsBeforeALaterOneWithout() {
        assertThat(NIGHTS.subject(K_CODED)).isEqualTo(NIGHTS.subject(K_UNCODED));
        assertThat(NIGHTS.about(K_UNCODED, "subject.subject", "kind")).containsExactly("social_organisation");
    }

    private static final Party C = new Party(3);
    private static final RecordRow C_ENTRY = NIGHTS.registration(1)
            .named(C.name())
            .with("uscc", C.wrongUscc())
            .with("reg_no", C.regNo())
            .in("370000");
    private static final RecordRow C_PENALTY =
            NIGHTS.penalty(1).with("uscc", C.uscc()).with("reg_no", C.regNo()).in("370104");
    private static final RecordRow ONLY_WRONG =
            NIGHTS.penalty(1).named("山东错码有限公司").with("uscc", new Party(4).wrongUscc());
    private static final RecordRow A_PERSONS_NUMBER =
            NIGHTS.penalty(1).named("山东误填有限公司").with("uscc", "11010519491231002X");

    @Test
    void aRightCodeAndARealRegionBeatThoseOfAGreaterAuthority() {
        assertThat(NIGHTS.subject(C_PENALTY)).isEqualTo(NIGHTS.subject(C_ENTRY));
        assertThat(NIGHTS.about(C_ENTRY, "subject.subject", "uscc, region")).containsExactly(C.uscc() + " 370104");
    }

    @Test
    void aCodeThatFailsItsCheckIsShownWhereThereIsNoOtherButNeverACitizensNumber() {
        assertThat(NIGHTS.about(ONLY_WRONG, "subject.subject", "uscc")).containsExactly(new Party(4).wrongUscc());
        assertThat(NIGHTS.about(A_PERSONS_NUMBER, "subject.subject", "uscc")).containsExactly("null");
    }

    private static final Party D = new Party(5);
    private static final Party E = new Party(6);
    private static final RecordRow D_PENALTY = NIGHTS.penalty(1).of(D);
    private static final RecordRow MISTAKEN = NIGHTS.registration(1)
            .of(D)
            .named("山东误登有限公司")
            .with("reg_no", E.regNo())
            .with("status", "revoked");
    private static final RecordRow CORRECTED = NIGHTS.correction(2, MISTAKEN)
            .of(E)
            .named("山东误登有限公司")
            .with("reg_no", E.regNo())
            .with("status", "revoked");

    @Test
    void aCorrectedRecordMovesToItsRightSubjectAndLeavesNothingBehind() {
        assertThat(NIGHTS.subject(1, MISTAKEN)).isEqualTo(NIGHTS.subject(1, D_PENALTY));
        assertThat(NIGHTS.subject(CORRECTED)).isNotEqualTo(NIGHTS.subject(D_PENALTY));
        assertThat(NIGHTS.rows("subject.link", "subject_id, rule", "record_id = " + CORRECTED.id()))
                .containsExactly(NIGHTS.subject(CORRECTED) + " uscc");
        assertThat(NIGHTS.about(D_PENALTY, "subject.subject", "name, status, reg_no, last_changed"))
                .containsExactly(D.name() + " null null 2026-11-23");
        assertThat(NIGHTS.about(D_PENALTY, "subject.name", "name")).containsExactly(D.name());
        assertThat(NIGHTS.about(D_PENALTY, "subject.identifier", "kind")).containsExactly("org_code", "uscc");
        assertThat(NIGHTS.about(CORRECTED, "subject.identifier", "kind, value"))
                .contains("reg_no " + E.regNo(), "uscc " + E.uscc());
    }

    private static final RecordRow ALONE = NIGHTS.penalty(1).of(new Party(7));
    private static final RecordRow MOVED = NIGHTS.correction(2, ALONE).of(new Party(8));

    @Test
    void aSubjectWithoutAnyRecordIsRemoved() {
        String before = "subject_id = " + NIGHTS.subject(1, ALONE);
        assertThat(NIGHTS.subject(MOVED)).isNotEqualTo(NIGHTS.subject(1, ALONE));
        for (String table : List.of("subject.subject", "subject.identifier", "subject.name", "subject.link")) {
            assertThat(NIGHTS.rows(table, "*", before)).as(table).isEmpty();
        }
    }

    private static final Party F = new Party(9);
    private static final RecordRow F_ENTRY =
            NIGHTS.registration(1).of(F).named("山东原名有限公司").with("reg_no", F.regNo());
    private static final RecordRow F_RENAMED = NIGHTS.correction(2, F_ENTRY).of(F);

    @Test
    void aRenamedSubjectKeepsItsFormerNameAndItsOldNumber() {
        assertThat(NIGHTS.subject(F_RENAMED)).isEqualTo(NIGHTS.subject(1, F_ENTRY));
        assertThat(NIGHTS.about(F_RENAMED, "subject.name", "name")).containsExactlyInAnyOrder(F.name(), "山东原名有限公司");
        assertThat(NIGHTS.about(F_RENAMED, "subject.identifier", "kind")).contains("reg_no");
        assertThat(find("山东原名有限公司")).containsExactly(NIGHTS.subject(F_RENAMED));
        assertThat(find(F.regNo())).containsExactly(NIGHTS.subject(F_RENAMED));
    }

    @Test
    void correctionsAloneCostNoLookAtDecisions() {
        var workspace = NIGHTS.workspace();
        assertThat(workspace.hasRows(Revisions.TABLE)).isTrue();
        assertThat(Revisions.maySpeak(workspace, Revisions.TABLE)).isFalse();
        assertThat(workspace.mayHold(Revisions.TABLE, Expressions.isNull("target_record_id")))
                .isFalse();
    }

    private static final Party G = new Party(10);
    private static final RecordRow G_TAX = NIGHTS.penalty(2).named(G.name()).with("tax_no", G.taxNo());
    private static final RecordRow PERSON = NIGHTS.penalty(2).person("赵某某某某", "token-9");

    @Test
    void searchFindsASubjectByAnyCodeInAnyWritingByNameAndById() {
        long id = NIGHTS.subject(G_TAX);
        String uscc = G.uscc();
        String odd = " " + uscc.substring(0, 8).toLowerCase(java.util.Locale.ROOT) + "－"
                + uscc.substring(8).toLowerCase(java.util.Locale.ROOT);

        assertThat(find(G.taxNo())).containsExactly(id);
        assertThat(find(G.orgCode().substring(0, 8) + "-" + G.orgCode().substring(8)))
                .containsExactly(id);
        assertThat(find(odd)).as("known by the organisation code inside").containsExactly(id);
        assertThat(find(G.name().replace("有限公司", "有限责任公司"))).containsExactly(id);
        assertThat(find("" + id)).containsExactly(id);
        assertThat(find("无此企业")).isEmpty();
        assertThat(SubjectSearch.find(reader(), A.uscc()))
                .containsExactly(new SubjectSearch.Found(NIGHTS.subject(A_ENTRY), java.util.Optional.of(A.uscc())));
    }

    @Test
    void searchNeverFindsAPerson() {
        assertThat(find("token-9")).isEmpty();
        assertThat(find("赵某某某某")).isEmpty();
        assertThat(find("" + NIGHTS.subject(PERSON))).isEmpty();
    }

    @Test
    void theSameNightInAnotherOrderEndsTheSame() {
        Map<String, List<String>> content = NIGHTS.content();
        NIGHTS.resolveLastNightAgain();
        assertThat(NIGHTS.content()).isEqualTo(content);
    }

    @Test
    void oneNightGivesTheIdsThatTwoGive(@TempDir Path folder) {
        ResolvedNights once = new ResolvedNights();
        RecordRow entry = once.registration(1).of(A);
        RecordRow penalty = once.penalty(1).of(B);
        RecordRow byTax = once.penalty(1).with("tax_no", G.taxNo());
        try (once) {
            once.on(folder);
            assertThat(once.subject(entry)).isEqualTo(NIGHTS.subject(A_ENTRY));
            assertThat(once.subject(penalty)).isEqualTo(NIGHTS.subject(B_ONE));
            assertThat(once.subject(byTax)).isEqualTo(NIGHTS.subject(G_TAX));
            assertAnIdleNightWritesNothing(once);
        }
    }

    private static void assertAnIdleNightWritesNothing(ResolvedNights nights) {
        var idle = nights.lake().night(ResolvedNights.day(2));
        assertThat(new ResolveStage(List.of()).run(idle).counters().values()).containsOnly(0L);
        for (String table : List.of("subject.subject", "subject.link", "subject.name", "record.penalty")) {
            assertThat(idle.changed(table)).as(table).isFalse();
        }
    }

    private static List<Long> find(String text) {
        return SubjectSearch.find(reader(), text).stream()
                .map(SubjectSearch.Found::subjectId)
                .toList();
    }

    private static SparkSession reader() {
        Release release = new Releases(NIGHTS.lake().tables()).current().orElseThrow();
        return Sessions.forReading(NIGHTS.lake().settings(), release.snapshots(), 0);
    }
}
