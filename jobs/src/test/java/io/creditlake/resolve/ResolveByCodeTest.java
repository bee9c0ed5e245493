package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has organisations of its own; all are resolved in the same two nights. */
class ResolveByCodeTest {
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
    private static final RecordRow BY_USCC = NIGHTS.penalty(1).with("uscc", A.uscc());
    private static final RecordRow BY_ORG = NIGHTS.penalty(1).with("org_code", A.orgCode());
    private static final RecordRow BY_TAX = NIGHTS.record(1, "licence").with("tax_no", A.taxNo());
    private static final RecordRow BY_TODAYS_TAX = NIGHTS.penalty(2).with("tax_no", A.uscc());
    private static final RecordRow USCC_AS_REG = NIGHTS.penalty(2).with("reg_no", A.uscc());

    @Test
    void oneOrganisationCodeIsOneSubjectWhicheverCodeHoldsIt() {
        assertThat(NIGHTS.subject(BY_USCC))
                .isPositive()
                .isEqualTo(NIGHTS.subject(BY_ORG))
                .isEqualTo(NIGHTS.subject(BY_TAX))
                .isEqualTo(NIGHTS.subject(BY_TODAYS_TAX))
                .isEqualTo(NIGHTS.subject(USCC_AS_REG));
        assertThat(NIGHTS.rule(BY_USCC)).isEqualTo("uscc");
        assertThat(NIGHTS.rule(BY_ORG)).isEqualTo("org_code");
        assertThat(NIGHTS.rule(BY_TAX)).isEqualTo("tax_no");
        assertThat(NIGHTS.rule(BY_TODAYS_TAX)).isEqualTo("tax_no");
        assertThat(NIGHTS.rule(USCC_AS_REG)).isEqualTo("uscc");
        assertThat(NIGHTS.evidence(BY_TAX)).isEqualTo(A.taxNo());
        assertThat(NIGHTS.about(BY_USCC, "subject.identifier", "kind, value, first_seen, last_seen"))
                .containsExactly(
                        "org_code " + A.orgCode() + " 2026-11-22 2026-11-23",
                        "tax_no " + A.taxNo() + " 2026-11-22 2026-11-22",
                        "tax_no " + A.uscc() + " 2026-11-23 2026-11-23",
                        "uscc " + A.uscc() + " 2026-11-22 2026-11-23");
    }

    private static final Party B = new Party(2);
    private static final Party NOT_B = new Party(3);
    private static final RecordRow MANY_CODES = NIGHTS.penalty(1)
            .with("uscc", B.uscc())
            .with("org_code", NOT_B.orgCode())
            .with("tax_no", NOT_B.taxNo())
            .with("reg_no", B.regNo());

    @Test
    void theStrongestCodeOfARecordDecides() {
        assertThat(NIGHTS.rule(MANY_CODES)).isEqualTo("uscc");
        assertThat(NIGHTS.about(MANY_CODES, "subject.identifier", "kind, value"))
                .containsExactly("org_code " + B.orgCode(), "reg_no " + B.regNo(), "uscc " + B.uscc());
    }

    private static final Party C = new Party(4);
    private static final RecordRow C_ENTRY = NIGHTS.registration(1).of(C).with("reg_no", C.regNo());
    private static final RecordRow C_SAME_NIGHT = NIGHTS.penalty(1).with("reg_no", C.regNo());
    private static final RecordRow C_LATER = NIGHTS.penalty(2).with("reg_no", C.regNo());

    @Test
    void aRegistrationNumberLeadsToTheOrganisationCodeOfItsEntry() {
        assertThat(NIGHTS.subject(C_SAME_NIGHT)).isEqualTo(NIGHTS.subject(C_ENTRY));
        assertThat(NIGHTS.subject(C_LATER)).isEqualTo(NIGHTS.subject(C_ENTRY));
        assertThat(NIGHTS.rule(C_SAME_NIGHT)).isEqualTo("reg_no");
        assertThat(NIGHTS.rule(C_LATER)).isEqualTo("reg_no");
    }

