package io.creditlake.cli;

import io.creditlake.report.credit.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a run says what is going on. */
enum LogFormat {
    /** Lines for people. */
    text,
    /** A JSON object a line, for programs that gather logs. */
    json;

    /** The option that chooses it. */
    static final String OPTION = "--log-format";

    /** The format of a command line that may be wrong; else that of the environment, which the launcher hands on. */
    static LogFormat of(List<String> arguments) {
        int place = arguments.indexOf(OPTION);
        String said = place >= 0 && place + 1 < arguments.size()
                ? arguments.get(place + 1)
                : arguments.stream()
                        .filter(a -> a.startsWith(OPTION + "="))
                        .map(a -> a.substring(OPTION.length() + 1))
                        .findFirst()
                        .orElse(System.getProperty("creditlake.log.format", "text"));
        return said.toLowerCase(Locale.ROOT).equals(json.name()) ? json : text;
    }

    /** A line of {@link #json}: when, how grave, what happened, and more about it. */
    static String line(String level, String event, Map<String, Object> more) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now());
        line.put("level", level);
        line.put("event", event);
        line.putAll(more);
        return Json.compact(line);
    }
}
