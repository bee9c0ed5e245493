package io.creditlake.ingest;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenReceiptsTest {
    private static final LocalDate SENT = LocalDate.of(2026, 11, 22);
    private static final LocalDate NIGHT = SENT.plusDays(1);
    private static final String SHA = "a".repeat(64);

    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void makeLake() {
        lake = new TestLake(folder);
        Workspace night = lake.night(SENT);
        List<Map<String, Object>> files = new ArrayList<>();
        for (String file : List.of("a.csv", "b.csv", "c.csv", "d.csv")) {
            files.add(row(
                    "run_date",
                    SENT,
                    "publication",
                    "exchange",
                    "terms",
                    "t",
                    "audience",
                    "government",
                    "mode",
                    "full",
                    "part",
                    "",
                    "file",
                    file,
                    "rows",
                    3L,
                    "sha256",
                    SHA));
        }
        night.append("ops.publication", LakeRows.of(night.spark(), night.contract("ops.publication"), files));
        lake.publish(SENT);
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    private void receipts(String... lines) throws IOException {
        Path exchange = Files.createDirectories(folder.resolve("landing/_receipts/exchange"));
        Files.writeString(exchange.resolve(NIGHT + ".jsonl"), String.join("\n", lines) + "\n");
    }

    private static String receipt(String file, String sha256, int rows, String more) {
        return "{\"on\":\"%s\",\"file\":\"%s\",\"sha256\":\"%s\",\"rows\":%d%s}"
                .formatted(NIGHT, file, sha256, rows, more);
    }

    @Test
    void eachReceiptIsHeldAgainstTheFileThatWasSent() throws IOException {
        receipts(
                receipt("a.csv", SHA, 2, ""),
                receipt("b.csv", SHA, 3, ",\"refused\":[{\"row\":2,\"code\":\"E07\",\"message\":\"代码不符\"}]"),
                receipt("c.csv", "b".repeat(64), 3, ""),
                receipt("z.csv", SHA, 3, ""),
                receipt("a.csv", SHA, 3, ""));
        Workspace night = lake.night(NIGHT);

        TakenReceipts.take(night, new Configuration());

        assertThat(night.read("ops.receipt")
                        .selectExpr("concat_ws(' ', file, status, rows_sent, rows_refused, get(refused, 0).code)")
                        .collectAsList())
                .extracting((Row r) -> r.getString(0))
                .containsExactlyInAnyOrder(
                        "a.csv accepted 3 0",
                        "b.csv partly_accepted 3 1 E07",
                        "c.csv other_content 3 0",
                        "z.csv unknown_file 0");
        long snapshot = night.table("ops.receipt").refs().get("night").snapshotId();
        TakenReceipts.take(night, new Configuration());
        assertThat(night.table("ops.receipt").refs().get("night").snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void aLineThatIsNoReceiptIsNamedAndTheOthersAreTaken() throws IOException {
        receipts(
                receipt("a.csv", "no hash", 3, ""),
                receipt("b.csv", SHA, 3, ",\"refused\":[{\"row\":\"two\",\"code\":\"E07\"},7]"),
                receipt("c.csv", SHA, 3, ""),
                "{\"on\":",
                receipt("d.csv", SHA, 3, ",\"refusd\":[]"));
        Files.writeString(folder.resolve("landing/_receipts/exchange/of last week.jsonl"), "");
        Workspace night = lake.night(NIGHT);

        SourceContracts sources = SourceContracts.load(
                lake.settings().folders().schemas(), lake.tables().contracts());
        StageReport report = new IngestStage(sources).run(night);

        assertThat(report.counters()).containsEntry("receipts_unread", 5L);
        assertThat(report.notes())
                .anyMatch(n -> n.contains(NIGHT + ".jsonl:1: found a sha256 of 7 characters"))
                .anyMatch(n -> n.contains(NIGHT + ".jsonl:2: found 'row' that is no whole number"))
                .anyMatch(n -> n.contains(NIGHT + ".jsonl:2: found an item of 'refused'"))
                .anyMatch(n -> n.contains(NIGHT + ".jsonl:4: found no JSON"))
                .anyMatch(n -> n.contains(NIGHT + ".jsonl:5: found the key 'refusd'; expected one of")
                        && n.endsWith("Did you mean 'refused'?"))
                .anyMatch(n -> n.contains("of last week.jsonl: found "));
        assertThat(night.read("ops.receipt").select("file", "status").collectAsList())
                .containsExactly(RowFactory.create("c.csv", "accepted"));
    }
}
