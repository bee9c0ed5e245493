package io.creditlake.generate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The counties of the province. */
final class Places {
    /** The province that the generator makes up subjects for: 山东省. */
    private static final String PROVINCE = "37";
    /** Nobody registers under codes abolished earlier. */
    private static final String FIRST_END = "2001";

    private final List<Place> counties;
    private final Map<String, Place> byCode = new HashMap<>();

    private Places(List<Place> counties) {
        this.counties = List.copyOf(counties);
        counties.forEach(county -> byCode.put(county.code(), county));
    }

    /**
     * Reads today's counties and the codes that were abolished in their favour.
     *
     * @param file {@code regions.csv}: {@code code,name,valid_from,valid_to,successor}
     * @throws ConfigurationException when the file cannot be read or lists no county
     */
    static Places load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<Place> counties = counties(Resource.rows(in));
            if (!counties.isEmpty()) {
                return new Places(counties);
            }
        } catch (IOException | CsvParseException | NoSuchElementException e) {
            throw ConfigurationException.of(file.toString(), "no readable list", "the list of regions", "Check --conf");
        }
        throw ConfigurationException.of(file.toString(), "no county", "counties of a province", "Check --conf");
    }

    private static List<Place> counties(List<NamedCsvRecord> rows) {
        Map<String, String> names = new HashMap<>();
        Map<String, List<String>> abolished = new HashMap<>();
        for (NamedCsvRecord row : rows) {
            String successor = row.getField("successor");
            names.put(row.getField("code"), row.getField("name"));
            boolean recent = row.getField("valid_to").compareTo(FIRST_END) >= 0;
            if (recent
                    && !successor.equals(row.getField("code"))
                    && !row.getField("code").endsWith("00")) {
                abolished.computeIfAbsent(successor, s -> new ArrayList<>()).add(row.getField("code"));
            }
        }
        List<Place> counties = new ArrayList<>();
        for (NamedCsvRecord row : rows) {
            String code = row.getField("code");
            String city = code.startsWith(PROVINCE) ? names.get(code.substring(0, 4) + "00") : null;
            boolean current = row.getField("successor").isEmpty();
            if (current && !code.endsWith("00") && city != null) {
                List<String> older = abolished.getOrDefault(code, List.of());
                counties.add(new Place(code, city, row.getField("name"), List.copyOf(older)));
            }
        }
        return counties;
    }

    /** The county of a code that one of these has. */
    Place of(String code) {
        return byCode.get(code);
    }

    /** One county; those of the first prefectures are the likelier ones, as in life. */
    Place pick(Dice dice) {
        int first = dice.below(counties.size());
        return counties.get(dice.chance(0.3) ? Math.min(first, dice.below(counties.size())) : first);
    }
}