    private static final Party D = new Party(5);
    private static final RecordRow D_FIRST = NIGHTS.penalty(1).with("reg_no", D.regNo());
    private static final RecordRow D_ENTRY = NIGHTS.registration(2).of(D).with("reg_no", D.regNo());

    @Test
    void aSubjectKnownByItsRegistrationNumberGainsTheOrganisationCodeAndKeepsItsId() {
        assertThat(NIGHTS.subject(D_ENTRY)).isEqualTo(NIGHTS.subject(D_FIRST)).isEqualTo(NIGHTS.subject(1, D_FIRST));
        assertThat(NIGHTS.about(D_ENTRY, "subject.subject", "uscc, reg_no, first_seen, last_changed"))
                .containsExactly(D.uscc() + " " + D.regNo() + " 2026-11-22 2026-11-23");
        assertThat(NIGHTS.rows("subject.merge", "*", "into_subject_id = " + NIGHTS.subject(D_ENTRY)))
                .isEmpty();
    }

    private static final Party E = new Party(6);
    private static final RecordRow E_BY_REG = NIGHTS.penalty(1).named(E.name()).with("reg_no", E.regNo());
    private static final RecordRow E_BY_ORG =
            NIGHTS.record(1, "licence").named(E.name()).with("org_code", E.orgCode());
    private static final RecordRow E_ENTRY = NIGHTS.registration(2).of(E).with("reg_no", E.regNo());

    @Test
    void twoSubjectsThatTurnOutToBeOneAreMergedIntoTheOlder() {
        long stays = NIGHTS.subject(E_ENTRY);
        long byReg = NIGHTS.subject(1, E_BY_REG);
        long byOrg = NIGHTS.subject(1, E_BY_ORG);

        assertThat(byReg).isNotEqualTo(byOrg);
        assertThat(stays).as("of the same age: the lesser id").isEqualTo(Math.min(byReg, byOrg));
        assertThat(NIGHTS.subject(E_BY_REG)).isEqualTo(stays);
        assertThat(NIGHTS.subject(E_BY_ORG)).isEqualTo(stays);
        assertThat(NIGHTS.rule(E_BY_REG)).isEqualTo("reg_no");
        assertThat(NIGHTS.about(E_ENTRY, "record.penalty", "record_id")).containsExactly("" + E_BY_REG.id());
        assertThat(NIGHTS.about(E_ENTRY, "record.licence", "record_id")).containsExactly("" + E_BY_ORG.id());
        assertThat(NIGHTS.about(E_ENTRY, "subject.identifier", "kind, first_seen, last_seen"))
                .containsExactly(
                        "org_code 2026-11-22 2026-11-23", "reg_no 2026-11-22 2026-11-23", "uscc 2026-11-23 2026-11-23");
        assertThat(NIGHTS.about(E_ENTRY, "subject.name", "name, region, first_seen, last_seen"))
                .containsExactly(E.name() + " 370100 2026-11-22 2026-11-23");
        assertThat(NIGHTS.rows(
                        "subject.merge",
                        "from_subject_id, kind, rule, evidence, merged_on",
                        "into_subject_id = " + stays))
                .containsExactly(Math.max(byReg, byOrg) + " merge code " + E.orgCode() + " 2026-11-23");
        for (String table : new String[] {"subject.subject", "subject.identifier", "subject.name", "subject.link"}) {
            assertThat(NIGHTS.rows(table, "*", "subject_id = " + Math.max(byReg, byOrg)))
                    .as(table)
                    .isEmpty();
        }
        assertThat(NIGHTS.report(2).counters()).containsEntry("subjects_merged", 1L);
    }

    private static final Party F = new Party(7);
    private static final Party G = new Party(8);
    private static final RecordRow F_ENTRY = NIGHTS.registration(1).of(F).with("reg_no", F.regNo());
    private static final RecordRow G_ENTRY = NIGHTS.registration(1).of(G).with("reg_no", F.regNo());
    private static final RecordRow DISPUTED = NIGHTS.penalty(1).with("reg_no", F.regNo());
    private static final RecordRow F_AGAIN = NIGHTS.penalty(2).of(F).with("reg_no", F.regNo());
    private static final RecordRow STILL_DISPUTED = NIGHTS.penalty(2).with("reg_no", F.regNo());

