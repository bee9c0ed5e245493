package io.creditlake.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.html.Html;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lays a report out as one HTML page that loads nothing.
 *
 * <p>Names and messages come from outside, so the page trusts none of them: they travel as JSON in which no character
 * means anything to HTML, its scripts write them as text, and its content security policy runs exactly the scripts
 * whose digests it names.
 */
public final class ReportPage {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    private static final List<String> SCRIPTS = List.of("dom.js", "charts.js", "intake.js", "grades.js", "page.js");

    private ReportPage() {}

    /**
     * The page. Equal arguments make equal pages.
     *
     * @param data what to report
     * @param labels names for people; used where the language is Chinese, which they are written in
     * @param language language of the page's own words
     */
    public static String render(ReportData data, Labels labels, Language language) {
        String charts = Html.resource(CHARTS);
        String script =
                SCRIPTS.stream().map(file -> Html.resource("/report/" + file)).collect(Collectors.joining());
        String page = "(() => {\n'use strict';\n" + script + "})();\n";
        Map<String, String> texts = language.texts();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("language", language.tag());
        content.put("texts", texts);
        content.put("labels", labels.of(data));
        content.put("report", data);
        return Html.filled(
                Html.resource("/report/page.html"),
                Map.of(
                        "lang", language.tag(),
                        "title",
                                Html.escaped(texts.get("title") + " · "
                                        + data.night().release()),
                        "skip", Html.escaped(texts.get("skip")),
                        "site", Navigation.onNightPage(data.night().release(), language),
                        "noscript", Html.escaped(texts.get("noscript")),
                        "policy", "'" + digest(charts) + "' '" + digest(page) + "'",
                        "style", Html.resource("/report/page.css"),
                        "data", json(content),
                        "charts", charts,
                        "script", page));
    }

    private static String json(Map<String, Object> content) {
        try {
            // Inside a script element only "<" could end the element; the others are escaped for good measure.
            return JSON.writeValueAsString(content)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String script) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
