package io.creditlake.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Policies;
import io.creditlake.supervise.draw.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionLintTest {
    private static final Path SHIPPED = TestLake.home().resolve("conf");
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final Policies POLICIES = Policies.load(SHIPPED, TABLES);

    @TempDir
    Path conf;

    private String shipped;
    private String measures;
    private String warnings;
    private String listings;
    private String campaign;
    private String seed;

    @BeforeEach
    void readShipped() throws IOException {
        shipped = Files.readString(SHIPPED.resolve("supervision/measures.yaml"));
        measures = shipped.substring(0, shipped.indexOf("  - policy: market-risk"));
        warnings = Files.readString(SHIPPED.resolve("supervision/warnings.yaml"));
        listings = Files.readString(SHIPPED.resolve("supervision/listings.yaml"));
        campaign = Files.readString(SHIPPED.resolve("supervision/draws/2026-q4-market.yaml"));
        seed = Files.readString(SHIPPED.resolve("supervision/draws/2026-q4-market.seed"));
        Files.createDirectories(conf.resolve("supervision"));
    }

    @Test
    void theShippedFilesAreRight() throws IOException {
        Supervision supervision = load(shipped, warnings);

        assertThat(supervision.measures()).hasSize(7 + 5).allSatisfy(m -> assertThat(m.ratioMin())
                .isPositive());
        assertThat(supervision.warnings()).hasSize(8);
        assertThat(supervision.placeholders()).hasSize(11 + 13 + 5);
    }

    @Test
    void everyGradeIsInspectedAndAWorseOneNotLess() throws IOException {
        assertThat(found(measures.replace("ratio_min: 0.05", "ratio_min: 0"), warnings))
                .containsExactly("ratio_min: 0");
        assertThat(found(
                        measures.replace("ratio_max: 0.60", "ratio_max: 0.42")
                                .replace("ratio_max: 0.40", "ratio_max: 0.45"),
                        warnings))
                .containsExactly("grades: C- drawn at most 0.42");
        assertThat(found(measures.replaceFirst("(?m)^.*grade: B,.*$", ""), warnings))
                .containsExactly("grades: nothing for B");
        assertThat(found(measures.replace("ratio_max: 1.00", "ratio_max: 100"), warnings))
                .containsExactly("ratio_max: 100");
    }

    @Test
    void numbersFitTheirColumns() throws IOException {
        assertThat(found(measures.replaceFirst("ratio_min: 0.05", "ratio_min: 0.00005"), warnings))
                .containsExactly("ratio_min: 0.00005");
        for (String wrong : List.of("0.333", "-1", "0", "367")) {
            assertThat(found(measures.replaceFirst("per_year: 1\\b", "per_year: " + wrong), warnings))
                    .containsExactly("per_year: " + wrong);
        }
    }

    @Test
    void aMessageNamesColumnsOfItsClassAndNoPerson() throws IOException {
        assertThat(found(measures, warnings.replaceFirst("\\{authority}", "{autority}")))
                .hasSize(1);
        assertThat(found(measures, warnings.replaceFirst("\\{authority}", "{legal_representative}")))
                .containsExactly("message: {legal_representative}");
        assertThat(found(measures, warnings.replaceFirst("\\{authority}", "{subject_name}")))
                .containsExactly("message: {subject_name}");
        assertThat(found(measures, warnings.replace("{levels}", "{fine}"))).hasSize(1);
    }

    @Test
    void conditionsAreAnalysedWithTheirLine() throws IOException {
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            load(measures, warnings).checkExpressions(lake.spark());
            Supervision wrong = load(measures, warnings.replace("OR fine >=", "OR fines >="));
            List<Problem> problems = catchThrowableOfType(
                            ConfigurationException.class, () -> wrong.checkExpressions(lake.spark()))
                    .problems();
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.hint()).isEqualTo("Did you mean 'fine'?");
                assertThat(Files.readAllLines(Path.of(problem.file())).get(problem.line() - 1))
                        .contains("fines >=");
            });
        }
    }

    @Test
    void rulesOfTimesAndDaysAreChecked() throws IOException {
        assertThat(found(measures, warnings.replace("at_least: 3 ", "at_least: 1 ")))
                .containsExactly("at_least: 1");
        assertThat(found(measures, warnings.replace("    window: 12 months by decision_date\n", "")))
                .containsExactly("window: nothing");
        assertThat(found(measures, warnings.replace("date: licence_to", "date: licence_till")))
                .containsExactly("date: the column 'licence_till'");
        assertThat(found(measures, warnings.replace("date: licence_to", "date: certificate_name")))
                .hasSize(1);
        assertThat(found(measures, warnings.replace("days_after: 1", "days_after: 1\n    days_before: 1")))
                .containsExactly("date: days_before and days_after");
        assertThat(found(measures, warnings.replace("days_after: 1", "days_after: 1.5")))
                .containsExactly("days_after: 1.5");
        assertThat(found(measures, warnings.replace("{count}", "{fine}"))).hasSize(1);
    }

    @Test
    void theShippedCampaignIsRightAndItsSeedTheOneCommittedTo() throws IOException {
        Supervision supervision = loadWithDraws(campaign, seed);

        assertThat(supervision.campaigns()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo("2026-q4-market");
            assertThat(c.seed()).contains(seed.strip());
            assertThat(c.terms()).isEqualTo(campaign).doesNotContain(seed.strip());
        });
        assertThat(supervision.placeholders()).hasSize(11 + 13 + 5 + 1);
        Problems problems = new Problems();
        assertThat(CampaignReader.ofRelease(campaign, problems)).isPresent();
        assertThat(problems.isEmpty()).isTrue();
    }

    private List<String> foundInDraws(String text, String seedText) {
        return catchThrowableOfType(ConfigurationException.class, () -> loadWithDraws(text, seedText))
                .problems()
                .stream()
                .map(Problem::found)
                .toList();
    }

    private Supervision loadWithDraws(String text, String seedText) throws IOException {
        Path draws = Files.createDirectories(conf.resolve("supervision/draws"));
        Files.writeString(draws.resolve("2026-q4-market.yaml"), text);
        Files.writeString(draws.resolve("2026-q4-market.seed"), seedText);
        return load(shipped, warnings);
    }

    @Test
    void campaignsComeInTheOrderOfTheirIds() throws IOException {
        Path draws = Files.createDirectories(conf.resolve("supervision/draws"));
        for (String id : List.of("a-b", "a", "b")) {
            Files.writeString(
                    draws.resolve(id + ".yaml"), campaign.replace("campaign: 2026-q4-market", "campaign: " + id));
        }

        assertThat(load(shipped, warnings).campaigns()).extracting(Campaign::id).containsExactly("a", "a-b", "b");
    }

    @Test
    void campaignsAreCheckedAgainstMeasuresInspectorsAndSeed() {
        assertThat(foundInDraws(campaign, "00".repeat(32))).containsExactly("a seed that is not the one committed to");
        assertThat(foundInDraws(campaign.replace("A: 0.02", "A: 0.2"), seed)).containsExactly("A: 0.2");
        assertThat(foundInDraws(campaign.replace("A: 0.02", "A+: 0.02"), seed)).containsExactly("grade 'A+'");
        assertThat(foundInDraws(campaign.replace("inspectors_each: 2", "inspectors_each: 1"), seed))
                .containsExactly("inspectors_each: 1");
        assertThat(foundInDraws(campaign.replace("field: 登记事项", "field: 计量"), seed))
                .containsExactly("inspectors: 0 for the field '计量'");
        assertThat(foundInDraws(campaign.replace("\"0102\"", "\"0101\""), seed))
                .containsExactly("id: '0101' a second time");
        assertThat(foundInDraws(campaign.replace("policy: market-risk", "policy: construction-market"), seed))
                .contains("policy with inspection measures 'construction-market'");
        assertThat(foundInDraws(campaign.replace("from: 2026-12-01", "from: 2026-11-01"), seed))
                .containsExactly("from: 2026-11-01 to 2026-12-31");
        assertThat(foundInDraws(campaign + "industries: [f51, 批发业, F51]\n", seed))
                .containsExactly("industries: 'f51'", "industries: '批发业'");
        assertThat(foundInDraws(campaign.replace("[\"3701\", \"3702\"]", "[济南]"), seed))
                .containsExactly("regions: '济南'");
        assertThat(foundInDraws(campaign + "statuses: [continuing, 存续]\n", seed))
                .containsExactly("state of registration '存续'");
        assertThat(foundInDraws(campaign.replace("campaign: 2026-q4-market", "campaign: other"), seed))
                .containsExactly("the campaign 'other'");
    }

    private List<String> foundInListings(String text) {
        listings = text;
        return found(measures, warnings);
    }

    @Test
    void everyListEndsAndNamesDatesAndNoPerson() {
        String right = listings;
        assertThat(foundInListings(right.replace("    until: removed_on\n    longest: 36 months\n", "")))
                .containsExactly("until: nothing that ends it");
        assertThat(foundInListings(right.replace("from: listed_on", "from: listed_reason")))
                .containsExactly("from: the column 'listed_reason' of type string");
        assertThat(foundInListings(right.replace(
                        "longest: 36 months\n    authority: listing", "longest: ever\n    authority: listing")))
                .containsExactly("longest: 'ever'");
        assertThat(foundInListings(right.replace("reason: listed_reason", "reason: subject_name")))
                .containsExactly("reason: subject_name");
        assertThat(foundInListings(right.replace("[seriously_dishonest]", "[honoured]")))
                .containsExactly("suspended_by: 'honoured', which others suspend");
        assertThat(foundInListings(right.replace("[seriously_dishonest]", "[dishonest]")))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("'dishonest'");
        assertThat(foundInListings(right.replace("colour: red", "colour: rot"))).hasSize(1);
        assertThat(foundInListings(right.replace("id: honoured", "id: seriously_dishonest")))
                .contains("id: 'seriously_dishonest' a second time");
    }

    private List<String> found(String measuresText, String warningsText) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(measuresText, warningsText))
                .problems()
                .stream()
                .map(Problem::found)
                .toList();
    }

    private Supervision load(String measuresText, String warningsText) throws IOException {
        Files.writeString(conf.resolve("supervision/measures.yaml"), measuresText);
        Files.writeString(conf.resolve("supervision/warnings.yaml"), warningsText);
        Files.writeString(conf.resolve("supervision/listings.yaml"), listings);
        return Supervision.load(conf, TABLES, POLICIES);
    }
}