    @Test
    void aRegistrationNumberSeenWithTwoOrganisationCodesLinksNeither() {
        assertThat(NIGHTS.subject(F_AGAIN)).isEqualTo(NIGHTS.subject(F_ENTRY));
        assertThat(NIGHTS.subject(DISPUTED))
                .isNotEqualTo(NIGHTS.subject(F_ENTRY))
                .isNotEqualTo(NIGHTS.subject(G_ENTRY))
                .isEqualTo(NIGHTS.subject(STILL_DISPUTED));
        assertThat(NIGHTS.subject(F_ENTRY)).isNotEqualTo(NIGHTS.subject(G_ENTRY));
    }

    private static final Party H = new Party(9);
    private static final Party I = new Party(10);
    private static final RecordRow H_FIRST = NIGHTS.penalty(1).with("reg_no", H.regNo());
    private static final RecordRow H_ENTRY = NIGHTS.registration(1).of(H).with("reg_no", H.regNo());
    private static final RecordRow I_ENTRY = NIGHTS.registration(2).of(I).with("reg_no", H.regNo());
    private static final RecordRow NOBODYS = NIGHTS.penalty(2).with("reg_no", H.regNo());

    @Test
    void aRegistrationNumberThatASecondOrganisationClaimsLaterLinksNeitherFromThenOn() {
        assertThat(NIGHTS.subject(H_FIRST)).isEqualTo(NIGHTS.subject(H_ENTRY));
        assertThat(NIGHTS.subject(NOBODYS))
                .isNotEqualTo(NIGHTS.subject(H_ENTRY))
                .isNotEqualTo(NIGHTS.subject(I_ENTRY));
    }

    private static final Party J = new Party(11);
    private static final RecordRow J_RIGHT = NIGHTS.penalty(1).of(J).named("山东乙贸易有限公司");
    private static final RecordRow J_WRONG =
            NIGHTS.penalty(1).named("山东丙贸易有限公司").with("uscc", J.wrongUscc());
    private static final RecordRow J_TOO =
            NIGHTS.penalty(1).named("山东丁贸易有限公司").with("uscc", J.wrongUscc()).with("org_code", "MA3C00119");
    private static final RecordRow J_ROUNDED =
            NIGHTS.penalty(1).named("山东戊贸易有限公司").with("uscc", "9.13E+17");
    private static final RecordRow K_ROUNDED =
            NIGHTS.penalty(1).named("山东己贸易有限公司").with("uscc", "9.13E+17");

    @Test
    void aCodeThatFailsItsCheckLinksNothing() {
        assertThat(NIGHTS.subject(J_WRONG)).isNotEqualTo(NIGHTS.subject(J_RIGHT));
        assertThat(NIGHTS.subject(J_TOO)).isNotEqualTo(NIGHTS.subject(J_RIGHT)).isNotEqualTo(NIGHTS.subject(J_WRONG));
        assertThat(NIGHTS.subject(J_ROUNDED)).isNotEqualTo(NIGHTS.subject(K_ROUNDED));
        assertThat(NIGHTS.rule(J_WRONG)).isEqualTo("new");
        assertThat(NIGHTS.about(J_WRONG, "subject.identifier", "*")).isEmpty();
    }

    private static final Party L = new Party(12);
    private static final RecordRow L_ENTRY = NIGHTS.registration(1).of(L).with("reg_no", L.regNo());
    private static final RecordRow L_TYPO =
            NIGHTS.penalty(1).named("山东庚贸易有限公司").with("uscc", L.wrongUscc()).with("reg_no", L.regNo());

    @Test
    void besideAWrongCodeTheNextOneCounts() {
        assertThat(NIGHTS.subject(L_TYPO)).isEqualTo(NIGHTS.subject(L_ENTRY));
        assertThat(NIGHTS.rule(L_TYPO)).isEqualTo("reg_no");
        assertThat(NIGHTS.about(L_ENTRY, "subject.subject", "uscc")).containsExactly(L.uscc());
    }
}
