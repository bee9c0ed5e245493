package io.creditlake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordWordsTest {
    @Test
    void whatASourceKeepsOfACodeIsAWordOfItsRecordClass() {
        Path schemas = TestLake.home().resolve("schemas");
        TableContracts tables = TableContracts.load(schemas);
        List<String> strangers = new ArrayList<>();
        for (SourceContract source : SourceContracts.load(schemas, tables).all()) {
            TableContract table = tables.get("record." + source.recordClass());
            for (Field field : source.keptFields()) {
                Optional<TableContract.Column> column = table.column(field.column());
                List<String> words = column.map(TableContract.Column::values).orElse(List.of());
                field.codes().values().stream()
                        .filter(word -> !words.isEmpty() && !words.contains(word))
                        .forEach(word -> strangers.add(source.source() + "." + field.column() + " " + word));
            }
        }
        assertThat(strangers).isEmpty();
    }
}
