package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.serve.ApiKeys;
import io.creditlake.serve.AuditLog;
import io.creditlake.serve.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a client meets it, over the lake of two real nights. */
class ServeTest {
    private static final String KEY = "a key that only the bank has, forty letters";
    private static final String FRUGAL = "a key whose owner may ask but twice a minute";

    @TempDir
    private static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static AuditLog audit;
    private static CreditReports reports;
    private static Service service;

    @BeforeAll
    static void start() throws IOException {
        Settings settings = TestLake.settings(CreditNights.get().folder());
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        ReportKey key = ReportKey.of("a key of the tests that is long enough");
        Path keys = Files.writeString(
                folder.resolve("keys"),
                "# who may ask\n" + ApiKeys.line("bank", KEY) + "\n" + ApiKeys.line("frugal", FRUGAL) + " 2\n");
        audit = AuditLog.open(folder.resolve("audit.jsonl"));
        reports = CreditReports.open(settings, contracts, Optional.empty());
        service = Service.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                reports,
                new ReportCheck(settings, contracts, key),
                key,
                ApiKeys.load(keys),
                audit);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        reports.close();
        audit.close();
    }

    private static HttpResponse<byte[]> ask(String method, String key, String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static HttpResponse<byte[]> get(String path) {
        return ask("GET", KEY, path, "");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(text(answer), e);
        }
    }

    private static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void aCheckSaysGradesListsAndWhetherThereAreSeriousRecords() {
        HttpResponse<byte[]> answer = get("/v1/check?subject=" + CreditNights.PENALISED);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        JsonNode check = json(answer);
        assertThat(check.path("release").asText()).isEqualTo("release-" + CreditNights.SECOND);
        assertThat(check.path("grades").get(0).path("grade").asText())
                .isEqualTo(CreditNights.get()
                        .sql("SELECT grade FROM grade.grade JOIN subject.subject USING (subject_id) WHERE uscc = '"
                                + CreditNights.PENALISED + "' AND policy = 'shandong-comprehensive'"));
        assertThat(check.path("serious_records").asBoolean()).isTrue();
        assertThat(json(get("/v1/check?subject=" + CreditNights.MARKUP))
                        .path("serious_records")
                        .asBoolean())
                .isFalse();
        assertThat(answer.body().length).isLessThan(1000);
    }

    @Test
    void aMergedSubjectIsFoundByItsOldCodeItsNameAndTheIdThatItGaveUp() {
        String gone = CreditNights.get().sql("SELECT from_subject_id FROM subject.merge WHERE kind = 'merge'");
        long id = json(get("/v1/check?subject=" + CreditNights.MERGED))
                .path("subject_id")
                .asLong();
        for (String text : List.of(CreditNights.MERGED_NUMBER, gone, "山东样例丙机械有限公司", "山东样例丙新材料有限公司")) {
            assertThat(json(get("/v1/check?subject=" + encoded(text)))
                            .path("subject_id")
                            .asLong())
                    .as(text)
                    .isEqualTo(id);
        }
    }

    @Test
    void whoCannotBeToldApartIsNobodyOrAPersonGetsAProblem() {
        for (String path : List.of("/v1/check?subject=", "/v1/subjects/")) {
            String end = path.startsWith("/v1/check") ? "" : "/report";
            assertThat(get(path + CreditNights.DISPUTED + end).statusCode()).isEqualTo(409);
            assertThat(get(path + CreditNights.PERSON + end).statusCode()).isEqualTo(422);
            // Whether somebody of that name is known is not said.
            HttpResponse<byte[]> person = get(path + encoded(CreditNights.PERSON_NAME) + end);
            HttpResponse<byte[]> nobody = get(path + encoded("样例路人") + end);
            assertThat(person.statusCode()).isEqualTo(404);
            assertThat(text(person)).isEqualTo(text(nobody));
            assertThat(type(person)).isEqualTo("application/problem+json");
            assertThat(json(person).path("status").asInt()).isEqualTo(404);
        }
        String id = CreditNights.get().sql("SELECT subject_id FROM subject.subject WHERE kind = 'person'");
        assertThat(get("/v1/check?subject=" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aReportComesAsTheSuffixOrTheAcceptHeaderSays() {
        String path = "/v1/subjects/" + CreditNights.PENALISED + "/report";
        assertThat(type(get(path))).isEqualTo("application/json");
        assertThat(type(get(path + ".html"))).startsWith("text/html");
        assertThat(type(ask("GET", KEY, path, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")))
                .startsWith("text/html");
        assertThat(ask("GET", KEY, path, "image/png").statusCode()).isEqualTo(406);
        assertThat(get(path + ".exe").statusCode()).isEqualTo(404);
        assertThat(text(get(path + ".html?lang=en"))).contains("Public credit report");
        assertThat(text(get(path))).contains("仍在公示的处罚").doesNotContain("已修复的处罚");
    }

    @Test
    void nothingInternalOrPersonalIsInAnyAnswer() {
        List<String> answers = new ArrayList<>();
        for (String subject : List.of(CreditNights.PENALISED, CreditNights.MARKUP, CreditNights.MERGED)) {
            answers.add(text(get("/v1/check?subject=" + subject)));
            answers.add(text(get("/v1/subjects/" + subject + "/report.html")));
            answers.add(text(get("/v1/subjects/" + subject + "/report.json")));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer)
                .doesNotContain("market-risk", "企业信用风险分类", CreditNights.REPRESENTATIVE));
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("<"))
                .hasSize(3)
                .allSatisfy(page -> assertThat(page).doesNotContain("<script", "<img"));
    }

    @Test
    void aReportIsVerifiedWithoutAKeyAndAChangedOneIsNot() {
        JsonNode report = json(get("/v1/subjects/" + CreditNights.PENALISED + "/report"));
        assertThat(report.path("proves").asBoolean()).isTrue();
        String number = report.path("number").asText();
        String code = report.path("code").asText();
        JsonNode right = json(ask("GET", "", "/v1/verify?number=" + number + "&code=" + code, ""));
        assertThat(right.path("genuine").asBoolean()).isTrue();
        assertThat(right.path("content").asText()).isEqualTo("same");

        String changed = "20261124" + number.substring(8);
        JsonNode wrong = json(ask("GET", "", "/v1/verify?number=" + changed + "&code=" + code, ""));
        assertThat(wrong.path("genuine").asBoolean()).isFalse();
        assertThat(wrong.has("release")).isFalse();
        assertThat(ask("GET", "", "/v1/verify?number=" + number, "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutAKeyThereIsNoAnswerAndAQuotaEnds() {
        String path = "/v1/check?subject=" + CreditNights.PENALISED;
        for (String key : List.of("", "another key", KEY + "x")) {
            HttpResponse<byte[]> refused = ask("GET", key, path, "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(type(refused)).isEqualTo("application/problem+json");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        assertThat(ask("GET", FRUGAL, path, "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", FRUGAL, path, "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", FRUGAL, path, "").statusCode()).isEqualTo(429);
    }

    @Test
    void onlyGetAndHeadAreAnsweredAndNoLongAddress() {
        String path = "/v1/check?subject=" + CreditNights.PENALISED;
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(ask(method, KEY, path, "").statusCode()).isEqualTo(405);
        }
        HttpResponse<byte[]> head = ask("HEAD", KEY, path, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get("/v1/check?subject=" + "a".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(get("/v1/check?subject=" + "a".repeat(5000)).statusCode()).isEqualTo(414);
        assertThat(get("/v1/check").statusCode()).isEqualTo(400);
        assertThat(get("/v1/grades").statusCode()).isEqualTo(404);
        assertThat(get("/v1/subjects/../../etc/passwd/report").statusCode()).isEqualTo(404);
    }

    @Test
    void theSchemeOfAKeyMayBeWrittenInAnyCase() throws IOException {
        String request =
                "GET /v1/check?subject=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: bearer  %s\r\n\r\n";
        assertThat(raw(request.formatted(CreditNights.PENALISED, KEY))).startsWith("HTTP/1.1 200");
        assertThat(raw(request.formatted(CreditNights.PENALISED, KEY + " x"))).startsWith("HTTP/1.1 401");
    }

    @Test
    void whatIsNoRequestGetsNoTraceOfTheProgramAndTheServiceGoesOn() throws IOException {
        for (String request : List.of(
                "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/check?subject=%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/subjects/%00%2e%2e/report HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer " + KEY
                        + "\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nX: " + "x".repeat(1_000_000) + "\r\nConnection: close\r\n\r\n")) {
            assertThat(raw(request)).doesNotContain("io.creditlake", "java.", "\tat ");
        }
        assertThat(ask("GET", "", "/healthz", "").statusCode()).isEqualTo(200);
    }

    /** What comes back for some bytes. */
    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.address().getPort())) {
            socket.setSoTimeout(10_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().transferTo(answer);
            } catch (SocketException e) {
                // Hung up on, which is an answer too.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsSentReachesNoHeaderOfAnAnswer() throws IOException {
        for (String path : List.of(
                "/v1/check?subject=a%0d%0aSet-Cookie:%20x=1",
                "/v1/subjects/a%0d%0aSet-Cookie:%20x=1/report", "/v1/verify?number=%0d%0aSet-Cookie:%20x=1&code=1")) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.headers().map().keySet()).as(path).doesNotContain("set-cookie");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'");
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"))).allMatch(line -> line.startsWith("{\"at\":"));
        assertThat(statusLine("GET /healthz HTTP/1.1\r\nHost: a\r\n"
                        + IntStream.range(0, 1000)
                                .mapToObj(i -> "X" + i + ": y\r\n")
                                .collect(Collectors.joining()) + "\r\n"))
                .as("more headers than anybody sends")
                .isNotEqualTo("HTTP/1.1 200");
        assertThat(statusLine("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n"))
                .as("a header longer than anybody sends")
                .isNotEqualTo("HTTP/1.1 200");
        assertThat(statusLine("GET /v1/check?subject=a b HTTP/1.1\r\n\r\n")).isNotEqualTo("HTTP/1.1 200");
        assertThat(statusLine("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"))
                .isEqualTo("HTTP/1.1 405");
        assertThat(ask("GET", "", "/healthz", "").statusCode()).isEqualTo(200);
    }

    /** How an answer begins to bytes that no client library would send. */
    private static String statusLine(String request) throws IOException {
        try (Socket socket =
                new Socket(service.address().getAddress(), service.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] begin = socket.getInputStream().readNBytes(12);
            return new String(begin, StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void clientsThatSendSlowlyKeepNobodyFromAnAnswerAndAreLetGo() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(
                        service.address().getAddress(), service.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /healthz HTT".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(statusLine("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("HTTP/1.1 200");
            slow.get(0).setSoTimeout(15_000);
            assertThat(slow.get(0).getInputStream().read())
                    .as("closed by the service")
                    .isEqualTo(-1);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whereNobodyCanListenOrWriteIsAMistakeOfUsage() {
        for (String option : List.of("--port=99999", "--audit=/proc/nowhere/audit.jsonl")) {
            Typed serve = CreditNights.get().type("serve", option, "--keys=" + folder.resolve("keys"));
            assertThat(serve.code()).as(serve.err()).isEqualTo(2);
            assertThat(serve.err()).contains(option.replace("=", " ")).doesNotContain("--debug");
        }
    }

    @Test
    void aMonitorCountsAnswersAndLearnsNothingOfWhomTheyAreAbout() {
        get("/v1/check?subject=" + encoded("样例路人甲"));
        HttpResponse<byte[]> answer = ask("GET", "", "/metrics", "");
        assertThat(type(answer)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        Map<String, Double> measures = PrometheusText.parse(text(answer));
        assertThat(measures.get("creditlake_serve_answers_total{asked=check,status=404}"))
                .isPositive();
        assertThat(measures.get("creditlake_serve_subjects{}")).isEqualTo((double) service.subjects());
        assertThat(text(answer)).doesNotContain("样例", "bank");
    }

    @Test
    void theDescriptionAndTheHealthNeedNoKey() {
        assertThat(json(ask("GET", "", "/openapi.json", "")).path("openapi").asText())
                .startsWith("3.1");
        assertThat(json(ask("GET", "", "/healthz", "")).path("release").asText())
                .isEqualTo("release-" + CreditNights.SECOND);
    }

    @Test
    void whoAskedWhatIsWrittenDownForTheOwnerAloneAndWithoutPersonalData() throws IOException {
        get("/v1/check?subject=" + CreditNights.MERGED);
        get("/v1/check?subject=" + CreditNights.PERSON);
        get("/v1/check?subject=" + encoded("样例路人甲"));
        ask("GET", "nobody's key", "/v1/check?subject=" + CreditNights.MERGED, "");
        Path file = folder.resolve("audit.jsonl");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new JsonMapper().readTree(line));
        }
        long id = json(get("/v1/check?subject=" + CreditNights.MERGED))
                .path("subject_id")
                .asLong();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.toString())
                        .contains("\"key\":\"bank\"", "\"asked\":\"check\"", "\"subject\":" + id, "\"status\":200"))
                .anySatisfy(line -> assertThat(line.toString()).contains("\"key\":null", "\"status\":401"))
                .anySatisfy(line -> assertThat(line.toString()).contains("样…(5)", "\"status\":404"))
                .anySatisfy(line -> assertThat(line.toString()).contains("a person's number", "\"status\":422"));
        assertThat(Files.readString(file)).doesNotContain(CreditNights.PERSON, CreditNights.PERSON_NAME, "样例路人甲", KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileOfKeysWithAWrongLineIsRefusedWithoutRepeatingIt() throws IOException {
        Path keys = Files.writeString(folder.resolve("wrong"), ApiKeys.line("bank", KEY) + "\nbank " + KEY + "\n");
        assertThatThrownBy(() -> ApiKeys.load(keys))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wrong:2")
                .hasMessageNotContaining(KEY);
        Typed made = Typed.run(List.of("serve", "new-key", "bank"), Map.of());
        List<String> lines = made.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(ApiKeys.line("bank", lines.get(1))).isEqualTo(lines.get(0));
    }
}
