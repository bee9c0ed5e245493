package io.creditlake.infer;

import io.creditlake.contract.Standard;
import io.creditlake.standards.CitizenNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was seen of a column, in words. No value of a column that may be personal is among them. */
final class Evidence {
    private static final int MOST_SHOWN = 12;
    private static final double MANY = 0.6;

    private Evidence() {}

    /** Blanks, fit, distinct values and length. */
    static String of(SourceColumn column, Standard standard) {
        Profile profile = column.profile();
        if (profile.filled() == 0) {
            return "always blank" + nullWords(profile);
        }
        List<String> parts = new ArrayList<>();
        parts.add((profile.blankShare() == 0 ? "never blank" : Content.percent(profile.blankShare()) + " blank")
                + nullWords(profile));
        String fit = column.content().evidence(standard);
        if (!fit.isEmpty()) {
            parts.add(fit);
        }
        if (profile.share(Look.PHONE) >= MANY) {
            parts.add(Content.percent(profile.share(Look.PHONE)) + " " + Look.PHONE.label());
        }
        if (profile.share(Look.MASKED) > 0) {
            parts.add(Content.percent(profile.share(Look.MASKED)) + " masked");
        }
        if (standard == Standard.DATE && profile.share(Look.SERIAL) > 0) {
            parts.add(Content.percent(profile.share(Look.SERIAL)) + " serial numbers of a spreadsheet");
        }
        if (standard == Standard.END_DATE && profile.share(Look.ENDLESS) > 0) {
            parts.add(Content.percent(profile.share(Look.ENDLESS)) + " without end");
        }
        parts.add(String.format(
                Locale.ROOT, "%,d different, at most %d characters", profile.distinct(), profile.longest()));
        return String.join("; ", parts);
    }

    private static String nullWords(Profile profile) {
        Map<String, Long> words = profile.nullWords();
        return words.isEmpty()
                ? ""
                : words.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** The values of a column of few values, but those that are expected, the most frequent first. */
    static String values(SourceColumn column, Set<String> expected) {
        if (column.isPersonal()) {
            return "";
        }
        List<Map.Entry<String, Long>> others = column.profile().values().entrySet().stream()
                .filter(e -> !expected.contains(e.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String shown = others.stream()
                .limit(MOST_SHOWN)
                .map(e -> CitizenNumber.maskIn(e.getKey()) + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return others.size() > MOST_SHOWN ? shown + " and " + (others.size() - MOST_SHOWN) + " more" : shown;
    }
}
