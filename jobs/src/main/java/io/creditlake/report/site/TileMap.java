package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.standards.CityTiles;
import io.creditlake.standards.CityTiles.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cities as squares roughly where they lie, in five steps of one colour. Each square says name and value, so nothing is
 * told by colour alone.
 */
final class TileMap {
    private static final int STEPS = 5;
    private static final int SIDE = 100;
    private static final int GAP = 4;
    private static final int LARGEST_TYPE = 24;

    private final Words words;
    private final CityTiles tiles;

    TileMap(Words words, CityTiles tiles) {
        this.words = words;
        this.tiles = tiles;
    }

    /**
     * The map.
     *
     * @param title what it shows
     * @param values value by city; a city without one is left white
     * @param shown how a value is written
     * @return nothing when there is no map
     */
    String html(String title, Map<String, Double> values, DoubleFunction<String> shown) {
        if (tiles.cities().isEmpty()) {
            return "";
        }
        List<Double> known = tiles.cities().keySet().stream()
                .filter(values::containsKey)
                .map(values::get)
                .sorted()
                .toList();
        double low = known.isEmpty() ? 0 : known.get(0);
        double high = known.isEmpty() ? 0 : known.get(known.size() - 1);
        StringBuilder squares = new StringBuilder();
        List<String> spoken = new ArrayList<>();
        tiles.cities().forEach((code, tile) -> {
            Double value = values.get(code);
            String text = value == null ? "–" : shown.apply(value);
            squares.append(square(tile, words.city(code), text, value == null ? "q" : "q" + step(value, low, high)));
            spoken.add(words.city(code) + " " + text);
        });
        int rows = tiles.cities().values().stream().mapToInt(Tile::row).max().orElse(0);
        int columns =
                tiles.cities().values().stream().mapToInt(Tile::column).max().orElse(0);
        return "<svg class=\"tiles\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s</svg>"
                        .formatted(
                                columns * SIDE,
                                rows * SIDE,
                                escaped(title + ": " + String.join(words.chinese() ? "，" : ", ", spoken)),
                                squares)
                + (known.isEmpty() ? "" : legend(low, high, shown))
                + Markup.note(words.text("tiles.note"));
    }

    private static int step(double value, double low, double high) {
        return high == low ? 0 : Math.min(STEPS - 1, (int) (STEPS * (value - low) / (high - low)));
    }

    private static String square(Tile tile, String name, String value, String style) {
        int x = (tile.column() - 1) * SIDE;
        int y = (tile.row() - 1) * SIDE;
        String shortName = name.length() > 2 && name.endsWith("市") ? name.substring(0, name.length() - 1) : name;
        return "<g class=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%s%s</g>"
                .formatted(
                        style,
                        x + GAP / 2,
                        y + GAP / 2,
                        SIDE - GAP,
                        SIDE - GAP,
                        text(x, y + 46, shortName, LARGEST_TYPE),
                        text(x, y + 74, value, LARGEST_TYPE - 3));
    }

    /** A line in the middle of a square, in smaller type where it would not fit. */
    private static String text(int x, int y, String text, int most) {
        double width = text.codePoints().mapToDouble(c -> c > 0xFF ? 1 : 0.58).sum();
        double size = Math.min(most, (SIDE - 3 * GAP) / Math.max(1, width));
        return "<text x=\"%d\" y=\"%d\" font-size=\"%s\">%s</text>"
                .formatted(x + SIDE / 2, y, Markup.decimal(size), escaped(text));
    }

    private String legend(double low, double high, DoubleFunction<String> shown) {
        String steps = IntStream.range(0, high == low ? 1 : STEPS)
                .mapToObj(i -> "<li><span class=\"swatch step q%d\"></span>%s</li>"
                        .formatted(i, escaped(range(low, high, i, shown))))
                .collect(Collectors.joining());
        return "<ul class=\"legend\">" + steps + "</ul>";
    }

    private static String range(double low, double high, int step, DoubleFunction<String> shown) {
        if (high == low) {
            return shown.apply(low);
        }
        double width = (high - low) / STEPS;
        return shown.apply(low + step * width) + " – " + shown.apply(low + (step + 1) * width);
    }
}
