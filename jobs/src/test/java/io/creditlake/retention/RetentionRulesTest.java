package io.creditlake.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Cadence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionRulesTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 30);

    @TempDir
    private Path conf;

    private final TableContracts contracts = TableContracts.load(TestLake.home().resolve("schemas"));

    private RetentionRules rules(String yaml) throws IOException {
        Files.writeString(conf.resolve("retention.yaml"), yaml);
        return RetentionRules.load(conf, contracts);
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        assertThatThrownBy(
                        () -> rules(
                                """
                        erase: weekly
                        records:
                          - record: penalti
                            effective_from: 2026-04-01
                            after: ended
                            keep: 5 years
                            basis: 《示例办法》
                          - record: penalty
                            effective_from: 2026-04
                            after: fine
                            keep: for ever
                            basis: 《示例办法》
                            illustrative: true
                          - record: penalty
                            until: 2027-01-01
                        dumps:
                          keep: 3 months
                          basis: 《示例办法》
                        refusals:
                          keep: 4 months
                          basis: 《示例办法》
                        releases:
                          keep: none
                        """))
                .hasMessageContainingAll(
                        "retention.yaml:1: found erase 'weekly'; expected one of nightly, monthly, quarterly",
                        "retention.yaml:3: found the record class 'penalti'",
                        "Did you mean 'penalty'?",
                        "retention.yaml:9: found effective_from: '2026-04'; expected a day",
                        "retention.yaml:10: found the day 'fine'",
                        "retention.yaml:11: found keep: 'for ever'; expected a length, for example keep: 60 months",
                        "retention.yaml:15: found the key 'until'",
                        "no 'basis'",
                        "dumps: kept 3 months, less long than refusals",
                        "illustrative: items marked illustrative and nothing about it at the head of the file",
                        "retention.yaml:23: found keep: 'none'");
    }

    @Test
    void ofSeveralRulesForAClassTheLatestInForceHolds() throws IOException {
        RetentionRules rules = rules(
                """
                erase: nightly
                records:
                  - {record: penalty, effective_from: 2027-01-01, after: ended, keep: 1 years, basis: 《乙》}
                  - {record: penalty, effective_from: 2026-04-01, after: ended, keep: 60 months, basis: 《甲》}
                """);
        assertThat(rules.of("penalty", NIGHT)).map(rule -> rule.keep().basis()).contains("《甲》");
        assertThat(rules.of("penalty", LocalDate.of(2027, 1, 1)))
                .map(RecordRule::words)
                .contains("penalty kept 1 years after ended");
        assertThat(rules.of("penalty", LocalDate.of(2026, 3, 31))).isEmpty();
        assertThat(rules.of("licence", NIGHT)).isEmpty();
    }

    @Test
    void theLastDayWhoseTimeIsOverIsCountedAsColumnsAre() throws IOException {
        RetentionRules rules = rules(
                """
                erase: nightly
                refusals: {keep: 3 months, basis: 《甲》}
                """);
        Keep keep = rules.refusals().orElseThrow();
        // 30 November plus three months is 28 February, and so is 28 November.
        assertThat(keep.latestStart(LocalDate.of(2027, 2, 28))).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(keep.latestStart(LocalDate.of(2027, 2, 27))).isEqualTo(LocalDate.of(2026, 11, 27));
    }

    @Test
    void releasesAreBoundedFromTheDayOfUpkeep() throws IOException {
        assertThat(rules("erase: nightly\nreleases: {keep: 31 days}\n").bound(NIGHT))
                .isEqualTo(NIGHT.minusDays(31));
        assertThat(rules("erase: nightly\nreleases: {keep: at_once}\n").bound(NIGHT))
                .isEqualTo(NIGHT);
    }

    @Test
    void theShippedFileIsRight() {
        RetentionRules shipped = RetentionRules.load(TestLake.home().resolve("conf"), contracts);
        assertThat(shipped.erase()).isEqualTo(Cadence.MONTHLY);
        assertThat(shipped.records()).hasSize(3);
        assertThat(shipped.dumps()).isEmpty();
        assertThat(shipped.placeholders()).hasSize(4).allMatch(p -> p.file().endsWith("retention.yaml"));
    }

    @Test
    void withoutAFileEverythingIsKept() {
        assertThat(RetentionRules.load(conf, contracts)).isEqualTo(RetentionRules.none());
    }
}
