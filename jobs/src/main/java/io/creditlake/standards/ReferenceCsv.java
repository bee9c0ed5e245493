package io.creditlake.standards;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a reference list: UTF-8, comma-separated, a header line, comment lines that begin with {@code #}. */
final class ReferenceCsv {
    private ReferenceCsv() {}

    /**
     * A line of the list.
     *
     * @param line 1-based line of the file
     * @param values as many as the header has columns, trimmed
     */
    record Line(String file, int line, List<String> values) {
        String value(int column) {
            return values.get(column);
        }

        void refuse(Problems problems, String found, String expected, String hint) {
            problems.add(new Problem(file, line, found, expected, hint));
        }
    }

    private static List<String> trimmed(CsvRecord record) {
        String[] values = new String[record.getFieldCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.getField(i).trim();
        }
        return List.of(values);
    }

    /** The lines of a list whose header must be {@code columns}; what is wrong goes to {@code problems}. */
    static List<Line> read(InputStream in, String file, List<String> columns, Problems problems) {
        List<Line> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .commentCharacter('#')
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            boolean header = true;
            for (CsvRecord record : reader) {
                Line line = new Line(file, (int) record.getStartingLineNumber(), trimmed(record));
                if (header && !line.values().equals(columns)) {
                    line.refuse(
                            problems, String.join(",", line.values()), "the header " + String.join(",", columns), "");
                    return List.of();
                }
                if (!header && line.values().size() == columns.size()) {
                    lines.add(line);
                } else if (!header) {
                    line.refuse(problems, line.values().size() + " values", columns.size() + " values", "");
                }
                header = false;
            }
            if (header) {
                problems.add(new Problem(file, 1, "an empty file", "the header " + String.join(",", columns), ""));
            }
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            problems.add(new Problem(file, 0, "no readable list (" + e.getMessage() + ")", "a UTF-8 CSV file", ""));
        }
        return lines;
    }
}
