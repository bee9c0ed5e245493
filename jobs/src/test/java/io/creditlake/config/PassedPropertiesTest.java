package io.creditlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.Settings.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassedPropertiesTest {
    @TempDir
    private Path conf;

    @BeforeEach
    void writeAProfile() throws IOException {
        Files.createDirectories(conf.resolve("profiles"));
        Files.writeString(conf.resolve("profiles/embedded.yaml"), "lake: {buckets: 4}\n");
        Files.writeString(conf.resolve("creditlake.yaml"), "profile: embedded\n");
    }

    private Settings load(Map<String, String> options) {
        return SettingsLoader.load(new Folders("lake", "landing", conf, conf), options);
    }

    @Test
    void aSecretIsPassedOnAndShownNowhereAndAnotherOneMakesNoOtherSettings() throws IOException {
        Path store = Files.writeString(conf.resolve("store"), "geheim\n");
        Path catalog = Files.writeString(conf.resolve("catalog"), "verborgen");
        Map<String, String> options = Map.of(
                "spark.conf.spark.hadoop.fs.s3a.secret.key", "${file:" + store + "}",
                "spark.conf.spark.executor.memory", "8g",
                "catalog.properties.header.Authorization", "Bearer ${file:" + catalog + "}");
        Settings settings = load(options);
        assertThat(settings.spark().conf().values())
                .containsEntry("spark.hadoop.fs.s3a.secret.key", "geheim")
                .containsEntry("spark.executor.memory", "8g");
        assertThat(settings.spark().conf().hidden()).containsExactly("spark.hadoop.fs.s3a.secret.key");
        assertThat(settings.catalog().values()).containsEntry("header.Authorization", "Bearer verborgen");
        assertThat(settings.toString())
                .contains("spark.executor.memory=8g", "header.Authorization=Bearer ${file:" + catalog + "}")
                .doesNotContain("geheim", "verborgen");

        Files.writeString(store, "ein anderes");
        Files.writeString(catalog, "noch eines");
        assertThat(load(options).withoutCatalog())
                .hasToString(settings.withoutCatalog().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "catalog.properties.jdbc.password, geheim",
        "catalog.properties.s3.secret-access-key, geheim",
        "catalog.properties.credential, id:geheim",
        "catalog.properties.header.Authorization, Bearer geheim",
        "catalog.properties.uri, jdbc:postgresql://host/name?user=u&password=geheim",
        "spark.conf.spark.hadoop.fs.s3a.secret.key, geheim",
        "spark.conf.spark.hadoop.fs.azure.account.key.store.dfs.core.windows.net, geheim"
    })
    void aSecretInClearIsRefusedAndNotRepeated(String key, String value) {
        assertThatThrownBy(() -> load(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key + ": a value in clear; expected ${env:NAME} or ${file:/path}")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "catalog.properties.uri, jdbc:postgresql://host/name?password=${env:PATH}",
        "catalog.properties.token-refresh-enabled, true",
        "spark.conf.spark.hadoop.fs.s3a.aws.credentials.provider, org.example.Provider",
        "spark.conf.spark.hadoop.hadoop.security.credential.provider.path, jceks://file/etc/keys.jceks"
    })
    void whatOnlySoundsLikeASecretIsTaken(String key, String value) {
        assertThat(load(Map.of(key, value)).toString()).isNotEmpty();
    }
}
