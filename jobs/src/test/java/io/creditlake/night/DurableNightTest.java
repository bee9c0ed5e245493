package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.night.NightProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When a night in a process of its own has its lake written to the disk: a program in the place of {@code sync} notes what the
 * lake holds at that moment, and calls the one of the system. For the night after there is one that fails.
 */
class DurableNightTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);

    @TempDir
    private static Path folder;

    private static Settings settings;

    @BeforeAll
    static void generate() {
        settings = TestLake.settings(folder);
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(settings.folders().schemas(), tables),
                        settings.folders().conf())
                .withSubjects(10)
                .withNights(NIGHT, 2));
    }

    private static Start withSync(String script) throws IOException {
        Path programs = Files.createTempDirectory(folder, "programs");
        Path program = Files.writeString(programs.resolve("sync"), "#!/bin/bash\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Start.plain(folder).under("env", "PATH=" + programs + ":" + System.getenv("PATH"));
    }

    private static String finish(Start start, LocalDate date) throws InterruptedException {
        try (NightProcess night = start.night(settings, date)) {
            assertThat(night.end()).as(night.said()).isZero();
            return night.said();
        }
    }

    @Test
    void theArchiveIsOnTheDiskBeforeAnythingIsMadeOfItAndAReleaseBeforeItIsSeenAndOnceItIs() throws Exception {
        Path lake = folder.resolve("lake");
        Path moments = folder.resolve("moments");
        Start noting = withSync(
                """
                cd '%1$s' || exit 9
                first() { [ -n "$(find "$@" -print -quit 2>/dev/null)" ] && echo yes || echo no; }
                tagged() { grep -rqF '"release-%3$s"' --include='*.metadata.json' warehouse && echo yes || echo no; }
                {
                    echo "$1 $3" \\
                        "archived $(first archive/nights/%3$s.json)" \\
                        "records $(first warehouse/record -name '*.parquet')" \\
                        "drafts $(first publications/.release-%3$s)" \\
                        "main moved $(tagged)" \\
                        "shown $(first publications/release-%3$s)" \\
                        "listed $(grep -qs release-%3$s archive/releases.jsonl && echo yes || echo no)"
                } >>'%2$s'
                PATH=${PATH#*:}
                exec sync "$@"
                """
                        .formatted(lake, moments, NIGHT));
        String said = finish(noting, NIGHT);
        assertThat(Files.readAllLines(moments))
                .containsExactly(
                        "-f " + lake + " archived yes records no drafts no main moved no shown no listed no",
                        "-f " + lake + " archived yes records yes drafts yes main moved no shown no listed no",
                        "-f " + lake + " archived yes records yes drafts no main moved yes shown yes listed yes");
        assertThat(said).doesNotContain("power failure");

        String failed = finish(withSync("echo 'the disk is away' >&2; exit 1\n"), NIGHT.plusDays(1));
        assertThat(failed).containsOnlyOnce("power failure").contains("sync ended with 1: the disk is away");
        assertThat(new ReleaseLog(settings).all()).hasSize(2);
        assertThat(lake.resolve("publications/release-" + NIGHT.plusDays(1))).isDirectory();
    }
}
