package io.creditlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintenanceSettingsTest {
    private static Settings load(Map<String, String> options) {
        Settings.Folders folders = TestLake.settings(Path.of("nowhere")).folders();
        return SettingsLoader.load(folders, options);
    }

    @Test
    void theConfigurationSaysHowLongReleasesAreKept() {
        Settings.Maintenance maintenance =
                load(Map.of("maintenance.keep_days", "7")).maintenance();
        assertThat(maintenance.keepDays()).isEqualTo(7);
        assertThat(maintenance.keepReleases()).isEqualTo(30);
    }

    @Test
    void allMistakesAreShownAtOnce() {
        assertThatThrownBy(() -> load(Map.of(
                        "maintenance.keep_days", "-1",
                        "maintenance.keep_releases", "0",
                        "maintenance.min_files", "many",
                        "maintenance.max_deleted_share", "1.5")))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> assertThat(wrong.problems())
                        .extracting(Problem::describe)
                        .hasSize(4)
                        .anyMatch(p -> p.contains("keep_days") && p.contains("0 or more"))
                        .anyMatch(p -> p.contains("keep_releases") && p.contains("1 or more"))
                        .anyMatch(p -> p.contains("min_files") && p.contains("a number"))
                        .anyMatch(p -> p.contains("max_deleted_share") && p.contains("between 0 and 1")));
    }
}
