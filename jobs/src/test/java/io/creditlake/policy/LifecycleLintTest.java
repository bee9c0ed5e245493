package io.creditlake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleLintTest {
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final String GOOD =
            """
            title: 办法
            effective_from: 2026-04-01
            earlier_records: own_version
            records:
              - record: penalty
                counted_from: decision_date
                severities:
                  - severity: serious
                    where: fine >= 500000
                    publicity: {at_least: 12 months, at_most: 3 years}
                    use: publicity
                    basis: 《办法》
                  - severity: general
                    publicity: none
                    use: 90 days
                    repairable_after: never
                    basis: 《办法》
            """;

    @TempDir
    Path conf;

    @BeforeEach
    void noPolicies() throws IOException {
        Files.createDirectories(conf.resolve("policies"));
        Files.createDirectories(conf.resolve("lifecycle"));
    }

    @Test
    void aFileThatWouldNotBeReadIsReported() throws IOException {
        Files.writeString(conf.resolve("lifecycle/2026-04-01.yml"), GOOD);
        assertThat(problems()).extracting(Problem::found).containsExactly("a version that is not read");
    }

    @Test
    void theShippedVersionsAreRight() {
        Lifecycles shipped =
                Policies.load(TestLake.home().resolve("conf"), TABLES).lifecycles();

        assertThat(shipped.versions())
                .extracting(LifecycleVersion::effectiveFrom)
                .containsExactly(LocalDate.of(2023, 5, 1), LocalDate.of(2026, 4, 1));
        assertThat(shipped.versions()).allSatisfy(v -> assertThat(v.placeholders())
                .hasSize(v.classes().stream().mapToInt(c -> c.terms().size()).sum()));
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            Policies.load(TestLake.home().resolve("conf"), TABLES).checkExpressions(lake.spark());
        }
    }

    @Test
    void aVersionIsReadWithAllThatItSays() throws IOException {
        write("2026-04-01", GOOD);

        LifecycleVersion version = lifecycles().versions().get(0);

        assertThat(version.governsEarlier()).isFalse();
        List<Term> terms = version.of("penalty").orElseThrow().terms();
        Span threeYears = new Span(3, TimeUnit.YEARS);
        assertThat(terms.get(0).publicity())
                .isEqualTo(new Term.Publicity(Term.Publicity.Kind.FOR_A_TIME, Optional.of(threeYears)));
        assertThat(terms.get(0).use()).contains(threeYears);
        assertThat(terms.get(0).repairableAfter()).contains(new Span(12, TimeUnit.MONTHS));
        assertThat(terms.get(1).publicity().kind()).isEqualTo(Term.Publicity.Kind.NONE);
        assertThat(terms.get(1).use()).contains(new Span(90, TimeUnit.DAYS));
        assertThat(terms.get(1).repairable()).isFalse();
    }

    @Test
    void anEarlierVersionGovernsTheRecordsOfItsTimeUnlessTheNewOneTakesThemOver() throws IOException {
        write("2020-01-01", GOOD.replace("2026-04-01", "2020-01-01").replace("own_version", "this_version"));
        write("2023-05-01", GOOD.replace("2026-04-01", "2023-05-01"));
        write("2026-04-01", GOOD);
        assertThat(days(LocalDate.of(2026, 4, 1))).containsExactly("2026-04-01", "2023-05-01", "2020-01-01");
        assertThat(days(LocalDate.of(2026, 3, 31))).containsExactly("2023-05-01", "2020-01-01");
        assertThat(days(LocalDate.of(2019, 12, 31))).isEmpty();

        write("2023-05-01", GOOD.replace("2026-04-01", "2023-05-01").replace("own_version", "this_version"));
        assertThat(days(LocalDate.of(2026, 4, 1))).containsExactly("2026-04-01", "2023-05-01");
    }

    @Test
    void everyMistakeIsShownWithItsLine() throws IOException {
        assertThat(problem("at_most: 3 years", "at_most: 6 months")).contains("at_most: 6 months");
        assertThat(problem("at_most: 3 years", "at_most: for ever")).contains("at_most: 'for ever'");
        assertThat(problem("counted_from: decision_date", "counted_from: decided"))
                .contains("'decided'");
        assertThat(problem("counted_from: decision_date", "counted_from: fine")).contains("of type decimal");
        assertThat(problem("severity: serious", "severity: grave")).contains("'grave'");
        assertThat(problem("record: penalty", "record: penalties")).contains("'penalties'");
        assertThat(problem("use: 90 days", "use: publicity")).contains("a publicity that has no length");
        assertThat(problem("use: 90 days", "use: 0 days")).contains("'0 days'");
        assertThat(problem("publicity: none", "publicity: always")).contains("'always'");
        assertThat(problem("earlier_records: own_version", "earlier_records: none"))
                .contains("'none'");
        assertThat(problem("repairable_after: never", "repairable: never")).contains("repairable");
        assertThat(problem("        where: fine >= 500000\n", "")).contains("no condition before the last severity");
        assertThat(problem("publicity: none", "publicity: none\n        where: fine > 0"))
                .contains("a condition of the last severity");
        assertThat(problem("use: 90 days", "use: 90 days\n        illustrative: true"))
                .contains("marked illustrative");
        write("2026-04-01", GOOD.replace("severity: serious", "severity: grave").replace("none", "always"));
        assertThat(problems()).extracting(Problem::line).containsExactly(8, 14);
        write("2026-04-02", GOOD);
        assertThat(problems()).extracting(Problem::found).contains("effective_from: 2026-04-01");
    }

    @Test
    void aLifecycleThatChangesRegradesEverybody() throws IOException {
        Path policy = TestLake.home().resolve("conf/policies/shandong-comprehensive/2022-12-01.yaml");
        Path folder = Files.createDirectories(conf.resolve("policies/shandong-comprehensive"));
        Files.copy(policy, folder.resolve("2022-12-01.yaml"));
        String without = digest();
        write("2026-04-01", GOOD);
        String with = digest();
        write("2026-04-01", "# a comment\n" + GOOD);
        assertThat(digest()).isEqualTo(with).isNotEqualTo(without);
        write("2026-04-01", GOOD.replace("90 days", "91 days"));
        assertThat(digest()).isNotEqualTo(with);
    }

    private String digest() {
        return Policies.load(conf, TABLES)
                .inForce(LocalDate.of(2026, 11, 24))
                .get(0)
                .digest();
    }

    private List<String> days(LocalDate day) {
        return lifecycles().on(day).stream()
                .map(v -> v.effectiveFrom().toString())
                .toList();
    }

    private Lifecycles lifecycles() {
        return Policies.load(conf, TABLES).lifecycles();
    }

    /** The first mistake of the good file with something put in the place of something else. */
    private String problem(String good, String bad) throws IOException {
        assertThat(GOOD).contains(good);
        write("2026-04-01", GOOD.replace(good, bad));
        List<Problem> problems = problems();
        assertThat(problems).as(bad).hasSize(1);
        return problems.get(0).found();
    }

    private List<Problem> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::lifecycles)
                .problems();
    }

    private void write(String day, String text) throws IOException {
        Files.writeString(conf.resolve("lifecycle/" + day + ".yaml"), text);
    }
}
