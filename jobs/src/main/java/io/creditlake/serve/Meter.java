package io.creditlake.serve;

import io.creditlake.report.MetricsText;
import io.creditlake.report.MetricsText.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers by what was asked and how it was answered; nothing of whom, or about whom. */
final class Meter {
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

    /** One more answer. */
    void count(String asked, int status) {
        answers.computeIfAbsent(asked + " " + status, key -> new LongAdder()).increment();
    }

    /**
     * The measures, in the text form of Prometheus.
     *
     * @param release date of the release that is served
     * @param subjects how many it knows
     */
    String text(LocalDate release, int subjects) {
        MetricsText text = new MetricsText();
        text.measure("creditlake_serve_release_date_seconds", Kind.GAUGE, "Date of the release served, at 00:00 UTC.")
                .sample(Map.of(), release.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        text.measure("creditlake_serve_subjects", Kind.GAUGE, "Subjects that checks know.")
                .sample(Map.of(), subjects);
        text.measure("creditlake_serve_answers_total", Kind.COUNTER, "Answers by what was asked and HTTP status.");
        answers.forEach((key, count) -> {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("asked", key.substring(0, key.indexOf(' ')));
            labels.put("status", key.substring(key.indexOf(' ') + 1));
            text.sample(labels, count.sum());
        });
        return text.toString();
    }
}
