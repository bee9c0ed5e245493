package io.creditlake.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout;
import io.creditlake.dump.MemoryBytes;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.WorkingCalendar;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows go through generated code; what becomes of them is the same. */
class LargeNightTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final int ROWS = 3000;

    @TempDir
    private Path folder;

    private TestLake lake;
    private SourceContract contract;
    private TableContract table;
    private List<DumpFile> files;

    private record Outcome(
            Map<String, ClassRun.Counts> counts, List<String> added, List<String> duplicates, List<String> refused) {}

    @BeforeEach
    void aFileInSeveralParts() throws IOException, DumpException {
        lake = new TestLake(folder);
        contract = SourceContracts.load(
                        lake.settings().folders().schemas(), lake.tables().contracts())
                .get("penalty_publicity");
        table = lake.tables().contracts().get("record.penalty");
        Path file = folder.resolve("penalty.csv");
        PenaltyFile.write(file, Charset.forName("GB18030"), ROWS);
        byte[] bytes = Files.readAllBytes(file);
        Layout layout = new DumpScanner(DumpShape.of(contract), bytes.length / 3)
                .scan("penalty.csv", new MemoryBytes(bytes))
                .layouts()
                .get(0);
        assertThat(layout.parts()).hasSize(3);
        files = List.of(new DumpFile(0, file.toString(), "d", "penalty.csv", (int) DAY.toEpochDay(), layout));
    }

    @AfterEach
    void close() {
        Sessions.suit(lake.spark(), 0, 0);
        lake.close();
    }

    @Test
    void manyRowsComeToWhatFewRowsComeTo() {
        Outcome few = outcome(false);
        Outcome many = outcome(true);

        assertThat(many).isEqualTo(few);
        ClassRun.Counts counts = few.counts().get("d penalty.csv");
        assertThat(counts.read()).isEqualTo(ROWS);
        assertThat(counts.quarantined()).isGreaterThanOrEqualTo(ROWS / 100).isLessThan(ROWS / 20);
        assertThat(counts.duplicate()).isGreaterThan(40);
        assertThat(counts.corrected()).isGreaterThan(10);
        assertThat(few.added()).hasSize((int) counts.accepted());
    }

    private Outcome outcome(boolean large) {
        Workspace night = lake.night(DAY);
        Sessions.suit(lake.spark(), large ? 1_000_000_000 : 0, 0);
        WorkingCalendar calendar = WorkingCalendar.load(TestLake.home().resolve("conf/reference/working_days.csv"));
        SourceRows source = new SourceRows(
                lake.spark(),
                contract,
                new EvaluatedRows(contract, table, DAY, PersonKeys.of(new byte[32])),
                files,
                calendar);
        SentFiles sent = new SentFiles();
        sent.add(contract, files);
        Survivorship survivorship = new Survivorship(table, Map.of(contract.source(), contract.authority()));
        try (ClassRun run = new ClassRun(night, table, survivorship, sent, new ClassRows(List.of(source)))) {
            return new Outcome(
                    run.counted().byFile(),
                    texts(run.added()
                            .selectExpr(table.columnNames().stream()
                                    .filter(c -> List.of(run.added().columns()).contains(c))
                                    .toArray(String[]::new))),
                    texts(run.duplicates()),
                    texts(run.quarantine()));
        }
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
