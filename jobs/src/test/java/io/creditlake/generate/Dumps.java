package io.creditlake.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** Reads generated dumps again, with nothing of the program but the headers of the contract. */
final class Dumps {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceContract contract;
    /** File to rows; a row is its cells by column, and by {@code #} and number the cells beyond. */
    private final Map<String, List<Map<String, String>>> files = new TreeMap<>();

    Dumps(SourceContract contract, Path folder) {
        this.contract = contract;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(f -> !f.getFileName().toString().startsWith("_")).toList()) {
                files.put(file.getFileName().toString(), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, List<Map<String, String>>> files() {
        return files;
    }

    private List<Map<String, String>> read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".jsonl")) {
            return jsonl(file);
        }
        return byHeader(name.endsWith(".xlsx") ? xlsx(file) : csv(file));
    }

    private static List<List<String>> csv(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (Stream<CsvRecord> records = CsvReader.builder().allowExtraFields(true).ofCsvRecord(text(bytes)).stream()) {
            return records.map(CsvRecord::getFields).toList();
        }
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("GB18030"));
        }
    }

    private static List<List<String>> xlsx(Path file) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            List<List<String>> all = new ArrayList<>();
            rows.forEach(row -> {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.getCellCount(); i++) {
                    cells.add(text(row.getCell(i)));
                }
                all.add(cells);
            });
            return all;
        }
    }

    private static String text(Cell cell) {
        return cell == null || cell.getType() == CellType.EMPTY
                ? ""
                : cell.getType() == CellType.NUMBER ? cell.getRawValue() : cell.getText();
    }

    private List<Map<String, String>> byHeader(List<List<String>> lines) {
        int first = 0;
        while (!isHeader(lines.get(first))) {
            first++;
        }
        List<String> columns = lines.get(first).stream().map(this::column).toList();
        int data = first;
        while (data < lines.size() && isHeader(lines.get(data))) {
            data++;
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(data, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.max(line.size(), columns.size()); i++) {
                String key = i < columns.size() ? columns.get(i) : "#" + i;
                row.put(key, i < line.size() ? line.get(i) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    private boolean isHeader(List<String> line) {
        Set<String> known = new HashSet<>();
        contract.fields().forEach(f -> known.addAll(f.headers()));
        return line.size() > 3 && known.containsAll(line);
    }

    private String column(String header) {
        return contract.fields().stream()
                .filter(f -> f.headers().contains(header))
                .map(Field::column)
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, String>> jsonl(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<String, String> row = new HashMap<>();
            JsonNode node = JSON.readTree(line);
            node.properties()
                    .forEach(e -> row.put(
                            column(e.getKey()),
                            e.getValue().isNull() ? "" : e.getValue().asText()));
            rows.add(row);
        }
        return rows;
    }
}
