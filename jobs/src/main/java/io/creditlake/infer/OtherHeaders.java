package io.creditlake.infer;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Headers that departments use for columns of the lake and no contract names: {@code conf/reference/headers.csv}. */
final class OtherHeaders {
    private static final String EVERY_CLASS = "*";
    private final List<Line> lines;

    private OtherHeaders(List<Line> lines) {
        this.lines = lines;
    }

    private record Line(String recordClass, String column, String header) {}

    /**
     * Reads the list: {@code class,column,header}, where {@code *} stands for every class that has the column. Without the
     * file there are none.
     *
     * @throws ConfigurationException when it cannot be read, or names a class or a column that is none
     */
    static OtherHeaders load(Path file, TableContracts tables) {
        if (!Files.exists(file)) {
            return new OtherHeaders(List.of());
        }
        Problems problems = new Problems();
        List<Line> lines = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> records =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord r : records) {
                Line line = new Line(r.getField("class"), r.getField("column"), r.getField("header"));
                if (!isKnown(line, tables)) {
                    problems.add(new Problem(
                            file.toString(),
                            (int) r.getStartingLineNumber(),
                            line.recordClass() + "," + line.column(),
                            "a record class, or * for all, and a column of it",
                            "See schemas/lake"));
                }
                lines.add(line);
            }
        } catch (IOException | UncheckedIOException | java.util.NoSuchElementException e) {
            throw ConfigurationException.of(
                    file.toString(), "no readable list", "a UTF-8 CSV file with the header class,column,header", "");
        }
        problems.throwIfAny();
        return new OtherHeaders(lines);
    }

    private static boolean isKnown(Line line, TableContracts tables) {
        return tables.recordClasses().stream()
                .filter(t -> line.recordClass().equals(EVERY_CLASS)
                        || line.recordClass().equals(t.name().table()))
                .anyMatch(t -> t.column(line.column()).isPresent());
    }

    /** The headers of a column of a class. */
    List<String> of(String recordClass, String column) {
        return lines.stream()
                .filter(l -> l.column().equals(column)
                        && (l.recordClass().equals(EVERY_CLASS)
                                || l.recordClass().equals(recordClass)))
                .map(Line::header)
                .toList();
    }
}
