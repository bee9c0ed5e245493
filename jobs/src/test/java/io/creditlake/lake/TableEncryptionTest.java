package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableEncryptionTest {
    private static final String PLACE = "${file:/etc/creditlake/lake.key}";
    private static final Map<String, String> HIVE =
            Map.of("catalog.properties.catalog-impl", "org.apache.iceberg.hive.HiveCatalog");

    @TempDir
    private Path folder;

    private Settings settings(Map<String, String> base, String... more) {
        Map<String, String> options = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return TestLake.settings(folder.resolve("lake"), folder.resolve("landing"), options);
    }

    @Test
    void theCatalogIsToldWhereKeysStandAndWhichOneTablesAreMadeWith() {
        Settings settings = settings(HIVE, "encryption.key", "lake.2026", "encryption.keys.lake.2026", PLACE);
        assertThat(TableEncryption.of(settings).properties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "encryption.kms-impl", "io.creditlake.lake.LakeKeys",
                        "table-default.encryption.key-id", "lake.2026",
                        "creditlake.key.lake.2026.0", PLACE));
    }

    @Test
    void withoutAKeyTheCatalogIsToldNothing() {
        assertThat(TableEncryption.of(settings(HIVE)).properties()).isEmpty();
    }

    @Test
    void aKeyOfAServiceOfKeysNeedsNoPlace() {
        Settings settings = settings(HIVE, "encryption.key", "arn:1", "catalog.properties.encryption.kms-type", "aws");
        assertThat(TableEncryption.of(settings).properties())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("encryption.kms-type", "aws", "table-default.encryption.key-id", "arn:1"));
    }

    @Test
    void aKeyUnderACatalogThatEncryptsNothingIsRefused() {
        Settings settings = settings(Map.of(), "encryption.key", "lake", "encryption.keys.lake", PLACE);
        assertThatThrownBy(() -> TableEncryption.of(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("found keys of tables under a catalog that encrypts none; expected"
                        + " catalog.properties.type: hive");
    }

    @Test
    void aKeyOfWhichNothingSaysWhereItStandsIsRefused() {
        Settings mistyped = settings(HIVE, "encryption.key", "lake", "encryption.keys.lakes", PLACE);
        Settings none = settings(HIVE, "encryption.key", "lake");
        for (Settings settings : new Settings[] {mistyped, none}) {
            assertThatThrownBy(() -> TableEncryption.of(settings))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("expected encryption.keys.lake: ${file:/path} or ${env:NAME}");
        }
    }

    @Test
    void keysBesideAServiceOfKeysAreRefused() {
        Settings settings =
                settings(HIVE, "encryption.keys.lake", PLACE, "catalog.properties.encryption.kms-type", "aws");
        assertThatThrownBy(() -> TableEncryption.of(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected one of both");
    }

    @Test
    void aKeyInClearIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> settings(HIVE, "encryption.key", "lake", "encryption.keys.lake", "geheim"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encryption.keys.lake: a value in clear; expected ${env:NAME} or ${file:/path}")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void whereKeysStandMakesNoOtherSettingsOfANight() {
        Settings encrypted = settings(HIVE, "encryption.key", "lake", "encryption.keys.lake", PLACE);
        assertThat(encrypted.withoutCatalog())
                .hasToString(settings(HIVE).withoutCatalog().toString());
    }

    @Test
    void aLakeInClearIsNotGoneOnWithUnderAKey() {
        try (TestLake lake = new TestLake(folder)) {
            TableName release = TableName.of("ops.release");
            TableEncryption wanted = new TableEncryption(Map.of("encryption.kms-type", "aws"), "lake");
            assertThatThrownBy(() -> wanted.checkMade(release, lake.tables().get(release)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("ops.release: found a table that was made without encryption");
        }
    }
}
