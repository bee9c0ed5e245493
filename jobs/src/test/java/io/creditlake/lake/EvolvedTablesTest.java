package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolvedTablesTest {
    private static final TableName PENALTY = TableName.of("record.penalty");

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
