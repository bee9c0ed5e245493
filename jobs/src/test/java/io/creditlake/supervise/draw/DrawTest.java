package io.creditlake.supervise.draw;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One campaign over a thousand enterprises of grade A, a hundred of C and those it is not about: 1 to 1000 are A, 1001 to
 * 1100 C, 1101 to 1150 elsewhere, 1151 to 1200 of another industry, 1201 to 1250 closed, 1251 to 1300 persons.
 */
class DrawTest {
    private static final LocalDate DAY = Campaigns.DAY;
    private static final Campaign CAMPAIGN = Campaigns.campaign(
            "c",
            20,
            List.of(
                    new Inspector("01", List.of("3701"), List.of("食品"), List.of()),
                    new Inspector("02", List.of(), List.of("食品"), List.of()),
                    new Inspector("03", List.of(), List.of("食品"), List.of())));

    private static TestLake lake;
    private static Workspace night;
    private static List<Row> drawn;

    @BeforeAll
    static void draw(@TempDir Path folder) {
        lake = new TestLake(folder);
        Workspace before = lake.night(DAY.minusDays(1));
        before.append(
                "subject.subject",
                lake.rows("SELECT id AS subject_id, if(id > 1250, 'person', 'enterprise') AS kind,"
                        + " if(id BETWEEN 1101 AND 1150, '370202', '370102') AS region,"
                        + " if(id BETWEEN 1151 AND 1200, 'A01', 'F51') AS industry,"
                        + " if(id BETWEEN 1201 AND 1250, 'closed', 'open') AS status FROM range(1, 1301)"));
        before.append(
                "supervision.measure",
                lake.rows("SELECT id AS subject_id, 'market-risk' AS policy, if(id BETWEEN 1001 AND 1100, 'C', 'A') AS"
                        + " grade, CAST(if(id BETWEEN 1001 AND 1100, 0.21, 0.01) AS DECIMAL(5,4)) AS ratio_min,"
                        + " CAST(if(id BETWEEN 1001 AND 1100, 0.40, 0.05) AS DECIMAL(5,4)) AS ratio_max,"
                        + " CAST(if(id BETWEEN 1001 AND 1100, 2, 0.5) AS DECIMAL(5,2)) AS inspections_per_year"
                        + " FROM range(1, 1301)"));
        // A may be inspected once in two years, C twice in one.
        inspected(before, 1, 1, DAY.minusMonths(23));
        inspected(before, 2, 2, DAY.minusMonths(25));
        inspected(before, 3, 1001, DAY.minusMonths(3));
        inspected(before, 4, 1001, DAY.minusMonths(2));
        inspected(before, 5, 1002, DAY.minusMonths(2));
        inspected(before, 6, 1002, DAY.minusMonths(13));
        lake.publish(DAY.minusDays(1));
        night = lake.night(DAY);
        assertThat(new Draws(night, List.of(CAMPAIGN)).write())
                .isEqualTo(Map.of(
                        "draws", 51L,
                        "draws_without_inspectors", 21L,
                        "campaigns_without_seed", 0L,
                        "campaigns_without_subjects", 0L,
                        "draws_inspected", 0L));
        lake.publish(DAY);
        drawn = night.read(Draw.TABLE).collectAsList();
    }

