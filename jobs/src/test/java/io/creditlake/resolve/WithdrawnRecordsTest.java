package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What golden records take from records that are withdrawn; each test has subjects of its own. */
class WithdrawnRecordsTest {
    private static final ResolvedNights NIGHTS = new ResolvedNights();
    private static final String SHOWN = "kind, region, industry, status";

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    private static RecordRow entry(Party party) {
        return NIGHTS.registration(1)
                .of(party)
                .ofKind("enterprise")
                .in("370103")
                .on("2026-02-05")
                .with("industry", "E47")
                .with("status", "open");
    }

    private static RecordRow penalty(Party party) {
        return NIGHTS.penalty(1)
                .of(party)
                .ofKind("enterprise")
                .in("370102")
                .on("2026-01-05")
                .with("document_number", "鲁市监罚〔2026〕1号");
    }

    private static RecordRow decision(int night, String kind, String outcome, Party party) {
        return NIGHTS.record(night, "revision")
                .of(party)
                .in(null)
                .with("kind", kind)
                .with("outcome", outcome)
                .with("target_class", "registration")
                .with("target_date", LocalDate.of(2026, 2, 5));
    }

    private static List<String> golden(RecordRow record) {
        return NIGHTS.about(record, "subject.subject", SHOWN);
    }

    private static String changed(RecordRow record) {
        return NIGHTS.about(record, "subject.subject", "last_changed").get(0);
    }

    private static final RecordRow OBJECTED = entry(new Party(1));
    private static final RecordRow OTHER = penalty(new Party(1));
    private static final RecordRow UPHELD = decision(2, "objection", "upheld", new Party(1));

    @Test
    void whatAnUpheldObjectionIsAboutClaimsNothingFromItsNightOn() {
        assertThat(NIGHTS.subject(UPHELD)).isEqualTo(NIGHTS.subject(OBJECTED)).isEqualTo(NIGHTS.subject(OTHER));
        assertThat(golden(OBJECTED)).containsExactly("enterprise 370102 null null");
        assertThat(changed(OBJECTED)).isEqualTo(ResolvedNights.day(2).toString());
        assertThat(NIGHTS.about(OBJECTED, "subject.subject", "uscc, name"))
                .containsExactly(new Party(1).uscc() + " " + new Party(1).name());
    }

    private static final RecordRow REJECTED_ENTRY = entry(new Party(2));
    private static final RecordRow REJECTED = decision(2, "objection", "rejected", new Party(2));
    private static final RecordRow REPAIRED_ENTRY = entry(new Party(3));
    private static final RecordRow REPAIRED = decision(2, "repair", "granted", new Party(3));

    @Test
    void neitherARejectedObjectionNorARepairTakesAnythingBack() {
        assertThat(NIGHTS.subject(REJECTED)).isEqualTo(NIGHTS.subject(REJECTED_ENTRY));
        assertThat(NIGHTS.subject(REPAIRED)).isEqualTo(NIGHTS.subject(REPAIRED_ENTRY));
        assertThat(golden(REJECTED_ENTRY)).containsExactly("enterprise 370103 E47 open");
        assertThat(golden(REPAIRED_ENTRY)).containsExactly("enterprise 370103 E47 open");
    }

    private static final RecordRow BOTH_ENTRY = entry(new Party(4));
    private static final RecordRow FIRST_REPAIRED = decision(2, "repair", "granted", new Party(4));
    private static final RecordRow THEN_WITHDRAWN = decision(3, "withdrawal", null, new Party(4));

    @Test
    void aRepairedRecordIsWithdrawnAfterIt() {
        assertThat(NIGHTS.subject(THEN_WITHDRAWN)).isEqualTo(NIGHTS.subject(FIRST_REPAIRED));
        assertThat(golden(BOTH_ENTRY)).containsExactly("enterprise null null null");
    }

    private static final RecordRow LATER_ENTRY = entry(new Party(5));
    private static final RecordRow ANNOUNCED =
            decision(2, "withdrawal", null, new Party(5)).with("effective_on", ResolvedNights.day(4));
    private static final RecordRow TOO_LATE_ENTRY = entry(new Party(6));
    private static final RecordRow TOO_LATE =
            decision(2, "withdrawal", null, new Party(6)).with("effective_on", ResolvedNights.day(6));
    private static final RecordRow ANYTHING = NIGHTS.penalty(4).of(new Party(9));

    @Test
    void aDecisionThatTakesEffectLaterIsFollowedInThatNight() {
        assertThat(NIGHTS.subject(ANNOUNCED)).isEqualTo(NIGHTS.subject(LATER_ENTRY));
        assertThat(golden(LATER_ENTRY)).containsExactly("enterprise null null null");
        assertThat(changed(LATER_ENTRY)).isEqualTo(ResolvedNights.day(4).toString());
        assertThat(NIGHTS.subject(TOO_LATE)).isEqualTo(NIGHTS.subject(TOO_LATE_ENTRY));
        assertThat(golden(TOO_LATE_ENTRY)).containsExactly("enterprise 370103 E47 open");
        assertThat(changed(TOO_LATE_ENTRY)).isEqualTo(ResolvedNights.day(2).toString());
        assertThat(changed(ANYTHING)).isEqualTo(ResolvedNights.day(4).toString());
    }

    private static final RecordRow ONLY = entry(new Party(7));
    private static final RecordRow TAKEN = entry(new Party(8));
    private static final RecordRow LEFT = penalty(new Party(8));

    static {
        NIGHTS.takenBack(4, TAKEN).takenBack(5, ONLY);
    }

    @Test
    void whatItsSourceTookBackClaimsNothing() {
        assertThat(NIGHTS.subject(LEFT)).isEqualTo(NIGHTS.subject(TAKEN));
        assertThat(golden(TAKEN)).containsExactly("enterprise 370102 null null");
        assertThat(changed(TAKEN)).isEqualTo(ResolvedNights.day(4).toString());
    }

    @Test
    void aSubjectOfNothingButWithdrawnRecordsKeepsWhatIdentifiesIt() {
        assertThat(golden(ONLY)).containsExactly("enterprise null null null");
        assertThat(NIGHTS.about(ONLY, "subject.subject", "uscc, name, verified"))
                .containsExactly(new Party(7).uscc() + " " + new Party(7).name() + " true");
        // Nothing else happened in that night.
        assertThat(changed(ONLY)).isEqualTo(ResolvedNights.day(5).toString());
    }

    @Test
    void goldenRecordsOfNightAfterNightAreThoseOfAllRecordsAtOnce() {
        Workspace night = NIGHTS.workspace();
        Dataset<Row> stored = night.read("subject.subject");
        Dataset<Row> all = stored.select("subject_id");
        Judged judged = Judged.of(night);
        Column[] golden = night.contract("subject.subject").columnNames().stream()
                .filter(c -> !c.equals("first_seen") && !c.equals("last_changed"))
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> atOnce = SubjectRecords.of(
                        night,
                        new NamingRecords(night, List.of(), judged),
                        new GoldenRecords(night, judged),
                        all,
                        Withdrawn.among(night, all),
                        false)
                .golden();
        assertThat(atOnce.select(golden).orderBy(col("subject_id")).collectAsList())
                .hasSize(9)
                .isEqualTo(stored.select(golden).orderBy(col("subject_id")).collectAsList());
        assertThat(Withdrawn.among(night, all).map(Dataset::count)).isEqualTo(Optional.of(5L));
    }
}
