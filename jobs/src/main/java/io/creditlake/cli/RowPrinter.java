package io.creditlake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.creditlake.lake.Release;
import io.creditlake.standards.DisplayWidth;
import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Prints rows: all of them as CSV or JSON lines, the first ones as a table. Rows hold what others have written: what a
 * terminal would obey is shown by its code, and what a spreadsheet would compute is text there, by the apostrophe that
 * spreadsheets know for it. JSON is exact.
 */
final class RowPrinter {
    /** Rows of a list that a table shows. */
    static final int LIST_ROWS = 50;

    private static final int TABLE_ROWS = 1000;
    private static final int WIDEST = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final RowFormat format;

    RowPrinter(PrintStream out, RowFormat format) {
        this.out = out;
        this.format = format;
    }

    void print(Dataset<Row> rows) {
        switch (format) {
            case csv -> csv(rows);
            case json -> json(rows);
            case table -> table(rows);
        }
    }

    /** Prints a list of a release: a table its first rows and how many there are, any other format all of them. */
    void printList(Dataset<Row> rows, CommonOptions options, Optional<Release> of) {
        boolean table = format == RowFormat.table;
        print(table ? rows.limit(LIST_ROWS) : rows);
        Progress progress = new Progress(options, !table);
        long count = table ? rows.count() : 0;
        if (count > LIST_ROWS) {
            progress.say("the first " + LIST_ROWS + " of " + count + "; --format csv prints all");
        }
        progress.say("as of " + of.map(Release::name).orElse("no release"));
    }

    private void csv(Dataset<Row> rows) {
        try (CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            writer.writeRecord(rows.columns());
            for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
                writer.writeRecord(texts(all.next(), SafeText::of));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void json(Dataset<Row> rows) {
        for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
            Row row = all.next();
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.length(); i++) {
                object.put(rows.columns()[i], plain(row.get(i)));
            }
            out.println(json(object));
        }
        out.flush();
    }

    private void table(Dataset<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(rows.columns()));
        boolean more = false;
        for (Row row : rows.takeAsList(TABLE_ROWS + 1)) {
            more = lines.size() > TABLE_ROWS;
            if (!more) {
                lines.add(texts(row, SafeText::line).stream()
                        .map(t -> t == null ? "" : t)
                        .toList());
            }
        }
        int[] widths = new int[rows.columns().length];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, DisplayWidth.of(line.get(i))));
            }
        }
        for (int n = 0; n < lines.size(); n++) {
            out.println(line(lines.get(n), widths));
            if (n == 0) {
                out.println(String.join(
                        "  ", Arrays.stream(widths).mapToObj("─"::repeat).toList()));
            }
        }
        out.println(
                more
                        ? "(the first " + TABLE_ROWS + " rows; --format csv prints all)"
                        : "(" + (lines.size() - 1) + " rows)");
        out.flush();
    }

    private static String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            padded.add(DisplayWidth.padded(cells.get(i), widths[i]));
        }
        return String.join("  ", padded).stripTrailing();
    }

    private static List<String> texts(Row row, UnaryOperator<String> safe) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            texts.add(text(row.get(i), safe));
        }
        return texts;
    }

    private static String text(Object value, UnaryOperator<String> safe) {
        if (value == null) {
            return null;
        }
        Object plain = plain(value);
        if (plain instanceof List<?> || plain instanceof Map<?, ?>) {
            return safe.apply(json(plain));
        }
        return plain instanceof BigDecimal number
                ? number.toPlainString()
                : plain instanceof String text ? safe.apply(text) : plain.toString();
    }

    /** Spark's nested values as what JSON has. */
    private static Object plain(Object value) {
        if (value instanceof Row row) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.length(); i++) {
                object.put(row.schema().fieldNames()[i], plain(row.get(i)));
            }
            return object;
        }
        if (value instanceof scala.collection.Seq<?> list) {
            List<Object> items = new ArrayList<>();
            CollectionConverters.asJava(list).forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<String, Object> object = new TreeMap<>();
            CollectionConverters.asJava(map).forEach((key, item) -> object.put(String.valueOf(key), plain(item)));
            return object;
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row that is no JSON", e);
        }
    }
}
