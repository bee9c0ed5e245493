package io.creditlake.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium without a network, driven by its DevTools protocol over a web socket of the JDK. */
public final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
    }

    /**
     * Starts the browser that the variable CHROMIUM names, else the first on the PATH.
     *
     * @param profile an empty folder
     */
    public static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        executable(
                                Optional.ofNullable(System.getenv("CHROMIUM")).filter(n -> !n.isBlank()),
                                System.getenv("PATH")),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < SECONDS * 10 && process.isAlive(); i++) {
            List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
            if (lines.size() == 2) {
                return new Chromium(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new AssertionError("Chromium did not start: " + Files.readString(profile.resolve("chromium.log")));
    }

    /**
     * The browser to start.
     *
     * @param named what the variable CHROMIUM says
     * @param path folders to search when it says nothing
     */
    static String executable(Optional<String> named, String path) {
        Stream<Path> candidates = named.isPresent()
                ? Stream.of(Path.of(named.get()))
                : Stream.of(path.split(File.pathSeparator)).flatMap(dir -> Stream.of("chromium", "chromium-browser")
                        .map(name -> Path.of(dir, name)));
        return candidates
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Chromium at "
                        + named.map(n -> "CHROMIUM=" + n).orElse("the PATH " + path)
                        + "; install the Debian package 'chromium' (apt-get install chromium)"
                        + " or name the executable in the variable CHROMIUM"));
    }

    /** Opens a page in a new tab and waits until its report is ready and every chart is drawn. */
    public Tab open(Path page, int width, boolean dark) {
        String target = send("", "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        String session = send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        Tab tab = new Tab(target, session);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(session, domain + ".enable", Map.of());
        }
        tab.resize(width);
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send(session, "Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        send(session, "Page.navigate", Map.of("url", page.toUri().toString()));
        tab.awaitCharts();
        return tab;
    }

    private JsonNode send(String session, String method, Map<String, Object> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
            if (node.has("error")) {
                throw new AssertionError(method + ": " + node.get("error"));
            }
            return node.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer to " + method, e);
        }
    }

    @Override
    public void close() {
        send("", "Browser.close", Map.of());
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** An open page. */
    public final class Tab implements AutoCloseable {
        private final String target;
        private final String session;

        private Tab(String target, String session) {
            this.target = target;
            this.session = session;
        }

        /** Makes the window as wide as given, in CSS pixels. */
        public void resize(int width) {
            send(
                    session,
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        }

        /** Waits until every chart of a ready report is drawn. */
        public void awaitCharts() {
            String settled =
                    """
                    new Promise((resolve, reject) => {
                      const end = Date.now() + 30000;
                      const look = () => {
                        const charts = [...document.querySelectorAll('.chart')];
                        const ready = document.documentElement?.dataset.ready === String(charts.length);
                        if (ready && charts.every(c => c.dataset.drawn === 'true')) resolve(charts.length);
                        else if (Date.now() > end) resolve(-1);
                        else setTimeout(look, 30);
                      };
                      look();
                    })
                    """;
            if (evaluate(settled).asInt() < 0) {
                throw new AssertionError("the charts were not drawn; the page says " + complaints());
            }
        }

        /** Value of an expression of the page, awaited when it is a promise. */
        public JsonNode evaluate(String expression) {
            JsonNode result = send(
                    session,
                    "Runtime.evaluate",
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
            if (result.has("exceptionDetails")) {
                throw new AssertionError(result.get("exceptionDetails").toString());
            }
            return result.path("result").path("value");
        }

        /** Errors of scripts and everything the browser logged, such as breaches of the security policy. */
        public List<String> complaints() {
            return events("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded").stream()
                    .map(JsonNode::toString)
                    .toList();
        }

        /** Every address that the page asked for. */
        public List<String> requests() {
            return events("Network.requestWillBeSent").stream()
                    .map(event -> event.path("request").path("url").asText())
                    .toList();
        }

        /** Writes a picture of the whole page. */
        public void picture(Path png) throws IOException {
            JsonNode size = send(session, "Page.getLayoutMetrics", Map.of()).path("cssContentSize");
            Map<String, Object> clip = Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "width",
                    size.path("width").asInt(),
                    "height",
                    size.path("height").asInt(),
                    "scale",
                    1);
            String data = send(
                            session,
                            "Page.captureScreenshot",
                            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                    .path("data")
                    .asText();
            Files.createDirectories(png.getParent());
            Files.write(png, Base64.getDecoder().decode(data));
        }

        @Override
        public void close() {
            send("", "Target.closeTarget", Map.of("targetId", target));
        }

        private List<JsonNode> events(String... methods) {
            List<JsonNode> own = new ArrayList<>();
            for (JsonNode event : events) {
                if (session.equals(event.path("sessionId").asText())
                        && List.of(methods).contains(event.path("method").asText())) {
                    own.add(event.path("params"));
                }
            }
            return own;
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> answer =
                        answers.remove(node.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(node);
                } else {
                    events.add(node);
                }
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + message, e);
            }
        }
    }
}
