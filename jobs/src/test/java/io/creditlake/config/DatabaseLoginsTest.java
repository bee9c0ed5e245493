package io.creditlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.Secret.Kind;
import io.creditlake.config.Settings.Folders;
import io.creditlake.config.Settings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLoginsTest {
    @TempDir
    private Path conf;

    private Settings load(String databases, Map<String, String> options) throws IOException {
        Files.createDirectories(conf.resolve("profiles"));
        Files.writeString(conf.resolve("profiles/embedded.yaml"), "lake: {buckets: 4}\n");
        Files.writeString(conf.resolve("creditlake.yaml"), "profile: embedded\ndatabases:\n" + databases);
        return SettingsLoader.load(new Folders("lake", "landing", conf, conf), options);
    }

    private List<String> mistakes(String databases, Map<String, String> options) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(databases, options)).problems().stream()
                .map(Problem::describe)
                .toList();
    }

    @Test
    void loginsNameWhereTheSecretsStand() throws IOException {
        Path file = Files.writeString(conf.resolve("secret"), " geheim \n");
        Settings settings = load(
                "  jinan:\n    user: \"${env:PATH}\"\n    password: \"${file:" + file + "}\"\n",
                Map.of(
                        "databases.qingdao.user",
                        "${env:NO_SUCH_VARIABLE}",
                        "databases.qingdao.password",
                        "${file:/no}"));
        Map<String, Login> logins = settings.databases().logins();
        assertThat(logins).containsOnlyKeys("jinan", "qingdao");
        assertThat(logins.get("jinan").user()).isEqualTo(new Secret(Kind.ENV, "PATH"));
        assertThat(logins.get("jinan").user().read()).contains(System.getenv("PATH"));
        assertThat(logins.get("jinan").password().read()).contains("geheim");
        assertThat(logins.get("qingdao").user().read()).isEmpty();
        assertThat(logins.get("qingdao").password().read()).isEmpty();
        assertThat(settings.toString()).doesNotContain("geheim");
    }

    @Test
    void aSecretInClearIsReportedAndNotRepeated() {
        String where = conf.resolve("creditlake.yaml").toString();
        assertThat(mistakes("  jinan:\n    user: reader\n    password: geheim\n    host: x\n", Map.of()))
                .containsExactly(
                        where
                                + ":4: found databases.jinan.user: a value in clear; expected ${env:NAME} or ${file:/path},"
                                + " where the secret stands",
                        where + ":5: found databases.jinan.password: a value in clear; expected ${env:NAME} or"
                                + " ${file:/path}, where the secret stands",
                        where + ":6: found databases.jinan.host: a key of no meaning; expected <server>.user and"
                                + " <server>.password");
        assertThat(mistakes("  jinan: {user: \"${env:A}\"}\n", Map.of()))
                .containsExactly("databases.jinan: found only [user]; expected user and password");
        assertThat(mistakes("  {}\n", Map.of("databases.jinan.password", "geheim")))
                .allMatch(text -> !text.contains("geheim"));
    }
}
