package io.creditlake.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures in the text form that Prometheus reads, version 0.0.4. */
public final class MetricsText {
    /** The media type of it. */
    public static final String MEDIA = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private String name = "";

    /** What a measure does with time. */
    public enum Kind {
        /** It goes up and down. */
        GAUGE,
        /** It only goes up while the process lives. */
        COUNTER
    }

    /** Begins a measure; its samples follow. */
    public MetricsText measure(String measure, Kind kind, String help) {
        name = measure;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"));
        text.append("\n# TYPE ")
                .append(name)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append('\n');
        return this;
    }

    /** A sample of the measure that was begun last, with labels in the order of the map. */
    public MetricsText sample(Map<String, String> labels, Number value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append(labels.entrySet().stream()
                    .map(l -> l.getKey() + "=\"" + escaped(l.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ').append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
