package io.creditlake.grade;

import io.creditlake.grade.SimulationResult.Mover;
import io.creditlake.grade.SimulationResult.Reason;
import io.creditlake.standards.DisplayWidth;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A simulation as text for a terminal. */
public final class SimulationText {
    /** Columns of a cell of the matrix. */
    private static final int CELL = 10;

    private final SimulationWords words;
    private final StringBuilder out = new StringBuilder();

    private SimulationText(SimulationWords words) {
        this.words = words;
    }

    /** The text; Chinese, or anything else for English. */
    public static String of(SimulationResult result, Locale locale, Regions regions, Industries industries) {
        return new SimulationText(new SimulationWords(locale, regions, industries)).text(result);
    }

    private String text(SimulationResult result) {
        line(words.head(result));
        line(words.moved(result));
        line("");
        matrix(result);
        for (String facet : SimulationWords.facets()) {
            line("");
            line(words.say("facet." + facet));
            result.groups(facet)
                    .forEach((value, cells) -> line("  " + words.group(facet, value) + ": "
                            + words.say("column.subjects") + " " + SimulationResult.count(cells) + ", "
                            + words.say("column.up") + " " + result.direction(cells, 1) + ", "
                            + words.say("column.down") + " " + result.direction(cells, -1)));
        }
        reasons(result, false);
        reasons(result, true);
        movers(result);
        return out.toString();
    }

    private void matrix(SimulationResult result) {
        line(words.say("matrix.note"));
        Map<List<Optional<String>>, Long> matrix = SimulationWords.matrix(result);
        List<Optional<String>> across =
                SimulationWords.axis(result.other(), matrix.keySet().stream().map(pair -> pair.get(1)));
        List<String> heads = new ArrayList<>(List.of(""));
        across.forEach(grade -> heads.add(words.grade(grade)));
        row(heads);
        for (Optional<String> now :
                SimulationWords.axis(result.now(), matrix.keySet().stream().map(pair -> pair.get(0)))) {
            List<String> cells = new ArrayList<>(List.of(words.grade(now)));
            across.forEach(other -> cells.add(String.valueOf(matrix.getOrDefault(List.of(now, other), 0L))));
            row(cells);
        }
    }

    private void row(List<String> cells) {
        line(cells.stream().map(SimulationText::toTheRight).collect(Collectors.joining(" ")));
    }

    private static String toTheRight(String cell) {
        return " ".repeat(Math.max(0, CELL - DisplayWidth.of(cell))) + cell;
    }

    private void reasons(SimulationResult result, boolean up) {
        List<Reason> own = result.reasons().stream().filter(r -> r.up() == up).toList();
        if (own.isEmpty()) {
            return;
        }
        line("");
        line(words.say(up ? "reasons.up" : "reasons.down"));
        own.forEach(r -> line("  " + r.subjects() + "  " + r.title() + " (" + r.indicator() + "), "
                + words.say("column.points") + " " + SimulationWords.signed(r.points())));
    }

    private void movers(SimulationResult result) {
        line("");
        line(words.say("movers"));
        if (result.movers().isEmpty()) {
            line("  " + words.say("none"));
        }
        for (Mover m : result.movers()) {
            line("  " + (m.uscc().isEmpty() ? "#" + m.subjectId() : m.uscc()) + " " + m.name() + ": " + m.now() + " "
                    + m.scoreNow().toPlainString() + " → " + m.other() + " "
                    + m.scoreOther().toPlainString());
            words.changes(m).forEach(change -> line("      " + change));
        }
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
