package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A strict reader of Prometheus's text form 0.0.4: what it does not know it refuses. */
final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (?:[^\\\\]|\\\\[\\\\n])+");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (gauge|counter)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"\n]|\\\\[\\\\\"n])*)\"");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL.pattern() + "(?:,"
            + LABEL.pattern() + ")*)})? ([-+]?[0-9]+(?:\\.[0-9]+)?(?:E[-+]?[0-9]+)?)");

    private PrometheusText() {}

    /** Each sample by name and labels, such as {@code up{job=a}}. */
    static Map<String, Double> parse(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new LinkedHashMap<>();
        Map<String, String> types = new HashMap<>();
        Set<String> helped = new HashSet<>();
        String current = "";
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                current = help.group(1);
                assertThat(helped.add(current)).as("one help of " + current).isTrue();
            } else if (type.matches()) {
                assertThat(type.group(1)).as("the type follows its help").isEqualTo(current);
                types.put(current, type.group(2));
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).as("samples follow their type").isEqualTo(current);
                assertThat(types).containsKey(current);
                assertThat(current.endsWith("_total"))
                        .as(current)
                        .isEqualTo(types.get(current).equals("counter"));
                String labels = sample.group(2) == null
                        ? ""
                        : LABEL.matcher(sample.group(2))
                                .results()
                                .map(l -> l.group(1) + "=" + l.group(2))
                                .collect(Collectors.joining(","));
                double value = Double.parseDouble(sample.group(sample.groupCount()));
                assertThat(samples.put(current + "{" + labels + "}", value))
                        .as("one sample of " + line)
                        .isNull();
            }
        }
        return samples;
    }
}
