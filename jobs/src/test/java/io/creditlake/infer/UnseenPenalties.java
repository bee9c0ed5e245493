package io.creditlake.infer;

import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Penalties in a layout that no contract describes: Chinese headers of its own in an order of its own, title rows,
 * separated by {@code |}, in GB18030. The rows are those of a generated province.
 */
public final class UnseenPenalties {
    /** The header of the layout, and the national code of the column it holds. */
    public static final Map<String, String> LAYOUT = layout();

    private UnseenPenalties() {}

    private static Map<String, String> layout() {
        Map<String, String> layout = new LinkedHashMap<>();
        layout.put("文书编号", "CF_WSH");
        layout.put("当事人名称", "CF_XDR_MC");
        layout.put("当事人信用代码", "CF_XDR_SHXYM");
        layout.put("身份证号码", "CF_XDR_ZJHM");
        layout.put("法人代表", "CF_FRDB");
        layout.put("违法事由", "CF_SY");
        layout.put("处罚的种类", "CF_CFLB");
        layout.put("处罚的内容", "CF_NR");
        layout.put("罚款数额(万元)", "CF_NR_FK");
        layout.put("作出处罚日期", "CF_JDRQ");
        layout.put("公示截止日", "CF_GSJZQ");
        layout.put("作出处罚机关", "CF_CFJG");
        layout.put("作出处罚机关代码", "CF_CFJGDM");
        layout.put("内部流水", "");
        return layout;
    }

    /** Writes the rows of a night's first csv file, and gives the file. */
    public static Path write(Path folder, LocalDate night, String name) throws IOException {
        Path schemas = TestLake.home().resolve("schemas");
        Path conf = TestLake.home().resolve("conf");
        TableContracts tables = TableContracts.load(schemas);
        SourceContracts contracts = SourceContracts.load(schemas, tables);
        Path landing = Files.createTempDirectory(folder, "generated");
        Generator.generate(GenerateOptions.of(landing, contracts, conf)
                .withSubjects(900)
                .withNights(night, 1)
                .withDirt(0.05));
        Path generated;
        try (Stream<Path> files =
                Files.list(landing.resolve("penalty_publicity").resolve(night.toString()))) {
            generated = files.filter(f -> f.toString().endsWith(".csv"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        FileReading reading = new FileReading(generated);
        Written written = reading.find(Knowledge.of(tables, contracts, conf)::isHeader);
        Map<String, Integer> places = places(written, contracts);
        List<String> lines = new ArrayList<>(List.of("样例市行政处罚台账", "制表：样例科室|2026年"));
        lines.add(String.join("|", LAYOUT.keySet()));
        reading.rows(written, cells -> lines.add(line(cells, places, lines.size())));
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, (String.join("\r\n", lines) + "\r\n").getBytes(Charset.forName("GB18030")));
        return file;
    }

    private static Map<String, Integer> places(Written written, SourceContracts contracts) {
        Map<String, Integer> places = new LinkedHashMap<>();
        contracts.get("penalty_publicity").fields().forEach(field -> {
            for (int i = 0; i < written.columns().size(); i++) {
                if (written.columns().get(i).names().stream().anyMatch(field.headers()::contains)) {
                    places.put(field.headers().get(0), i);
                }
            }
        });
        return places;
    }

    private static String line(String[] cells, Map<String, Integer> places, int number) {
        List<String> line = new ArrayList<>();
        for (String code : LAYOUT.values()) {
            String cell = code.isEmpty()
                    ? "LS-" + number
                    : Optional.ofNullable(cells[places.get(code)]).orElse("");
            line.add(cell.matches("(?s).*[|\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return String.join("|", line);
    }
}
