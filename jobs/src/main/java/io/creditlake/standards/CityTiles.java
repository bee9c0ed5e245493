package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A schematic map in which each prefecture is a square, as {@code conf/reference/tiles.csv} arranges them.
 *
 * @param cities six-digit code of a prefecture to its square
 */
public record CityTiles(SortedMap<String, Tile> cities) {
    private static final List<String> COLUMNS = List.of("code", "row", "column");
    private static final String PLACE = "[1-9]\\d?";

    /**
     * A square.
     *
     * @param row from the north, 1 to 99
     * @param column from the west, 1 to 99
     */
    public record Tile(int row, int column) {}

    /** Keeps the cities as they are. */
    public CityTiles {
        cities = Collections.unmodifiableSortedMap(new TreeMap<>(cities));
    }

    /** No map. */
    public static CityTiles none() {
        return new CityTiles(new TreeMap<>());
    }

    /**
     * Reads the arrangement; no map where there is no file.
     *
     * @param file {@code tiles.csv}: {@code code,row,column}
     * @throws ConfigurationException with every mistake of the file
     */
    public static CityTiles load(Path file, Regions regions) {
        if (!Files.exists(file)) {
            return none();
        }
        Problems problems = new Problems();
        SortedMap<String, Tile> cities = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            Set<Tile> taken = new HashSet<>();
            for (ReferenceCsv.Line line : ReferenceCsv.read(in, file.toString(), COLUMNS, problems)) {
                add(line, regions, taken, cities, problems);
            }
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "no readable file", "the places of cities", "Check --conf"));
        }
        problems.throwIfAny();
        return new CityTiles(cities);
    }

    private static void add(
            ReferenceCsv.Line line, Regions regions, Set<Tile> taken, Map<String, Tile> cities, Problems problems) {
        String code = line.value(0);
        String place = line.value(1) + "," + line.value(2);
        if (!regions.isCurrent(code) || !code.equals(regions.prefecture(code))) {
            line.refuse(problems, code, "the code of a prefecture that stands, such as 370100", "See regions.csv");
        } else if (!place.matches(PLACE + "," + PLACE)) {
            line.refuse(problems, place, "row and column, each from 1 to 99", "");
        } else {
            Tile tile = new Tile(Integer.parseInt(line.value(1)), Integer.parseInt(line.value(2)));
            if (cities.containsKey(code)) {
                line.refuse(problems, code + " again", "each city once", "Remove the line");
            } else if (!taken.add(tile)) {
                line.refuse(problems, "a second city at " + place, "one city a square", "Move one of them");
            } else {
                cities.put(code, tile);
            }
        }
    }
}
