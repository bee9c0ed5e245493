package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolvedTablesTest {
    private static final TableName PENALTY = TableName.of("record.penalty");
    private static final String IDENTIFIER = "subject.identifier";
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    @BeforeEach
    void anOlderLake() throws IOException {
        prepare("current:boolean,differs:map<string,string>>>", "current:boolean>>")
                .close();
    }

    @Test
    void theItemsOfAListGainFieldsAtTheirEnd() throws IOException {
        try (LakeTables tables = prepare("", "")) {
            assertThat(tables.get(PENALTY).schema().findField("reported_by.element.differs"))
                    .isNotNull();
        }
    }

    @Test
    void aFieldOfAnItemDoesNotChangeItsType() {
        assertThatThrownBy(() -> prepare("row_number:bigint,received_on", "row_number:int,received_on"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("reported_by");
    }

    @Test
    void aContractThatGainsWidensAndLosesAColumnLeavesEveryReleaseReadable() throws IOException {
        try (TestLake today = lake("today", "int", "note", true, "one:int")) {
            today.night(FIRST)
                    .append(
                            IDENTIFIER,
                            today.rows(
                                    "SELECT 1L AS subject_id, 'uscc' AS kind, 'A' AS value, 7 AS weight, 'a' AS note,"
                                            + " array(struct(1 AS one)) AS parts"
                                            + " UNION ALL SELECT 2L, 'uscc', 'B', 8, 'b', array()"));
            today.publish(FIRST);
        }
        try (TestLake tomorrow = lake("tomorrow", "bigint", "origin", false, "one:int,two:string")) {
            Workspace night = tomorrow.night(FIRST.plusDays(1));
            assertThat(night.readBase(IDENTIFIER)
                            .selectExpr("value", "weight + 5000000000", "origin", "size(parts)")
                            .collectAsList())
                    .extracting(Row::mkString)
                    .containsExactlyInAnyOrder("A5000000007null1", "B5000000008null0");
            night.upsert(
                    IDENTIFIER,
                    tomorrow.rows(
                            "SELECT 2L AS subject_id, 'uscc' AS kind, 'B' AS value, 6000000000 AS weight,"
                                    + " 'county' AS origin, array(struct(1 AS one, 'x' AS two)) AS parts UNION ALL SELECT 3L, 'uscc', 'C', 9, 'city', null"),
                    List.of("subject_id", "kind"));
            night.append(
                    IDENTIFIER,
                    tomorrow.rows(
                            "SELECT 4L AS subject_id, 'uscc' AS kind, 'D' AS value, 1L AS weight, null AS origin"));
            assertThat(night.read(IDENTIFIER).columns()).contains("origin").doesNotContain("note");
            tomorrow.publish(FIRST.plusDays(1));

            assertThat(read(tomorrow, FIRST, "value, weight, note")).containsExactlyInAnyOrder("A,7,a", "B,8,b");
            assertThat(read(tomorrow, FIRST.plusDays(1), "value, weight, origin, note"))
                    .containsExactlyInAnyOrder(
                            "A,7,null,a", "B,6000000000,county,null", "C,9,city,null", "D,1,null,null");
        }
    }

    @Test
    void whoAsksForATableThatTheLakeHasNotIsToldToLookAtItsContracts() throws IOException {
        try (LakeTables tables = prepare("", "")) {
            assertThatThrownBy(() -> tables.get(TableName.of("subject.of_later_contracts")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("subject.of_later_contracts")
                    .hasMessageContaining("--schemas");
        }
    }

    @Test
    void aTypeThatBecomesAnotherIsRefusedWithWhatToDo() throws IOException {
        lake("whole", "bigint", "note", false, "one:int").close();
        assertThatThrownBy(() -> lake("text", "string", "note", false, "one:int"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("subject.identifier.weight")
                .hasMessageContaining("bigint, as the table has it, or a wider one");
    }

    private static List<String> read(TestLake lake, LocalDate night, String columns) {
        Release release = new Releases(lake.tables()).find("release-" + night).orElseThrow();
        return Sessions.forReading(lake.settings(), release.snapshots(), 0)
                .sql("SELECT " + columns + " FROM " + IDENTIFIER)
                .collectAsList()
                .stream()
                .map(row -> row.mkString(","))
                .toList();
    }

    /** A lake whose codes have a weight of a type and another text. */
    private TestLake lake(String name, String type, String text, boolean required, String parts) throws IOException {
        Path schemas = TestLake.copy(TestLake.home().resolve("schemas"), folder.resolve(name));
        Path contract = schemas.resolve("lake/" + IDENTIFIER + ".yaml");
        Files.writeString(
                contract,
                """
                      - {name: weight, logicalType: integer, physicalType: %s, businessName: 权重, description: Weight}
                      - {name: %s, logicalType: string, physicalType: string, required: %s, businessName: 其他, description: Text}
                      - {name: parts, logicalType: array, physicalType: "array<struct<%s>>", businessName: 组成, description: Parts}
                """
                        .formatted(type, text, required, parts),
                StandardOpenOption.APPEND);
        Settings.Folders folders = TestLake.settings(folder.resolve("evolving")).folders();
        return new TestLake(SettingsLoader.load(
                new Settings.Folders(folders.lake(), folders.landing(), folders.conf(), schemas), Map.of()));
    }

    private LakeTables prepare(String find, String replace) throws IOException {
        Path schemas = folder.resolve("schemas" + find.length());
        TestLake.copy(TestLake.home().resolve("schemas"), schemas);
        Path common = schemas.resolve("lake/common/record.yaml");
        Files.writeString(common, Files.readString(common).replace(find, replace));
        Settings settings = TestLake.settings(folder);
        LakeTables tables = LakeTables.open(settings, TableContracts.load(schemas));
        tables.prepare();
        return tables;
    }
}
