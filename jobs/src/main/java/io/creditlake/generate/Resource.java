package io.creditlake.generate;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Word lists that come with the program. */
final class Resource {
    private Resource() {}

    /** The rows of a CSV file beside this class. */
    static List<NamedCsvRecord> rows(String name) {
        InputStream in = Resource.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the program lacks its resource " + name);
        }
        try (in) {
            return rows(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a CSV file with a header; lines that begin with # are comments. */
    static List<NamedCsvRecord> rows(InputStream in) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
                Stream<NamedCsvRecord> rows = reader.stream()) {
            return rows.toList();
        }
    }
}
