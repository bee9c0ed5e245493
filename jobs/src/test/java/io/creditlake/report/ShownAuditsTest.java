package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.report.ReportData.Audit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ShownAuditsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    private static final StructType COLUMNS = LakeTables.structOf(
            TableContracts.load(TestLake.home().resolve("schemas")).get("ops.audit"));

    private static Row finding(String audit, String about, String subject, boolean passed) {
        Map<String, Object> row = Map.of(
                "run_date", NIGHT,
                "release", "release-" + NIGHT,
                "audit", audit,
                "about", about,
                "subject", subject,
                "severity", "withhold",
                "passed", passed,
                "found", "7 of it",
                "expected", "none of it");
        return new GenericRowWithSchema(
                Arrays.stream(COLUMNS.fieldNames()).map(row::get).toArray(), COLUMNS);
    }

    private static List<String> shown(List<Release.Audit> ofRelease, Row... findings) {
        Release release =
                new Release("release-" + NIGHT, NIGHT, Instant.EPOCH, Release.Status.WITHHELD, Map.of(), ofRelease);
        return new ShownAudits(release, Set.of("comprehensive"))
                .of(List.of(findings)).stream().map(ShownAuditsTest::line).toList();
    }

    private static String line(Audit audit) {
        return (audit.passed() ? "+ " : "- ") + audit.name() + " " + audit.subject() + ": " + audit.found();
    }

    @Test
    void whatIsNotAsItShouldBeComesFirstAndOneByOne() {
        assertThat(shown(
                        List.of(),
                        finding("a", "night", "", true),
                        finding("volume", "source", "x", true),
                        finding("volume", "source", "y", false),
                        finding("rate", "source", "x", true),
                        finding("rate", "source", "y", true)))
                .containsExactly("- volume y: 7 of it", "+ a : 7 of it", "+ rate : 2 looked at, all as they should be");
    }

    @Test
    void nothingIsToldOfAPolicyThatIsNotPublishedButThatTheAuditFailed() {
        Release.Audit failed = new Release.Audit("shift", false, "internal: 7 of it", "none of it");
        assertThat(shown(
                        List.of(failed),
                        finding("shift", "policy", "comprehensive", true),
                        finding("shift", "policy", "internal", false)))
                .containsExactly("- shift : ", "+ shift comprehensive: 7 of it");
        assertThat(shown(List.of(), finding("shift", "policy", "internal", true)))
                .isEmpty();
    }

    @Test
    void whatAQueryHasCountedStaysWithItsAuthor() {
        assertThat(shown(List.of(), finding("own", "query", "", false))).containsExactly("- own : ");
    }

    @Test
    void aReleaseFromBeforeTheTableShowsWhatItHas() {
        assertThat(shown(List.of(new Release.Audit("old", false, "much", "little"))))
                .containsExactly("- old : much");
    }
}
