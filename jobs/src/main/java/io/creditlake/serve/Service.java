package io.creditlake.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.creditlake.html.Html;
import io.creditlake.report.MetricsText;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.serve.ApiKeys.Client;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The service over one release, which it goes on with until it is started again. It only reads; what nights publish
 * meanwhile it does not see.
 */
public final class Service implements AutoCloseable {
    /** A request that comes slowly keeps one waiting; so many at once cost little memory. */
    private static final int THREADS = 64;

    private static final int BACKLOG = 256;
    private static final int GRACE_SECONDS = 1;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Endpoints endpoints;
    private final ApiKeys keys;
    private final AuditLog audit;
    private final Meter meter = new Meter();
    private final int subjects;
    private final String description = Html.resource("/serve/openapi.json");

    private Service(InetSocketAddress address, Endpoints endpoints, int subjects, ApiKeys keys, AuditLog audit)
            throws IOException {
        this.endpoints = endpoints;
        this.keys = keys;
        this.audit = audit;
        this.subjects = subjects;
        // Answers are small, and who waits for more of one waits for nothing.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Who is slower than this with a request gets none.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        this.server = HttpServer.create(address, BACKLOG);
        this.threads = Executors.newFixedThreadPool(THREADS);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /**
     * Reads what checks need into memory, then listens.
     *
     * @param address where to listen; port 0 for any that is free
     * @throws IOException when nobody can listen there
     */
    public static Service start(
            InetSocketAddress address,
            CreditReports reports,
            ReportCheck check,
            ReportKey key,
            ApiKeys keys,
            AuditLog audit)
            throws IOException {
        CheckIndex index = CheckIndexReader.read(reports);
        Service service = new Service(address, new Endpoints(reports, index, check, key), index.size(), keys, audit);
        service.server.start();
        return service;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** How many subjects it knows. */
    public int subjects() {
        return subjects;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Asked> asked = Asked.of(exchange);
            Answer answer = asked.map(this::answer)
                    .orElseGet(() -> Answer.problem(414, "Address too long", "Or its escapes are wrong."));
            meter.count(asked.flatMap(a -> Route.of(a.path())).map(Route::word).orElse("other"), answer.status());
            send(exchange, answer);
        }
    }

    private Answer answer(Asked asked) {
        if (!List.of("GET", "HEAD").contains(asked.method())) {
            return Answer.problem(405, "Only GET and HEAD", "This service changes nothing.");
        }
        Optional<Route> route = Route.of(asked.path());
        if (route.isEmpty()) {
            return Answer.problem(404, "No such address", "See /openapi.json.");
        }
        Optional<Client> client = asked.key().flatMap(keys::of);
        Answer answer;
        if (route.get().keyed() && client.isEmpty()) {
            answer = Answer.problem(401, "No valid key", "Send Authorization: Bearer and a key of this service.");
        } else if (route.get().keyed() && !client.get().quota().map(Quota::take).orElse(true)) {
            answer = Answer.problem(429, "Too many questions", "The quota of this key for the minute is used up.");
        } else {
            answer = safely(route.get(), asked);
        }
        if (route.get().keyed() || route.get() == Route.VERIFY) {
            audit.add(client.map(Client::name).orElse(null), route.get().word(), answer.subject(), answer.status());
        }
        return answer;
    }

    private Answer safely(Route route, Asked asked) {
        try {
            return switch (route) {
                case CHECK -> endpoints.check(asked.parameter("subject"));
                case REPORT -> report(asked);
                case VERIFY -> endpoints.verify(asked.parameter("number"), asked.parameter("code"));
                case OPENAPI -> Answer.json(description);
                case HEALTHZ -> endpoints.healthz();
                case METRICS ->
                    Answer.of(
                            MetricsText.MEDIA,
                            meter.text(endpoints.runDate(), subjects).getBytes(StandardCharsets.UTF_8));
            };
        } catch (RuntimeException e) {
            // What failed may hold what was asked for: it goes nowhere.
            return Answer.problem(500, "Failed", "The service could not read the lake; its operator should look.");
        }
    }

    private Answer report(Asked asked) {
        String suffix = Route.suffix(asked.path());
        Optional<ReportType> type =
                suffix.isEmpty() ? ReportType.accepted(asked.accept()) : ReportType.ofSuffix(suffix);
        if (type.isEmpty()) {
            return suffix.isEmpty()
                    ? Answer.problem(406, "No such type", "Reports are " + ReportType.names() + ".")
                    : Answer.problem(404, "No such address", "Reports end with " + ReportType.suffixes() + ".");
        }
        String subject;
        try {
            subject = Asked.decoded(Route.subject(asked.path()).replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            return Answer.problem(400, "No subject", "The escapes of the path are wrong.");
        }
        return endpoints.report(subject, type.get(), Endpoints.language(asked.parameter("lang")));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        // Pages bring their style and their pictures along, and run nothing.
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'");
        switch (answer.status()) {
            case 401 -> headers.set("WWW-Authenticate", "Bearer");
            case 405 -> headers.set("Allow", "GET, HEAD");
            case 429 -> headers.set("Retry-After", "60");
            default -> {}
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            headers.set("Content-Length", String.valueOf(answer.body().length));
        }
        exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
        if (!head) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    /** Answers what was asked already, then stops listening. */
    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        threads.shutdown();
    }
}
