package io.creditlake.infer;

import io.creditlake.standards.Blank;
import io.creditlake.standards.Dates;
import io.creditlake.standards.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the header among the first rows of a file whose headers nobody has told: by known headers, then by its looks. */
final class HeaderGuess {
    private static final int ROWS = 20;
    private static final int LONGEST = 60;
    private static final double FILLED = 0.6;

    private final List<List<String>> rows;
    private final Predicate<String> isKnown;

    /**
     * A guess over some rows.
     *
     * @param rows the first rows of the file
     * @param isKnown whether a text is a header that the contracts know
     */
    HeaderGuess(List<List<String>> rows, Predicate<String> isKnown) {
        this.rows = rows;
        this.isKnown = isKnown;
    }

    /**
     * The header.
     *
     * @param row index of its first row; -1 when there is none
     * @param names for each column its headers, one of each header row; empty for a column without
     */
    record Header(int row, List<List<String>> names) {}

    Header find() {
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < Math.min(rows.size(), ROWS); i++) {
            double score = score(rows.get(i));
            if (score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        if (best < 0) {
            return new Header(-1, List.of());
        }
        List<List<String>> lines = new ArrayList<>(List.of(rows.get(best)));
        if (best + 1 < rows.size() && isSecond(rows.get(best), rows.get(best + 1))) {
            lines.add(rows.get(best + 1));
        }
        return new Header(best, names(lines));
    }

    /** Known headers count most; else the first row that is filled with different words and no values. */
    private double score(List<String> row) {
        int width = width();
        long filled = row.stream().filter(c -> !Blank.isBlank(c)).count();
        if (filled < 2 || filled < FILLED * width || !isWords(row)) {
            return 0;
        }
        return filled + 3.0 * row.stream().filter(isKnown).count();
    }

    private int width() {
        return rows.stream()
                .mapToInt(List::size)
                .sorted()
                .skip(rows.size() / 2)
                .findFirst()
                .orElse(0);
    }

    /** Whether a row can be a header: all its cells differ and none is a value. */
    private static boolean isWords(List<String> row) {
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        for (String cell : row) {
            if (Blank.isBlank(cell)) {
                continue;
            }
            String text = Text.clean(cell);
            boolean value = cell.length() > LONGEST
                    || Dates.parse(text) != null
                    || text.matches("[-+0-9.,%*]+")
                    || text.matches("[0-9A-Z]{15,20}");
            if (value) {
                return false;
            }
            repeated += seen.add(HeaderText.reduced(cell)) ? 0 : 1;
        }
        return repeated * 4 <= seen.size();
    }

    /** A second header row names the same columns in the other script: codes above labels, or labels above codes. */
    private boolean isSecond(List<String> first, List<String> second) {
        if (!isWords(second)) {
            return false;
        }
        long known = second.stream().filter(isKnown).count();
        return known * 2 > second.size() || (chinese(first) < 0.2 && chinese(second) > 0.8 && isFull(second));
    }

    private static boolean isFull(List<String> row) {
        return row.stream().noneMatch(Blank::isBlank);
    }

    private static double chinese(List<String> row) {
        List<String> filled = row.stream().filter(c -> !Blank.isBlank(c)).toList();
        return filled.stream().filter(HeaderText::isChinese).count() / (double) Math.max(1, filled.size());
    }

    /** A header that stands a second time, or is empty, cannot be told apart and names no column. */
    private static List<List<String>> names(List<List<String>> lines) {
        Set<String> seen = new HashSet<>();
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < lines.get(0).size(); i++) {
            List<String> own = new ArrayList<>();
            for (List<String> line : lines) {
                String name = i < line.size() ? Text.clean(line.get(i)) : null;
                if (name != null && !name.isEmpty() && seen.add(HeaderText.reduced(name))) {
                    own.add(name);
                }
            }
            names.add(own);
        }
        return names;
    }
}
