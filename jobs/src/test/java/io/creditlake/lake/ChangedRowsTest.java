package io.creditlake.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of subjects, which statements of a night change. */
class ChangedRowsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final String CODES = "subject.identifier";
    private static final List<String> KEY = List.of("subject_id", "kind");
    private static final int SUBJECTS = 2_000;
    private static final StructType SCHEMA = new StructType()
            .add("subject_id", DataTypes.LongType)
            .add("kind", DataTypes.StringType)
            .add("value", DataTypes.StringType);

    @AutoClose
    private final TestLake lake;

    private final TreeMap<String, String> expected = new TreeMap<>();
    private Workspace night;

    ChangedRowsTest(@TempDir Path folder) {
        lake = new TestLake(folder);
    }

    @BeforeEach
    void publishCodes() {
        Workspace first = lake.night(FIRST);
        first.append(CODES, codes(0, SUBJECTS, 1, "first"));
        lake.publish(FIRST);
        night = lake.night(FIRST.plusDays(1));
    }

    /** The same codes in the lake's table and, told by a key, in a map of the test. */
    private Dataset<Row> codes(long from, long to, long step, String value) {
        List<Row> rows = new ArrayList<>();
        for (long id = from; id < to; id += step) {
            rows.add(RowFactory.create(id, "uscc", value + id));
            expected.put(key(id), value + id);
        }
        return lake.spark().createDataFrame(rows, SCHEMA);
    }

    private static String key(long id) {
        return "%08d uscc".formatted(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whateverChangesTheTableHoldsWhatAMapDoes(long seed) throws IOException {
        Random random = new Random(seed);
        for (int step = 0; step < 8; step++) {
            // One, a few that are asked for by name, some of many, and more than are worth asking for.
            long every = List.of(2L * SUBJECTS, 97L, 11L, 2L).get(random.nextInt(4));
            long from = random.nextInt(SUBJECTS / 2);
            String value = "step" + step + "-";
            switch (random.nextInt(4)) {
                case 0 -> night.upsert(CODES, codes(from, SUBJECTS + 50, every, value), KEY);
                case 1 -> night.delete(CODES, gone(from, every), KEY);
                case 2 -> {
                    Dataset<Row> gone = gone(from + 1, 2 * every);
                    Dataset<Row> absent = lake.rows("SELECT 9000000L AS subject_id, 'uscc' AS kind, 'none' AS value");
                    night.change(CODES, standing(from, 2 * every, value).union(absent), gone, KEY);
                }
                default -> {
                    Dataset<Row> longer = standing(from, every, value);
                    night.update(
                            CODES,
                            longer,
                            KEY,
                            Map.of(
                                    "value",
                                    concat(
                                            col(Workspace.SOURCE + ".value"),
                                            lit("+"),
                                            col(Workspace.TARGET + ".kind"))));
                    longer.collectAsList()
                            .forEach(row -> expected.put(key(row.getLong(0)), row.getString(2) + "+uscc"));
                }
            }
            assertThat(held()).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
        assertThat(vectorsOfAFile()).allMatch(vectors -> vectors <= 1).contains(1);
    }

    private Dataset<Row> gone(long from, long every) {
        List<Row> rows = new ArrayList<>();
        for (long id = from; id < SUBJECTS; id += every) {
            rows.add(RowFactory.create(id, "uscc", null));
            expected.remove(key(id));
        }
        return lake.spark().createDataFrame(rows, SCHEMA).select("subject_id", "kind");
    }

    /** Values for codes that are there. */
    private Dataset<Row> standing(long from, long every, String value) {
        List<Row> rows = new ArrayList<>();
        for (long id = from; id < SUBJECTS; id += every) {
            if (expected.computeIfPresent(key(id), (key, old) -> value) != null) {
                expected.put(key(id), value + id);
                rows.add(RowFactory.create(id, "uscc", value + id));
            }
        }
        return lake.spark().createDataFrame(rows, SCHEMA);
    }

    private Map<String, String> held() {
        Map<String, String> held = new TreeMap<>();
        for (Row row : night.read(CODES).select("subject_id", "kind", "value").collectAsList()) {
            assertThat(held.put(key(row.getLong(0)), row.getString(2))).isNull();
        }
        return held;
    }

    private List<Integer> vectorsOfAFile() throws IOException {
        try (CloseableIterable<FileScanTask> files =
                night.table(CODES).newScan().useRef(Branches.NIGHT).planFiles()) {
            List<Integer> vectors = new ArrayList<>();
            files.forEach(file -> vectors.add(file.deletes().size()));
            return vectors;
        }
    }

    @Test
    void aKeyThatIsNullIsNobodys() {
        night.append(CODES, lake.rows("SELECT 1L AS subject_id, CAST(NULL AS STRING) AS kind, 'nameless' AS value"));
        Dataset<Row> nobody = lake.rows("SELECT 1L AS subject_id, CAST(NULL AS STRING) AS kind, 'other' AS value");
        night.delete(CODES, nobody.select("subject_id", "kind"), KEY);
        night.update(CODES, nobody, KEY, Map.of("value", col(Workspace.SOURCE + ".value")));

        assertThat(night.read(CODES).where("kind IS NULL").select("value").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .collect(Collectors.toList()))
                .containsExactly("nameless");
    }

    @Test
    void aRowThatTwoOfTheGivenMeetIsRefused() {
        Dataset<Row> twice =
                lake.rows("SELECT 5L AS subject_id, 'uscc' AS kind, v AS value FROM VALUES ('a'), ('b') AS t(v)");
        assertThatThrownBy(() -> night.change(CODES, twice, twice.limit(0), KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 rows of")
                .hasMessageContaining("which are 1");
    }

    @Test
    void whoExchangesRowsNotesItOfTheTableAsItStandsThen() {
        Dataset<Row> old = night.readPlaced(CODES).where("subject_id < 10");
        night.noting("said-by", "one", () -> night.exchange(CODES, old, codes(0, 10, 1, "new")));

        assertThat(night.isNoted(CODES, "said-by", "one")).isTrue();
        assertThat(held()).isEqualTo(expected);
    }
}
