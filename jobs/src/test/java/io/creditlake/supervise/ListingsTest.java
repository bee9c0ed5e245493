package io.creditlake.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {
    private static final LocalDate FIRST = SupervisedNights.FIRST;
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @TempDir
    Path folder;

    private SupervisedNights nights;

    @BeforeEach
    void makeLake() {
        nights = new SupervisedNights(folder.resolve("lake"));
    }

    @AfterEach
    void closeLake() {
        nights.close();
    }

    private static Map<String, Object> dishonest(long id, long subject, LocalDate listed) {
        return LakeRows.record(
                id, subject, listed, "listed_on", listed, "listing_authority", "市监局", "listed_reason", "虚假登记");
    }

    private static Map<String, Object> honour(long id, LocalDate granted, LocalDate through) {
        return LakeRows.record(
                id, 1, granted, "granted_on", granted, "honour_to", through, "authority", "省政府", "honour_name", "质量奖");
    }

    private List<String> night(LocalDate date, String table, List<Map<String, Object>> rows) {
        return listings(nights.on(date, table, rows));
    }

    private List<String> quiet(LocalDate date) {
        return night(date, "record.penalty", List.of());
    }

    private static List<String> listings(Workspace night) {
        return night
                .read("supervision.listing")
                .selectExpr("concat_ws(' ', list, record_id, state, starts_on, ends_on, ended_by)")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void aSubjectIsListedUntilTheDayThatTheLawSetsAndEndsByItself() {
        LocalDate listed = FIRST.minusMonths(35);
        LocalDate end = listed.plusMonths(36);

        assertThat(night(SECOND, "record.serious_dishonesty", List.of(dishonest(10, 1, listed))))
                .containsExactly("seriously_dishonest 10 listed " + listed + " " + end + " expired");
        assertThat(quiet(end.minusDays(1)))
                .containsExactly("seriously_dishonest 10 listed " + listed + " " + end + " expired");
        assertThat(quiet(end)).containsExactly("seriously_dishonest 10 ended " + listed + " " + end + " expired");
    }

    @Test
    void aListingSaysWhoListedWhyAndByWhichLawAndIsWrittenWhenItChangesAlone() {
        night(SECOND, "record.serious_dishonesty", List.of(dishonest(10, 1, FIRST)));
        Workspace later = nights.on(SECOND.plusDays(1), "record.penalty", List.of());

        assertThat(later.read("supervision.listing")
                        .selectExpr("concat_ws('|', title, colour, authority, reason, basis, as_of, subject_id)")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("严重失信主体名单|black|市监局|虚假登记|《市场监督管理严重违法失信名单管理办法》；《信用修复管理办法》|" + SECOND + "|1");
        assertThat(later.changed("supervision.listing")).isFalse();
    }

    @Test
    void aDecisionToRemoveEndsItOnItsDayAndRepairToo() {
        Map<String, Object> removed = dishonest(10, 1, FIRST.minusDays(100));
        removed.put("removed_on", SECOND.plusDays(1));
        night(SECOND, "record.serious_dishonesty", List.of(removed, dishonest(11, 1, FIRST.minusDays(50))));

        assertThat(night(
                        SECOND.plusDays(1),
                        "record.revision",
                        List.of(SupervisedNights.repair(90, "serious_dishonesty", 11, SECOND.plusDays(2)))))
                .containsExactly(
                        "seriously_dishonest 10 ended " + FIRST.minusDays(100) + " " + SECOND.plusDays(1) + " removed",
                        "seriously_dishonest 11 listed " + FIRST.minusDays(50) + " " + SECOND.plusDays(2)
                                + " repaired");
        assertThat(quiet(SECOND.plusDays(2)))
                .contains(
                        "seriously_dishonest 11 ended " + FIRST.minusDays(50) + " " + SECOND.plusDays(2) + " repaired");
    }

    @Test
    void anHonourStandsThroughItsLastDayAndNotWhileItsSubjectIsListedAsDishonest() {
        LocalDate last = SECOND.plusDays(5);
        String stands = " " + FIRST + " " + last.plusDays(1) + " expired";
        assertThat(night(SECOND, "record.honour", List.of(honour(20, FIRST, last))))
                .containsExactly("honoured 20 listed" + stands);
        Map<String, Object> dishonest = dishonest(10, 1, SECOND.plusDays(2));
        dishonest.put("removed_on", SECOND.plusDays(4));

        assertThat(night(SECOND.plusDays(1), "record.serious_dishonesty", List.of(dishonest)))
                .contains("honoured 20 listed" + stands)
                .anyMatch(l -> l.startsWith("seriously_dishonest 10 to_come"));
        assertThat(quiet(SECOND.plusDays(2))).contains("honoured 20 suspended" + stands);
        assertThat(quiet(SECOND.plusDays(4))).contains("honoured 20 listed" + stands);
        assertThat(quiet(last)).contains("honoured 20 listed" + stands);
        assertThat(quiet(last.plusDays(1))).contains("honoured 20 ended" + stands);
    }

    @Test
    void naturalPersonsAreOnNoListAndARecordThatIsGoneLeavesIt() {
        assertThat(night(
                        SECOND, "record.serious_dishonesty", List.of(dishonest(10, 1, FIRST), dishonest(11, 2, FIRST))))
                .hasSize(1);
        Workspace night = nights.lake().night(SECOND.plusDays(1));
        night.delete("record.serious_dishonesty", nights.lake().rows("SELECT 10L AS record_id"), List.of("record_id"));

        assertThat(listings(nights.finish(night))).isEmpty();
    }

    @Test
    void whoMayBeAPersonIsOnNoListEither() {
        Workspace night = nights.lake().night(SECOND);
        SupervisedNights.append(
                night,
                "subject.subject",
                List.of(
                        LakeRows.row("subject_id", 3L, "name", "欧阳某某", "verified", false),
                        LakeRows.row("subject_id", 4L, "name", "济南某店", "verified", true)));
        SupervisedNights.append(
                night, "record.serious_dishonesty", List.of(dishonest(12, 3, FIRST), dishonest(13, 4, FIRST)));

        assertThat(listings(nights.finish(night))).singleElement().asString().contains(" 13 ");
    }

    @Test
    void aListingFollowsItsRecordToAnotherSubject() {
        night(SECOND, "record.serious_dishonesty", List.of(dishonest(10, 1, FIRST)));
        Workspace night = nights.lake().night(SECOND.plusDays(1));
        SupervisedNights.append(
                night, "subject.subject", List.of(LakeRows.row("subject_id", 3L, "kind", "enterprise")));
        night.update(
                "record.serious_dishonesty",
                nights.lake().rows("SELECT 10L AS record_id"),
                List.of("record_id"),
                Map.of("subject_id", functions.lit(3L)));

        assertThat(nights.finish(night)
                        .read("supervision.listing")
                        .select("subject_id")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(3L);
    }
}
