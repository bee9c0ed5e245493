package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One night over a folder of broken and odd files. {@code torture/outcomes.txt} says what comes of each: its status, rows
 * read, accepted, duplicate and quarantined, its message, and below it the rows refused and why.
 */
class TortureNightTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 24);

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static List<Row> deliveries;
    private static List<Row> quarantine;

    @BeforeAll
    static void runTheNight() throws IOException {
        Path schemas = folder.resolve("schemas");
        TestLake.copy(TestLake.home().resolve("schemas/lake"), schemas.resolve("lake"));
        Files.createDirectories(schemas.resolve("sources"));
        Files.writeString(schemas.resolve("sources/torture_penalty.yaml"), resource("torture_penalty.yaml"));
        Path landing = Files.createDirectories(folder.resolve("landing/torture_penalty/" + DATE));
        for (Map.Entry<String, byte[]> file : TortureFiles.all().entrySet()) {
            Files.write(landing.resolve(file.getKey()), file.getValue());
        }
        Files.createFile(landing.resolve("_SUCCESS"));
        settings = SettingsLoader.load(
                new Settings.Folders(
                        folder.resolve("lake").toString(),
                        folder.resolve("landing").toString(),
                        TestLake.home().resolve("conf"),
                        schemas),
                Map.of());
        WholeNight.run(settings, DATE);
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            deliveries = reader.spark()
                    .sql("SELECT * FROM ops.delivery ORDER BY file")
                    .collectAsList();
            quarantine = reader.spark()
                    .sql("SELECT * FROM ops.quarantine ORDER BY file, row_number, rule, field")
                    .collectAsList();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TortureNightTest.class.getResourceAsStream("/torture/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String name(Row row) {
        return row.<String>getAs("file").replaceFirst(".*/", "");
    }

    @Test
    void everyFileHasItsOutcome() throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (Row row : deliveries) {
            String message = row.getAs("message");
            outcomes.add(name(row) + " | " + row.getAs("status") + " " + row.getAs("rows_read") + " = "
                    + row.getAs("rows_accepted") + " + " + row.getAs("rows_duplicate") + " + "
                    + row.getAs("rows_quarantined") + (message == null ? "" : " | " + message));
            quarantine.stream()
                    .filter(q -> q.getAs("file").equals(row.getAs("file")))
                    .forEach(q -> outcomes.add("    " + q.getAs("row_number") + " " + q.getAs("field") + " "
                            + q.getAs("rule") + " | " + q.getAs("message")));
        }
        assertThat(String.join("\n", outcomes) + "\n").isEqualTo(resource("outcomes.txt"));
    }

    @Test
    void thereAreEnoughOfThemAndNoneIsLost() {
        assertThat(deliveries).hasSize(TortureFiles.all().size()).hasSizeGreaterThan(60);
        assertThat(deliveries).extracting(r -> r.<String>getAs("status")).containsOnly("standardised", "refused");
        assertThat(deliveries).allSatisfy(r -> assertThat(r.<Long>getAs("rows_read"))
                .isEqualTo(r.<Long>getAs("rows_accepted")
                        + r.<Long>getAs("rows_duplicate")
                        + r.<Long>getAs("rows_quarantined")));
        assertThat(deliveries)
                .filteredOn(r -> r.getAs("status").equals("refused"))
                .allSatisfy(r -> assertThat(r.<String>getAs("message")).isNotBlank());
    }

    @Test
    void theNightIsPublished() {
        assertThat(new ReleaseLog(settings).current()).map(r -> r.runDate()).contains(DATE);
    }
}
