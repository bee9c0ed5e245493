package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.serve.ApiKeys;
import io.creditlake.serve.AuditLog;
import io.creditlake.serve.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A province that has not delivered anything yet: its first night is a release that everybody can read. */
class EmptyLakeTest {
    private static final String NOBODY = CreditNights.PENALISED;

    @TempDir
    private static Path folder;

    private static Typed night;

    @BeforeAll
    static void runANightWithoutDeliveries() throws IOException {
        Files.createDirectories(folder.resolve("landing"));
        night = type("nightly", "--date=2026-11-23", "--log-format=json");
        assertThat(night.code()).as(night.err()).isZero();
    }

    private static Typed type(String... command) {
        return Typed.run(
                List.of(command),
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--landing", folder.resolve("landing").toString(),
                        "--conf", TestLake.home().resolve("conf").toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }

    @Test
    void aProgramReadsOfEachStageWhenItEndedAndWhatItDid() throws IOException {
        List<JsonNode> stages = new ArrayList<>();
        // In this process the engine speaks as it does to people; EngineLogTest reads what it says to programs.
        for (String line : night.err().lines().filter(l -> l.startsWith("{")).toList()) {
            JsonNode said = new JsonMapper().readTree(line);
            assertThat(Instant.parse(said.path("at").asText())).isBeforeOrEqualTo(Instant.now());
            assertThat(said.path("level").asText()).isEqualTo("info");
            if (said.path("event").asText().equals("stage")) {
                stages.add(said);
            }
        }
        assertThat(stages)
                .extracting(stage -> stage.path("stage").asText())
                .containsExactly("ingest", "standardise", "resolve", "grade", "supervise", "publish");
        assertThat(stages).allSatisfy(stage -> {
            assertThat(stage.path("seconds").isNumber()).isTrue();
            assertThat(stage.path("counters").isObject()).isTrue();
        });
        JsonNode published = stages.get(stages.size() - 1);
        assertThat(published.path("counters").path("tables").asLong()).isPositive();
        assertThat(published.path("notes").get(0).asText()).isEqualTo("published release-2026-11-23");
    }

    @Test
    void thePagesOfTheNightAreThere() throws IOException {
        Path reports = folder.resolve("lake").resolve("reports");

        assertThat(reports.resolve("release-2026-11-23.html")).isNotEmptyFile();
        assertThat(Files.readString(reports.resolve("release-2026-11-23.en.html")))
                .contains("release-2026-11-23");
    }

    @Test
    void whoIsAskedForIsNobody() {
        for (List<String> command : List.of(List.of("report", "subject", NOBODY), List.of("explain", NOBODY))) {
            Typed typed = type(command.toArray(String[]::new));

            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err()).contains("found nobody in this release", "Look it up");
        }
    }

    @Test
    void theServiceSaysThatThereIsNobody() throws Exception {
        Settings settings = TestLake.settings(folder);
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        ReportKey key = ReportKey.of("a key of the tests that is long enough");
        Path keys =
                Files.writeString(folder.resolve("keys"), ApiKeys.line("bank", "a key that opens the service") + "\n");
        try (AuditLog audit = AuditLog.open(folder.resolve("audit.jsonl"));
                CreditReports reports = CreditReports.open(settings, contracts, Optional.empty());
                Service service = Service.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        reports,
                        new ReportCheck(settings, contracts, key),
                        key,
                        ApiKeys.load(keys),
                        audit)) {
            URI address = URI.create("http://127.0.0.1:" + service.address().getPort() + "/v1/check?subject=" + NOBODY);
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer a key that opens the service")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        }
    }
}
