package io.creditlake.publish.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of audits may say; it takes an engine to know, and no lake. */
class AuditsFileTest {
    @TempDir
    private Path folder;

    private Settings settings;
    private TableContracts tables;
    private SourceContracts sources;
    private Policies policies;

    @BeforeEach
    void readContracts() {
        settings = TestLake.settings(folder);
        tables = TableContracts.load(settings.folders().schemas());
        sources = SourceContracts.load(settings.folders().schemas(), tables);
        policies = Policies.load(TestLake.home().resolve("conf"), tables);
        Sessions.forNight(settings);
    }

    private Audits audits(String yaml) {
        return new AuditsFile(folder, settings, sources, policies).load(yaml, Map.of());
    }

    @Test
    void everyMistakeIsShownWithItsLine() {
        assertThatThrownBy(
                        () -> audits(
                                """
                          - id: reconciliation
                            check: refused_files
                            at_most: 2
                            severity: ignore
                          - id: b
                            check: volum
                            severity: warn
                          - id: c
                            check: reject_rate
                            per: source
                            sources: [penalty_publicit]
                            at_mos: 0.5
                            severity: warn
                          - id: d
                            check: unique
                            tables: [record.*, subject.nobody]
                            key: [fine]
                            severity: warn
                          - id: e
                            check: volume
                            deliveries: 0
                            severity: warn
                        """))
                .hasMessageContainingAll(
                        "audits.yaml:2: found id: 'reconciliation' a second time",
                        "audits.yaml:4: found at_most: 2; expected a share from 0 to 1",
                        "audits.yaml:5: found severity 'ignore'; expected one of withhold, warn",
                        "audits.yaml:7: found check 'volum'",
                        "Did you mean 'volume'?",
                        "audits.yaml:12: found the source 'penalty_publicit'",
                        "audits.yaml:13: found the key 'at_mos'",
                        "found at_most: nothing; expected a number",
                        "audits.yaml:17: found the table 'subject.nobody'",
                        "audits.yaml:18: found key: 'fine', which record.arrears lacks",
                        "audits.yaml:22: found deliveries: 0",
                        "found at_most: no bound");
    }

    @Test
    void aQueryCanNeitherChangeTheLakeNorReadElsewhereNorAskTheClock() {
        for (String sql : List.of(
                "DROP TABLE record.penalty",
                "DELETE FROM record.penalty",
                "SELECT 1) AS a; DROP TABLE record.penalty; SELECT (1",
                "SELECT * FROM text.`/etc/passwd`",
                "SELECT * FROM record.penalty WHERE received_on < current_date()",
                "SELECT record_id FROM record.penalty WHERE EXISTS (SELECT 1 WHERE rand() < 0.5)",
                "SELECT reflect('java.lang.System', 'getenv', 'PATH')",
                "SELECT fine FROM record.penalti")) {
            assertThatThrownBy(() -> audits(AuditsFile.one("sql", "sql: \"" + sql + "\"")))
                    .as(sql)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("audits.yaml:5: found the query of the audit: ");
        }
    }

    @Test
    void theShippedAuditsAreRight() {
        Audits shipped = Audits.load(settings, tables, sources, policies);
        shipped.checkQueries(settings);
        assertThat(shipped.count()).isEqualTo(13);
    }
}
