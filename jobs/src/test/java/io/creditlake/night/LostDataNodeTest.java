package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A lake on a real HDFS of two data nodes, on loopback, one of which is lost. Part of {@code bench/faults/run}. */
@EnabledIfSystemProperty(named = "creditlake.faults.long", matches = "true")
class LostDataNodeTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final List<LocalDate> NIGHTS = List.of(NIGHT, NIGHT.plusDays(1));

    @TempDir
    private static Path folder;

    @Test
    void aNightAndItsReadersOutliveADataNodeAndItHoldsWhatItHoldsOnALocalDisk() throws Exception {
        Settings local = TestLake.settings(folder);
        TableContracts tables = TableContracts.load(local.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(local.folders().schemas(), tables),
                        local.folders().conf())
                .withSubjects(40)
                .withDirt(0.15)
                .withNights(NIGHT, NIGHTS.size()));
        NIGHTS.forEach(night -> WholeNight.run(local, night));
        Map<String, Map<String, String>> expected = NIGHTS.stream()
                .map(night -> "release-" + night)
                .collect(Collectors.toMap(release -> release, release -> PlainContent.of(local, release)));
        Configuration hadoop = new Configuration();
        hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(hadoop).numDataNodes(2).build()) {
            Settings remote = on(cluster, local);
            WholeNight.run(remote, NIGHTS.get(0));
            try (WatchingReader reader = new WatchingReader(remote);
                    Night night = Night.begin(remote, NIGHTS.get(1), Clock.systemUTC())) {
                night.run("ingest");
                CompletableFuture<?> loss = CompletableFuture.runAsync(() -> cluster.stopDataNode(0));
                List.of("standardise", "resolve", "grade", "supervise", "publish")
                        .forEach(night::run);
                loss.join();
                reader.untilSeen("release-" + NIGHTS.get(1));
                reader.stop();
                assertThat(reader.releases()).containsExactlyInAnyOrderElementsOf(expected.keySet());
                expected.forEach(
                        (release, content) -> assertThat(reader.of(release)).containsOnlyKeys(content));
                System.out.printf("a reader read %d times while a data node was lost%n", reader.reads());
            }
            assertThat(PlainContent.of(remote, "release-" + NIGHTS.get(1)))
                    .isEqualTo(expected.get("release-" + NIGHTS.get(1)));
        }
    }

    private static Settings on(MiniDFSCluster cluster, Settings local) {
        return SettingsLoader.load(
                new Settings.Folders(
                        cluster.getURI() + "/lake",
                        local.folders().landing(),
                        local.folders().conf(),
                        local.folders().schemas()),
                Map.of("catalog.properties.uri", "jdbc:sqlite:" + folder.resolve("catalog.db")));
    }
}
