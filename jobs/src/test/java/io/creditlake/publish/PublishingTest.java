package io.creditlake.publish;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.view.Publications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final String TERMS =
            """
            title: 交换
            audience: government
            from: record.penalty
            mode: changes
            %s
            columns:
              - {name: id, sql: record_id}
            """;

    @TempDir
    Path folder;

    private TestLake lake;
    private Policies policies;
    private Publications publications;

    @BeforeEach
    void makeLake() throws IOException {
        lake = new TestLake(folder.resolve("lake"));
        policies = Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        describe("");
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    private void describe(String more) throws IOException {
        Path conf = folder.resolve("conf");
        Files.createDirectories(conf.resolve("publications"));
        Files.writeString(conf.resolve("publications/exchange.yaml"), TERMS.formatted(more));
        publications = Publications.load(conf, lake.tables().contracts(), policies);
    }

    /** What a night that brings a penalty sends, as mode and rows of its files. */
    private List<String> night(LocalDate date, long penalty) {
        Workspace night = lake.night(date);
        return sent(night, penalty);
    }

    private List<String> sent(Workspace night, long penalty) {
        if (night.base().isEmpty()) {
            append(night, "subject.subject", row("subject_id", 1L, "kind", "enterprise", "name", "甲公司"));
        }
        Map<String, Object> brought = LakeRows.penalty(penalty, 1, FIRST);
        brought.put("subject_kind", "enterprise");
        append(night, "record.penalty", brought);
        String release = "release-" + night.runDate();
        new Publishing(night, publications)
                .write(
                        release,
                        new org.apache.hadoop.fs.Path(folder.resolve(release).toString()));
        lake.publish(night.runDate());
        return night
                .read("ops.publication")
                .where("run_date = DATE'" + night.runDate() + "'")
                .selectExpr("concat_ws(' ', mode, rows)")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .toList();
    }

    private static void append(Workspace night, String table, Map<String, Object> row) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), List.of(row)));
    }

    private static Map<String, Object> receipt(LocalDate of, String mode, String status) {
        return row(
                "publication",
                "exchange",
                "file",
                "exchange-" + of + "-" + mode + "-1-0001.csv",
                "received_on",
                of.plusDays(1),
                "rows_received",
                1L,
                "rows_refused",
                0L,
                "status",
                status);
    }

    @Test
    void nightsSendWhatChangedAndTheFirstOfAMonthEverything() throws IOException {
        assertThat(night(FIRST, 10)).containsExactly("full 1");
        assertThat(night(SECOND, 11)).containsExactly("changes 1");
        LocalDate december = LocalDate.of(2026, 12, 1);
        assertThat(night(december, 12)).containsExactly("full 3");
        assertThat(night(december.plusDays(1), 13)).containsExactly("changes 1");
        describe("format: jsonl");
        assertThat(night(december.plusDays(2), 14)).containsExactly("full 5");
        describe("");
        assertThat(night(december.plusDays(3), 15)).containsExactly("full 6");
    }

    @Test
    void aRowThatArrivedWithoutAReceiptIsRemovedAllTheSame() throws IOException {
        describe("receipts: required");
        night(FIRST, 10);
        Workspace second = lake.night(SECOND);
        append(second, "ops.receipt", receipt(FIRST, "full", "accepted"));
        assertThat(sent(second, 11)).containsExactly("changes 1");

        Workspace third = lake.night(THIRD);
        append(third, "record.revision", withdrawal(11));
        assertThat(sent(third, 12)).containsExactly("changes 2");
    }

    @Test
    void whatAReleaseSentThatWasTakenBackIsTakenBackToo() {
        night(FIRST, 10);
        night(SECOND, 11);
        Releases releases = new Releases(lake.tables());
        releases.put(releases.require(Optional.of("release-" + SECOND)).with(Status.ROLLED_BACK));

        assertThat(night(THIRD, 12)).containsExactly("changes 2");
        assertThat(night(THIRD.plusDays(1), 13)).containsExactly("changes 1");
    }

    private static Map<String, Object> withdrawal(long penalty) {
        Map<String, Object> upheld = row("record_id", 90L, "subject_id", 1L, "kind", "objection", "outcome", "upheld");
        upheld.putAll(row("target_class", "penalty", "target_record_id", penalty, "target_state", "tied"));
        upheld.put("effective_on", SECOND);
        return upheld;
    }

    @Test
    void changesAreCountedFromTheLastFilesThatTheirReaderHasConfirmed() throws IOException {
        describe("receipts: required");
        assertThat(night(FIRST, 10)).containsExactly("full 1");
        assertThat(night(SECOND, 11)).containsExactly("full 2");

        Workspace third = lake.night(THIRD);
        append(third, "ops.receipt", receipt(FIRST, "full", "accepted"));
        append(third, "ops.receipt", receipt(SECOND, "full", "other_rows"));
        assertThat(sent(third, 12)).containsExactly("changes 2");

        Workspace fourth = lake.night(THIRD.plusDays(1));
        append(fourth, "ops.receipt", receipt(THIRD, "changes", "partly_accepted"));
        assertThat(sent(fourth, 13)).containsExactly("changes 1");
        assertThat(new Receipts(fourth::read)
                        .of(publications)
                        .selectExpr("concat_ws(' ', run_date, status)")
                        .collectAsList())
                .extracting(r -> r.getString(0))
                .containsExactly(
                        THIRD.plusDays(1) + " awaited",
                        THIRD + " partly_accepted",
                        SECOND + " other_rows",
                        FIRST + " accepted");
    }
}
