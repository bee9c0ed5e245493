package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/operating.md says of catalogs that do not encrypt, and why a key is refused under them: should an upgrade of
 * Iceberg change it, the page has to change too.
 */
class EncryptionAtRestTest {
    @Test
    void theKeyOfATableEncryptsNothingUnderTheCatalogOfALake(@TempDir Path folder) throws IOException {
        try (TestLake lake = new TestLake(folder)) {
            lake.spark()
                    .sql("CREATE TABLE lake.ops.trial (value STRING) USING iceberg TBLPROPERTIES"
                            + " ('format-version'='3', 'encryption.key-id'='key-of-the-trial')");
            lake.spark().sql("INSERT INTO lake.ops.trial VALUES ('readable by everybody')");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("lake/warehouse/ops/trial"))) {
            List<Path> data =
                    files.filter(f -> f.toString().endsWith(".parquet")).toList();
            assertThat(data).isNotEmpty();
            assertThat(Files.readString(data.get(0), StandardCharsets.ISO_8859_1))
                    .startsWith("PAR1")
                    .contains("readable by everybody");
        }
    }
}
