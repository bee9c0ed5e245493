package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.standards.Amounts;
import io.creditlake.standards.Dates;
import io.creditlake.standards.Uscc;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the truth says stands in the files, and is what the standards make of them. */
class TruthTest {
    @TempDir
    private static Path folder;

    private static Province province;

    @BeforeAll
    static void generate() {
        province = Province.generate(Province.options(folder).withSubjects(1500).withNights(Province.START, 4));
    }

    @Test
    void everyPlantedValueStandsWhereTheTruthSaysItDoes() {
        int checked = 0;
        for (LocalDate date : province.dates()) {
            Map<String, Dumps> dumps = new HashMap<>();
            for (NamedCsvRecord line : province.truth(date)) {
                String source = line.getField("source");
                Map<String, String> row = dumps.computeIfAbsent(source, s -> province.dumps(s, date))
                        .files()
                        .get(line.getField("file"))
                        .get(Integer.parseInt(line.getField("row_number")) - 1);
                if (!line.getField("field").isEmpty()) {
                    assertThat(row.get(line.getField("field"))).as("%s", line).isEqualTo(line.getField("written"));
                    checked++;
                } else if (line.getField("rule").equals("row_shape")) {
                    assertThat(row)
                            .as("%s", line)
                            .hasSize(contract(source).fields().size() + 1);
                    assertThat(String.join(",", row.values())).contains(line.getField("written"));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(150);
    }

    @Test
    void everyRowIsInTheTruthOnceAndTheOutcomesAddUp() {
        Map<String, Long> outcomes = new HashMap<>();
        long[] rows = {0};
        for (LocalDate date : province.dates()) {
            province.rows(date).forEach(r -> outcomes.merge(r.getField("outcome"), 1L, Long::sum));
        }
        province.forEachDelivery((date, dumps) -> dumps.files().values().forEach(file -> rows[0] += file.size()));

        assertThat(province.summary().totalRows()).isEqualTo(rows[0]);
        for (Outcome outcome : Outcome.values()) {
            assertThat(outcomes).containsEntry(outcome.key(), province.summary().rows(outcome));
        }
        Set<String> places = new HashSet<>();
        for (LocalDate date : province.dates()) {
            province.rows(date)
                    .forEach(r -> assertThat(places.add(date + r.getField("file") + "#" + r.getField("row_number")))
                            .isTrue());
        }
        assertThat(places).hasSize((int) rows[0]);
    }

    @Test
    void aFactIsAcceptedOnceAndOnlyOnce() {
        Map<String, Integer> accepted = new HashMap<>();
        for (LocalDate date : province.dates()) {
            for (NamedCsvRecord row : province.rows(date)) {
                String fact = row.getField("fact");
                if (row.getField("outcome").equals("accepted")) {
                    accepted.merge(fact, 1, Integer::sum);
                } else if (row.getField("outcome").equals("duplicate")) {
                    assertThat(accepted).as("%s", row).containsKey(fact);
                }
            }
        }
        assertThat(accepted.values()).containsOnly(1);
    }

    @Test
    void aPlantedRowHasOneThingPlanted() {
        for (LocalDate date : province.dates()) {
            List<String> places = province.truth(date).stream()
                    .map(l -> l.getField("source") + l.getField("file") + "#" + l.getField("row_number"))
                    .toList();
            assertThat(places).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyKindOfDirtThatTheSourcesCanHaveIsPlanted() {
        Set<String> kinds = Dirt.all().stream().map(Dirt::kind).collect(Collectors.toCollection(TreeSet::new));
        for (Telling.Repetition repetition : Telling.Repetition.values()) {
            kinds.add(repetition.kind());
        }
        kinds.remove("");

        assertThat(province.summary().planted().keySet()).containsExactlyElementsOf(kinds);
    }

    @Test
    void theRulesAreThoseOfStandardisingAndOfTheContract() {
        for (LocalDate date : province.dates()) {
            for (NamedCsvRecord line : province.truth(date)) {
                Set<String> rules = new HashSet<>(Set.of(
                        "required",
                        "check_digit",
                        "rounded",
                        "format",
                        "code_set",
                        "region",
                        "minimum",
                        "maximum",
                        "max_length",
                        "row_shape"));
                contract(line.getField("source")).rules().forEach(r -> rules.add(r.name()));
                boolean refused = line.getField("outcome").equals("quarantined");
                assertThat(refused).as("%s", line).isEqualTo(rules.contains(line.getField("rule")));
            }
        }
    }

    @Test
    void whatIsNotDirtyNormalisesToItself() {
        Map<String, NamedCsvRecord> dirty = new HashMap<>();
        for (LocalDate date : province.dates()) {
            province.truth(date).forEach(l -> dirty.put(l.getField("file") + "#" + l.getField("row_number"), l));
        }
        province.forEachDelivery((date, dumps) -> dumps.files().forEach((file, rows) -> {
            SourceContract contract = contract(file.substring(0, file.indexOf("_2026")));
            for (int i = 0; i < rows.size(); i++) {
                NamedCsvRecord line = dirty.get(file + "#" + (i + 1));
                for (Field field : contract.keptFields()) {
                    String text = rows.get(i).getOrDefault(field.column(), "");
                    if ((line == null || !line.getField("kind").equals("repeated_with_other_brackets"))
                            && (line == null || line.getField("written").isEmpty())
                            && !text.isEmpty()) {
                        assertClean(field, text);
                    }
                }
            }
        }));
    }

    private static void assertClean(Field field, String text) {
        if (Uscc.isMasked(text)) {
            assertThat(Uscc.mask(text)).isEqualTo(text);
            return;
        }
        switch (field.standard()) {
            case DATE -> assertThat(Dates.parse(text)).as(text).isNotNull();
            case END_DATE -> assertThat(Dates.parseEnd(text)).as(text).isNotNull();
            case AMOUNT_WAN -> assertThat(Amounts.parseWan(text)).as(text).isNotNull();
            case CODE -> assertThat(field.codes()).containsKey(text);
            default -> {
                assertThat(Kept.normalised(field.standard(), text)).isEqualTo(text);
                assertThat(Kept.isValid(field.standard(), text)).as(text).isTrue();
            }
        }
    }

    @Test
    void whatIsHarmlesslyDirtyNormalisesToWhatTheTruthExpects() {
        int checked = 0;
        for (LocalDate date : province.dates()) {
            for (NamedCsvRecord line : province.truth(date)) {
                boolean cured = line.getField("outcome").equals("accepted")
                        && line.getField("flag").isEmpty()
                        && !line.getField("field").isEmpty();
                if (cured) {
                    Field field = contract(line.getField("source"))
                            .field(line.getField("field"))
                            .orElseThrow();
                    assertThat(Kept.kept(field, line.getField("written")))
                            .as("%s", line)
                            .isEqualTo(line.getField("expected"));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void wrongCodesAreWrong() {
        for (LocalDate date : province.dates()) {
            for (NamedCsvRecord line : province.truth(date)) {
                if (line.getField("rule").equals("check_digit")
                        || line.getField("flag").endsWith(":check_digit")) {
                    Field field = contract(line.getField("source"))
                            .field(line.getField("field"))
                            .orElseThrow();
                    String code = Kept.normalised(field.standard(), line.getField("written"));
                    assertThat(Kept.isValid(field.standard(), code))
                            .as("%s", line)
                            .isFalse();
                }
            }
        }
    }

    private static SourceContract contract(String source) {
        return province.options().contracts().get(source);
    }
}
