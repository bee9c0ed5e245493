package io.creditlake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {
    private static final String RELEASE = "release-2026-11-22";

    @TempDir
    private Path lake;

    private ReleaseFolder feedback;

    @BeforeEach
    void open() {
        feedback = ReleaseFolder.feedback(lake.toString(), new Configuration());
    }

    private void write(String text) throws IOException {
        Path draft = Path.of(feedback.draft(RELEASE).toUri().getPath());
        Files.createDirectories(draft);
        Files.writeString(draft.resolve("a.csv"), text);
    }

    private Path told() {
        return lake.resolve("feedback").resolve(RELEASE).resolve("a.csv");
    }

    @Test
    void feedbackHasItsPlaceOnlyWhenTheReleaseIsPublished() throws IOException {
        write("一");
        assertThat(told()).doesNotExist();
        feedback.reveal(RELEASE);
        assertThat(told()).hasContent("一");
    }

    @Test
    void aNightKilledAfterItsReleaseWasPublishedHasItBroughtToItsPlaceLater() throws IOException {
        write("一");
        ReleaseFolder later = ReleaseFolder.feedback(lake.toString(), new Configuration());
        later.reveal(RELEASE);
        later.reveal(RELEASE);
        assertThat(told()).hasContent("一");
    }

    @Test
    void aDraftOfANightThatDiedIsNoPartOfTheNext() throws IOException {
        write("一");
        Files.writeString(lake.resolve("feedback/." + RELEASE + "/b.csv"), "旧");
        write("二");
        feedback.reveal(RELEASE);
        assertThat(told()).hasContent("二");
        assertThat(told().resolveSibling("b.csv")).doesNotExist();
    }
}
