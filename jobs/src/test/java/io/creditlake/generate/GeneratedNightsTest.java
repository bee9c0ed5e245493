package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standardise.StandardiseStage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest and standardise find in generated dumps what the truth says is in them. */
class GeneratedNightsTest {
    @TempDir
    private static Path folder;

    private static Province province;
    private static TestLake lake;
    private static final Map<String, NamedCsvRecord> truth = new HashMap<>();
    private static final Map<String, Row> quarantined = new HashMap<>();
    private static final Map<String, Boolean> duplicates = new HashMap<>();
    private static final Map<String, Row> records = new HashMap<>();
    private static final Map<String, Long> counted = new HashMap<>();

    @BeforeAll
    static void runNights() {
        province = Province.generate(Province.options(folder.resolve("landing"))
                .withSubjects(600)
                .withDirt(0.25)
                .withNights(Province.START, 3));
        province.dates().forEach(date -> province.truth(date).forEach(l -> truth.put(place(l), l)));
        lake = new TestLake(folder);
        SourceContracts contracts = province.options().contracts();
        for (LocalDate date : province.dates()) {
            Workspace night = lake.night(date);
            new IngestStage(contracts).run(night);
            new StandardiseStage(contracts).run(night);
            remember(night, date);
            lake.publish(date);
        }
    }

    private static void remember(Workspace night, LocalDate date) {
        String tonight = "run_date = DATE'" + date + "'";
        for (Row row : night.read("ops.quarantine").filter(tonight).collectAsList()) {
            quarantined.merge(place(row), row, (a, b) -> expected(a) ? a : b);
        }
        night.read("ops.duplicate")
                .filter(tonight)
                .collectAsList()
                .forEach(row -> duplicates.put(place(row), row.getAs("corrected")));
        for (TableContract table : lake.tables().contracts().recordClasses()) {
            night.read(table.name().toString())
                    .filter("received_on = DATE'" + date + "'")
                    .collectAsList()
                    .forEach(row -> records.put(place(row), row));
        }
        for (Row row : night.read("ops.delivery").filter(tonight).collectAsList()) {
            counted.merge("accepted", row.getAs("rows_accepted"), Long::sum);
            counted.merge("duplicate", row.getAs("rows_duplicate"), Long::sum);
            counted.merge("quarantined", row.getAs("rows_quarantined"), Long::sum);
        }
    }

    /** Of several reasons for one row, the planted one. */
    private static boolean expected(Row row) {
        return truth.get(place(row)) != null
                && truth.get(place(row)).getField("rule").equals(row.getAs("rule"));
    }

    private static String place(Row row) {
        String file = row.getAs("file");
        return file.substring(file.lastIndexOf('/') + 1) + "#" + row.getAs("row_number");
    }

    private static String place(NamedCsvRecord line) {
        return line.getField("file") + "#" + line.getField("row_number");
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @Test
    void everyRowComesToWhatTheTruthSays() {
        List<String> wrong = new ArrayList<>();
        for (LocalDate date : province.dates()) {
            for (NamedCsvRecord row : province.rows(date)) {
                String place = place(row);
                String outcome = quarantined.containsKey(place)
                        ? "quarantined"
                        : duplicates.containsKey(place) ? "duplicate" : "accepted";
                if (!outcome.equals(row.getField("outcome"))) {
                    wrong.add(place + " " + outcome + " " + quarantined.get(place) + " " + truth.get(place));
                }
            }
        }
        assertThat(wrong).isEmpty();
        for (Outcome outcome : Outcome.values()) {
            assertThat(counted).containsEntry(outcome.key(), province.summary().rows(outcome));
        }
    }

    @Test
    void refusedRowsAreRefusedByTheExpectedRuleInTheExpectedField() {
        List<String> wrong = new ArrayList<>();
        truth.forEach((place, line) -> {
            Row row = quarantined.get(place);
            if (line.getField("outcome").equals("quarantined")
                    && (row == null
                            || !line.getField("rule").equals(row.getAs("rule"))
                            || !line.getField("field").equals(row.getAs("field") == null ? "" : row.getAs("field")))) {
                wrong.add(line + " was " + row);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void recordsHoldTheExpectedValuesAndFlags() {
        TreeSet<String> wrong = new TreeSet<>();
        int checked = 0;
        for (NamedCsvRecord line : truth.values()) {
            Row row = records.get(place(line));
            String field = line.getField("field");
            if (!line.getField("outcome").equals("accepted") || field.equals("person_token")) {
                continue;
            }
            if (row == null) {
                wrong.add(line + " has no record");
                continue;
            }
            checked++;
            String flag = line.getField("flag");
            Object value = row.getAs(field);
            if (!flag.isEmpty()) {
                if (!row.getList(row.fieldIndex("flags")).contains(flag)) {
                    wrong.add(line + " has flags " + row.getAs("flags"));
                }
            } else if (!line.getField("expected").equals(value == null ? "" : value.toString())) {
                wrong.add(line + " holds " + value);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void correctionsAreToldFromRepetitions() {
        List<String> wrong = new ArrayList<>();
        truth.forEach((place, line) -> {
            if (line.getField("outcome").equals("duplicate")
                    && !String.valueOf(duplicates.get(place)).equals(line.getField("corrected"))) {
                wrong.add(line + " was " + duplicates.get(place));
            }
        });
        assertThat(wrong).isEmpty();
    }
}
