package io.creditlake.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.archive.ArchivedNights.Line;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive knows of the releases of a lake. */
class ArchivedNightsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final Instant TIME = Instant.parse("2026-11-22T18:00:00Z");

    @TempDir
    Path folder;

    private Archive archive;
    private ArchivedNights nights;

    @BeforeEach
    void keepANight() throws IOException {
        Settings settings = TestLake.settings(folder);
        archive = Archive.of(settings.folders().lake(), new Configuration());
        nights = new ArchivedNights(archive);
        String dump = archive.keep("a dump".getBytes(StandardCharsets.UTF_8));
        nights.taken(ArchivedNight.of(
                archive, settings, NIGHT, List.of("{\"file\":\"a.csv\",\"sha256\":\"" + dump + "\"}"), Map.of()));
    }

    private static Release release(String name, Status status) {
        return new Release(name, NIGHT, TIME, status, Map.of(), List.of());
    }

    private List<String> published() {
        return nights.published().stream().map(Line::name).toList();
    }

    @Test
    void aReleaseIsKnownWithWhatItsNightTookIn() throws IOException {
        nights.follow(List.of(release("release-2026-11-22", Status.PUBLISHED)));
        assertThat(published()).containsExactly("release-2026-11-22");
        assertThat(nights.read(nights.published().get(0)).received()).hasSize(1);
        assertThat(nights.lost(NIGHT)).isEmpty();
        assertThat(nights.lost(NIGHT.plusDays(1))).isEmpty();
    }

    @Test
    void aReleaseThatTheLakeHasDroppedIsStillWhatLaterOnesWereBuiltOn() {
        nights.follow(List.of(release("release-2026-11-22", Status.PUBLISHED)));
        nights.follow(List.of(release("release-2026-11-22", Status.DROPPED)));
        assertThat(published()).containsExactly("release-2026-11-22");
    }

    @Test
    void whatWasWithheldOrTakenBackDoesNotBecomePublishedByBeingDropped() {
        List<String> names = List.of("release-2026-11-22", "release-2026-11-22.2", "release-2026-11-22.10");
        List<Status> statuses = List.of(Status.ROLLED_BACK, Status.PUBLISHED, Status.WITHHELD);
        nights.follow(List.of(
                release(names.get(0), statuses.get(0)),
                release(names.get(1), statuses.get(1)),
                release(names.get(2), statuses.get(2))));
        nights.follow(names.stream().map(name -> release(name, Status.DROPPED)).toList());
        assertThat(nights.releases()).extracting(Line::name).isEqualTo(names);
        assertThat(nights.releases()).extracting(Line::status).isEqualTo(statuses);
        assertThat(published()).containsExactly("release-2026-11-22.2");
    }

    @Test
    void aReleaseOfWhichTheArchiveKnowsNothingIsNotMadeAnew() {
        Release before =
                new Release("release-2026-11-01", NIGHT.withDayOfMonth(1), TIME, Status.DROPPED, Map.of(), List.of());
        nights.follow(List.of(before, release("release-2026-11-22", Status.PUBLISHED)));
        assertThatThrownBy(() -> nights.read(nights.published().get(0)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("release-2026-11-01")
                .hasMessageContaining("backup");
        assertThat(nights.check().unknown()).containsExactly("release-2026-11-01");
    }
}
