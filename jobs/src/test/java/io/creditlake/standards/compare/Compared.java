package io.creditlake.standards.compare;

import io.creditlake.standards.NameSplitter;
import io.creditlake.standards.NameWords;
import io.creditlake.standards.Regions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Values compared as records have them, with the lists that creditlake ships. */
final class Compared {
    private static final Path REFERENCE = Path.of(System.getProperty("creditlake.home", ".."), "conf", "reference");
    private static final Regions REGIONS = Regions.load(REFERENCE.resolve("regions.csv"));
    static final Comparables COMPARABLES =
            new Comparables(REGIONS, new NameSplitter(REGIONS, NameWords.load(REFERENCE.resolve("name_words.csv"))));

    private Compared() {}

    static List<String> comparable(Kind kind, String... values) {
        return COMPARABLES.of(kind, Arrays.asList(values));
    }

    /** The level of two values; null when one of them says nothing. */
    static String level(Kind kind, String left, String right) {
        int best = kind.levels().size();
        for (String a : comparable(kind, left)) {
            for (String b : comparable(kind, right)) {
                best = Math.min(best, kind.level(a, b));
            }
        }
        return best == kind.levels().size() ? null : kind.levels().get(best);
    }

    static List<String> parts(Kind kind, String part, String value) {
        TreeSet<String> parts = new TreeSet<>();
        comparable(kind, value).forEach(v -> kind.part(part, v, parts::add));
        return List.copyOf(parts);
    }
}
