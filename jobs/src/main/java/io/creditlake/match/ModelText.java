package io.creditlake.match;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a model's file with other probabilities. All that it says besides, comments too, stays. Each level must
 * stand in a line of its own, {@code - {level: same, m: 0.6, u: 0.0001}}, as in the files that creditlake ships.
 */
public final class ModelText {
    private static final Pattern NAME = Pattern.compile("\\s*-\\s+name:\\s*(\\w+).*");
    private static final Pattern LEVEL = Pattern.compile("\\s*-\\s*\\{\\s*level:\\s*(\\w+)\\b.*");
    private static final MathContext DIGITS = new MathContext(3);

    private ModelText() {}

    /**
     * Writes the m, u and prior of a model, and where they come from, into the text it was read from.
     *
     * @throws IllegalArgumentException when a level of the model has no line of its own
     */
    public static String of(Model model, String text) {
        Comparison comparison = null;
        long written = 0;
        StringBuilder out = new StringBuilder();
        for (String line : text.lines().filter(l -> !l.startsWith("estimated:")).toList()) {
            Matcher name = NAME.matcher(line);
            Matcher level = LEVEL.matcher(line);
            if (name.matches()) {
                comparison = comparison(model, name.group(1));
            } else if (level.matches() && comparison != null) {
                line = with(comparison, level.group(1), line);
                written++;
            } else if (line.startsWith("prior:")) {
                line = with(line, "prior", model.prior());
            }
            out.append(line).append('\n');
        }
        long levels =
                model.comparisons().stream().mapToLong(c -> c.levels().size()).sum();
        if (written != levels) {
            throw new IllegalArgumentException(
                    written + " of " + levels + " levels have a line of their own in " + model.file());
        }
        model.estimated().ifPresent(e -> out.append("estimated: {on: ")
                .append(quoted(e.on()))
                .append(", rows: ")
                .append(e.rows())
                .append("}\n"));
        return out.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Comparison comparison(Model model, String name) {
        List<Comparison> named =
                model.comparisons().stream().filter(c -> c.name().equals(name)).collect(Collectors.toList());
        return named.isEmpty() ? null : named.get(0);
    }

    private static String with(Comparison comparison, String name, String line) {
        Level level = comparison.level(name);
        String withU = with(line, "u", level.u());
        return level.never() ? withU : with(withU, "m", level.m());
    }

    private static String with(String line, String key, double value) {
        String number = new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
        return line.replaceFirst("\\b" + key + ":\\s*[0-9.eE+-]+", key + ": " + number);
    }
}
