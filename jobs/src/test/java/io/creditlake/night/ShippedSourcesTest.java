package io.creditlake.night;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night of a small delivery of every shipped source, each in its own layout. */
class ShippedSourcesTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 23);
    private static final Path FIXTURES = Path.of("src/test/resources/sources");
    private static final Path EXPECTED = Path.of("src/test/resources/io/creditlake/night/shipped-sources.txt");
    /** What says where a record comes from, or is a hash: not what its row says. */
    private static final Set<String> NOT_SAID = Set.of(
            "record_id",
            "source",
            "department",
            "delivery_id",
            "file",
            "row_number",
            "subject_id",
            "person_token",
            "received_on",
            "reported_by",
            "content_hash",
            "target_record_id");

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static TableContracts tables;

    @BeforeAll
    static void runTheNight() throws IOException {
        settings = TestLake.settings(folder);
        tables = TableContracts.load(settings.folders().schemas());
        for (SourceContract contract : contracts()) {
            deliver(contract);
        }
        WholeNight.run(settings, NIGHT);
    }

    private static List<SourceContract> contracts() {
        return SourceContracts.load(settings.folders().schemas(), tables).all();
    }

    private static void deliver(SourceContract contract) throws IOException {
        Path delivery = folder.resolve("landing").resolve(contract.source()).resolve(NIGHT.toString());
        Files.createDirectories(delivery);
        Path sent = base().resolve(FIXTURES).resolve(contract.source());
        assertThat(sent).as("a fixture of each source").isDirectory();
        try (Stream<Path> files = Files.list(sent)) {
            for (Path file : files.toList()) {
                Files.copy(file, delivery.resolve(file.getFileName()));
            }
        }
        Files.createFile(delivery.resolve("_SUCCESS"));
    }

    private static Path base() {
        return Path.of(System.getProperty("basedir", "."));
    }

    private static List<Row> ask(String sql) {
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            return reader.spark().sql(sql).collectAsList();
        }
    }

    private static String ofAllClasses(String select) {
        return tables.recordClasses().stream()
                .map(table -> select + " FROM " + table.name())
                .collect(joining(" UNION ALL "));
    }

    /** By source: the counts of its files, its records by row, and the rows refused. */
    private static String told() {
        List<String> lines = new ArrayList<>();
        ask("SELECT source, concat('0 ', rows_read, ' read, ', rows_accepted, ' accepted, ', rows_duplicate, ' duplicate, ',"
                        + " rows_quarantined, ' quarantined, ', status, coalesce(concat(' ', message), '')) FROM ops.delivery")
                .forEach(row -> lines.add(row.mkString(" ")));
        ask(tables.recordClasses().stream()
                        .map(table -> "SELECT source, concat(row_number, ' %s ', to_json(struct(%s))) FROM %s"
                                .formatted(table.name().table(), said(table), table.name()))
                        .collect(joining(" UNION ALL ")))
                .forEach(row -> lines.add(row.mkString(" ")));
        ask("SELECT source, concat(row_number, ' refused ', concat_ws(',', collect_set(concat_ws(':', field, rule))))"
                        + " FROM ops.quarantine GROUP BY source, delivery_id, file, row_number")
                .forEach(row -> lines.add(row.mkString(" ")));
        return lines.stream().sorted().collect(joining("\n", "", "\n"));
    }

    private static String said(TableContract table) {
        return table.columnNames().stream()
                .filter(Predicate.not(NOT_SAID::contains))
                .collect(joining(", "));
    }

    @Test
    void everyRowBecomesWhatItsContractSays() throws IOException {
        String told = told();
        Files.writeString(base().resolve("target/shipped-sources.txt"), told);
        assertThat(told)
                .as("target/shipped-sources.txt is what was found")
                .isEqualTo(Files.readString(base().resolve(EXPECTED)));
    }

    @Test
    void everyRecordIsTiedToASubjectWhateverCodeItNamesItBy() {
        assertThat(ask("SELECT r.* FROM (" + ofAllClasses("SELECT source, row_number, subject_id")
                        + ") r LEFT ANTI JOIN subject.subject s ON r.subject_id = s.subject_id"))
                .isEmpty();
        assertThat(ask("SELECT subject_name, count(DISTINCT source), count(DISTINCT subject_id) FROM ("
                        + ofAllClasses("SELECT source, subject_name, subject_id")
                        + ") WHERE subject_name LIKE '%样例丁%' OR subject_name LIKE '%样例乙%'"
                        + " GROUP BY subject_name ORDER BY subject_name"))
                .extracting(row -> row.getLong(1) > 3 ? row.getLong(2) : -row.getLong(1))
                .containsExactly(1L, 1L);
    }

    @Test
    void aDecisionIsTiedToTheRecordOfAnotherDepartment() {
        assertThat(ask("SELECT v.decision_number, v.target_state, p.source FROM record.revision v LEFT JOIN ("
                                + ofAllClasses("SELECT record_id, subject_id, source")
                                + ") p ON v.target_record_id = p.record_id AND v.subject_id = p.subject_id"
                                + " ORDER BY v.decision_number")
                        .stream()
                        .map(row -> row.mkString(" "))
                        .toList())
                .containsExactly(
                        "YY2026-001 tied qingdao_emergency_penalty",
                        "YY2026-002 tied court_dishonest_debtor",
                        "鲁信修〔2026〕1号 tied jining_penalty_publicity",
                        "鲁信修〔2026〕2号 tied market_abnormal_operation",
                        "鲁信修〔2026〕3号 not_found null");
    }
}
