package io.creditlake.grade;

import io.creditlake.grade.SimulationResult.Cell;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/** The words of a simulation in one language, and the matrix as both text and page show it. */
final class SimulationWords {
    private static final List<String> FACETS = List.of("city", "industry", "size");

    private final ResourceBundle words;
    private final Regions regions;
    private final Industries industries;

    /** Chinese, or anything else for English. */
    SimulationWords(Locale locale, Regions regions, Industries industries) {
        this.words = ResourceBundle.getBundle(
                "io.creditlake.grade.simulation", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        this.regions = regions;
        this.industries = industries;
    }

    /** The sentence of a key with values in it, as text: a format would group the digits of numbers by the locale. */
    String say(String key, Object... values) {
        Object[] texts = Stream.of(values)
                .map(v -> v instanceof BigDecimal number ? number.toPlainString() : String.valueOf(v))
                .toArray();
        return MessageFormat.format(words.getString(key), texts);
    }

    /** Policy, versions and day. */
    String head(SimulationResult result) {
        PolicyVersion now = result.now();
        return say(
                "head", now.policy(), now.title(), now.version(), result.other().version(), result.day());
    }

    /** How many move. */
    String moved(SimulationResult result) {
        long up = result.moved(1);
        long down = result.moved(-1);
        return say("moved", result.moved(), result.subjects(), up, down, result.moved() - up - down);
    }

    /** A group of a facet by name. */
    String group(String facet, String value) {
        String name =
                switch (facet) {
                    case "city" -> value.isEmpty() ? null : regions.name(value + "00");
                    case "industry" -> value.isEmpty() ? null : industries.name(value);
                    default -> value.isEmpty() ? null : say("size." + value);
                };
        return name != null ? name : value.isEmpty() ? say("unknown") : value;
    }

    /** The grades of a version and, where the other grades whom it does not, an empty one. */
    static List<Optional<String>> axis(PolicyVersion version, Stream<Optional<String>> used) {
        List<Optional<String>> axis = new ArrayList<>();
        version.grades().forEach(grade -> axis.add(Optional.of(grade)));
        if (used.anyMatch(Optional::isEmpty)) {
            axis.add(Optional.empty());
        }
        return axis;
    }

    String grade(Optional<String> grade) {
        return grade.orElseGet(() -> say("ungraded"));
    }

    /** How many move from each grade to each. */
    static Map<List<Optional<String>>, Long> matrix(SimulationResult result) {
        Map<List<Optional<String>>, Long> matrix = new LinkedHashMap<>();
        for (Cell cell : result.cells("all")) {
            matrix.put(List.of(cell.now(), cell.other()), cell.subjects());
        }
        return matrix;
    }

    static List<String> facets() {
        return FACETS;
    }

    /** What differs for a subject that moves; the scale of grades where nothing else does. */
    List<String> changes(SimulationResult.Mover mover) {
        return mover.changes().isEmpty()
                ? List.of(say("change.scale"))
                : mover.changes().stream().map(this::change).toList();
    }

    private String change(SimulationResult.Change change) {
        if (change.points().signum() != 0) {
            return signed(change.points()) + "  " + change.title();
        }
        return say(change.there() > 0 ? "change.begins" : "change.ends", change.title());
    }

    /** Points with their sign. */
    static String signed(BigDecimal points) {
        return ExplanationWords.signed(points);
    }
}