    private static void inspected(Workspace of, long id, long subject, LocalDate day) {
        append(of, "record.inspection", LakeRows.record(id, subject, day, "inspected_on", day));
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    private static List<Long> subjects(String grade) {
        return drawn.stream()
                .filter(r -> r.getAs("grade").equals(grade))
                .sorted(Comparator.comparingInt(r -> r.getAs("place")))
                .map(r -> r.<Long>getAs("subject_id"))
                .toList();
    }

    private static List<Long> inOrder(long from, long to, List<Long> without, long first) {
        return LongStream.rangeClosed(from, to)
                .boxed()
                .filter(id -> !without.contains(id))
                .sorted(Comparator.comparing(id -> Seed.hmac(Campaigns.SEED, String.valueOf(id))))
                .limit(first)
                .toList();
    }

    @Test
    void ofEachGradeTheFirstInTheOrderOfTheSeedAreDrawn() {
        // 3% of 1,000 as the campaign says, 21% of 100 as the measure says.
        assertThat(subjects("A")).isEqualTo(inOrder(1, 1000, List.of(1L), 30));
        assertThat(subjects("C")).isEqualTo(inOrder(1001, 1100, List.of(1001L), 21));
    }

    @Test
    void inspectorsAreDrawnInTheSameOrderUntilTheyHaveAllTheyCanDo() {
        List<Row> assigned =
                drawn.stream().filter(r -> r.getAs("inspectors") != null).toList();
        assertThat(assigned).hasSize(30).allSatisfy(r -> assertThat(r.getList(r.fieldIndex("inspectors")))
                .hasSize(2));
        String last = assigned.stream()
                .map(r -> r.<String>getAs("lot"))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(drawn.stream().filter(r -> r.getAs("inspectors") == null))
                .allSatisfy(r -> assertThat(r.<String>getAs("lot")).isGreaterThan(last));
    }

    @Test
    void theReleaseAloneVerifiesTheDrawAndWhatWasChangedIsFound() {
        assertThat(Verification.of(night::read, CAMPAIGN, DAY).holds()).isTrue();
        Verification other = Verification.of(night::read, CAMPAIGN.with("77".repeat(32)), DAY);
        assertThat(other.committed()).isFalse();
        assertThat(other.missing()).isNotEmpty();
        Verification swapped = Verification.of(
                name -> name.equals(Draw.TABLE)
                        ? night.read(name)
                                .where(col("subject_id").notEqual(subjects("A").get(0)))
                        : night.read(name),
                CAMPAIGN,
                DAY);
        assertThat(swapped.holds()).isFalse();
        assertThat(swapped.missing())
                .singleElement()
                .asString()
                .startsWith(subjects("A").get(0) + " A 1 ");
        assertThat(swapped.surplus()).isEmpty();
    }

    @Test
    void anotherCampaignOfTheSameNightDoesNotUndoTheDraw() {
        Campaign later = Campaigns.campaign("d", 20, CAMPAIGN.inspectors());
        Dataset<Row> both = night.read(Draw.TABLE).unionByName(new Draw(night::read, later, DAY).rows(), true);

        assertThat(both.where("campaign = 'd'").count()).isEqualTo(51);
        assertThat(Verification.of(name -> name.equals(Draw.TABLE) ? both : night.read(name), CAMPAIGN, DAY)
                        .holds())
                .isTrue();
        assertThat(Verification.alike(name -> both, "c")).hasSize(1);
    }

    @Test
    void aCampaignDrawsOnceAndAnInspectionThatNamesItIsItsResult() {
        Workspace next = lake.night(DAY.plusDays(1));
        long subject = subjects("C").get(0);
        append(
                next,
                "record.inspection",
                LakeRows.record(90, subject, DAY.plusDays(1), "inspected_on", DAY.plusDays(1), "plan_number", "c"));

        Map<String, Long> counts = new Draws(next, List.of(CAMPAIGN)).write();

        assertThat(counts).containsEntry("draws", 0L).containsEntry("draws_inspected", 1L);
        assertThat(next.read(Draw.TABLE)
                        .where("result_record_id IS NOT NULL")
                        .select("subject_id", "result_record_id")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[" + subject + ",90]");
    }

    @Test
    void anInspectionThatWasWithdrawnWasNoneAndItsDrawWaitsAgain() {
        Workspace inspected = lake.night(DAY.plusDays(1));
        long subject = subjects("C").get(0);
        append(
                inspected,
                "record.inspection",
                LakeRows.record(90, subject, DAY.plusDays(1), "inspected_on", DAY.plusDays(1), "plan_number", "c"));
        new Draws(inspected, List.of(CAMPAIGN)).write();
        // 1001 has been inspected twice this year and was not to be drawn.
        for (long[] target : new long[][] {{90, subject}, {3, 1001}}) {
            Map<String, Object> upheld = LakeRows.row(
                    "record_id", 900 + target[0], "subject_id", target[1], "kind", "objection", "outcome", "upheld");
            upheld.putAll(
                    LakeRows.row("target_class", "inspection", "target_record_id", target[0], "target_state", "tied"));
            upheld.putAll(LakeRows.row("effective_on", DAY.plusDays(1), "received_on", DAY.plusDays(1)));
            append(inspected, "record.revision", upheld);
        }

        assertThat(new Draws(inspected, List.of(CAMPAIGN)).write()).containsEntry("draws_inspected", 0L);

        assertThat(inspected
                        .read(Draw.TABLE)
                        .where("result_record_id IS NOT NULL OR inspected_on IS NOT NULL")
                        .count())
                .isZero();
        Campaign all = Campaigns.campaign("d", 20, CAMPAIGN.inspectors(), Map.of("C", BigDecimal.ONE));
        assertThat(new Draw(inspected::read, all, DAY.plusDays(1)).rows().collectAsList())
                .extracting(r -> r.<Long>getAs("subject_id"))
                .contains(1001L);
    }

    @Test
    void whomACampaignThatIsOverHasNotInspectedTheNextMayDraw() {
        LocalDate after = CAMPAIGN.to().plusDays(1);
        Campaign next = Campaigns.campaign("d", 20, CAMPAIGN.inspectors(), Map.of("A", BigDecimal.ONE));

        assertThat(new Draw(night::read, next, CAMPAIGN.to()).rows().collectAsList())
                .extracting(r -> r.<Long>getAs("subject_id"))
                .doesNotContainAnyElementsOf(subjects("A"));
        assertThat(new Draw(night::read, next, after).rows().collectAsList())
                .extracting(r -> r.<Long>getAs("subject_id"))
                .containsAll(subjects("A"));
    }

    private static void append(Workspace night, String table, Map<String, Object> row) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), List.of(row)));
    }

    @Test
    void aCampaignWaitsForItsSeedAndForItsDayAndAnotherTakesNoneThatIsDrawn() {
        Workspace next = lake.night(DAY.plusDays(1));
        Campaign secret = Campaigns.campaign("d", 20, CAMPAIGN.inspectors());
        Campaign waiting = Campaigns.unrevealed("d", 20, CAMPAIGN.inspectors());
        assertThat(new Draws(next, List.of(waiting)).write())
                .containsEntry("campaigns_without_seed", 1L)
                .containsEntry("draws", 0L);

        List<Row> second = new Draw(next::read, secret, DAY.plusDays(1)).rows().collectAsList();

        assertThat(second)
                .filteredOn(r -> r.getAs("grade").equals("A"))
                .hasSize(30)
                .extracting(r -> r.<Long>getAs("subject_id"))
                .doesNotContainAnyElementsOf(subjects("A"));
        assertThat(new Draws(lake.night(DAY.minusDays(1)), List.of(secret)).write())
                .containsEntry("draws", 0L)
                .containsEntry("campaigns_without_seed", 0L);
    }

    @Test
    void lotsOfTheEngineAreThoseOfTheStandard() {
        assertThat(lake.rows("SELECT '4711' AS id")
                        .select(Seed.hmac(Campaigns.SEED, functions.col("id")))
                        .first()
                        .getString(0))
                .isEqualTo(Seed.hmac(Campaigns.SEED, "4711"));
    }
}
