package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.TableContracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Duplicates and corrections, recognised as standardising has to: by the business key of the record class. */
class BusinessKeyTest {
    private static final TableContracts TABLES = TableContracts.load(Province.HOME.resolve("schemas"));

    @TempDir
    private Path folder;

    @Test
    void rowsThatShareABusinessKeyAreDuplicatesAndNoOthersAre() {
        Province province =
                Province.generate(Province.options(folder).withSubjects(1500).withNights(Province.START, 5));
        Map<String, Map<String, String>> standing = new HashMap<>();
        int[] corrections = {0};
        for (LocalDate date : province.dates()) {
            Map<String, NamedCsvRecord> notable = new HashMap<>();
            province.truth(date).forEach(l -> notable.put(place(l), l));
            for (NamedCsvRecord row : inOrder(province.rows(date))) {
                SourceContract contract = province.options().contracts().get(row.getField("source"));
                if (row.getField("outcome").equals("quarantined")) {
                    continue;
                }
                Map<String, String> sent = dumps(province, contract, date)
                        .get(row.getField("file"))
                        .get(Integer.parseInt(row.getField("row_number")) - 1);
                Map<String, String> kept = kept(contract, sent, notable.get(place(row)));
                String key = key(contract, kept);
                Map<String, String> content = content(contract, kept);
                if (row.getField("outcome").equals("accepted")) {
                    assertThat(standing.put(key, content)).as("%s %s", row, key).isNull();
                } else {
                    Map<String, String> before = standing.put(key, content);
                    boolean corrected = Boolean.parseBoolean(row.getField("corrected"));
                    assertThat(before).as("%s %s", row, key).isNotNull();
                    assertThat(before.equals(content))
                            .as("%s %s", before, content)
                            .isNotEqualTo(corrected);
                    corrections[0] += corrected ? 1 : 0;
                }
            }
        }
        assertThat(corrections[0]).isGreaterThan(20);
    }

    private final Map<String, Map<String, List<Map<String, String>>>> read = new HashMap<>();

    private Map<String, List<Map<String, String>>> dumps(Province province, SourceContract contract, LocalDate date) {
        return read.computeIfAbsent(contract.source() + date, k -> province.dumps(contract.source(), date)
                .files());
    }

    /** Files by name, rows as they stand. */
    private static List<NamedCsvRecord> inOrder(List<NamedCsvRecord> rows) {
        List<NamedCsvRecord> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing((NamedCsvRecord r) -> r.getField("file"))
                .thenComparing(r -> Integer.valueOf(r.getField("row_number"))));
        return sorted;
    }

    private static String place(NamedCsvRecord line) {
        return line.getField("file") + "#" + line.getField("row_number");
    }

    private static Map<String, String> kept(SourceContract contract, Map<String, String> sent, NamedCsvRecord truth) {
        Map<String, String> kept = new HashMap<>();
        for (Field field : contract.keptFields()) {
            boolean stained = truth != null && truth.getField("field").equals(field.column());
            kept.put(
                    field.column(),
                    stained ? truth.getField("expected") : Kept.kept(field, sent.getOrDefault(field.column(), "")));
        }
        return kept;
    }

    private static String key(SourceContract contract, Map<String, String> kept) {
        RecordClass recordClass = table(contract).recordClass().orElseThrow();
        StringBuilder key = new StringBuilder(recordClass.name());
        for (String column : recordClass.businessKey()) {
            key.append('|').append(column.equals(RecordClass.SUBJECT_KEY) ? subjectKey(kept) : kept.get(column));
        }
        return key.toString();
    }

    private static String subjectKey(Map<String, String> kept) {
        String uscc = kept.getOrDefault("uscc", "");
        if (!uscc.isEmpty()) {
            return uscc.substring(8, 17);
        }
        for (String column : List.of("org_code", "reg_no", "tax_no", "person_token")) {
            if (!kept.getOrDefault(column, "").isEmpty()) {
                return kept.get(column);
            }
        }
        return kept.get("subject_name");
    }

    private static Map<String, String> content(SourceContract contract, Map<String, String> kept) {
        Map<String, String> content = new HashMap<>(kept);
        content.keySet()
                .retainAll(table(contract).ownColumns().stream()
                        .map(TableContract.Column::name)
                        .toList());
        return content;
    }

    private static TableContract table(SourceContract contract) {
        return TABLES.recordClass(contract.recordClass()).orElseThrow();
    }
}
