package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock of lakes on a real HDFS, on loopback. */
class LeaseLockTest {
    private static final String NIGHT = "night of 2026-11-24";
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Configuration hadoop = new Configuration();
        hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    private static Settings lake(String uri, Map<String, String> options) {
        Path home = TestLake.home();
        return SettingsLoader.load(
                new Settings.Folders(uri, uri + "/landing", home.resolve("conf"), home.resolve("schemas")), options);
    }

    private static Settings lake(String name) {
        return lake(cluster.getURI() + "/" + name, Map.of());
    }

    @Test
    void whoComesSecondIsToldWhoHoldsTheLake() {
        try (NightLock lock = NightLock.take(lake("held"), NIGHT)) {
            assertThatThrownBy(() -> NightLock.take(lake("held"), "maintain"))
                    .isInstanceOf(LakeHeldException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(NIGHT);
            assertThatCode(lock::check).doesNotThrowAnyException();
        }
    }

    @Test
    void whatWasLetGoIsFreeAtOnceForTheSameOrAnother() {
        NightLock.take(lake("free"), NIGHT).close();
        try (NightLock again = NightLock.take(lake("free"), NIGHT);
                NightLock other = NightLock.take(lake("other"), NIGHT)) {
            again.check();
            other.check();
        }
    }

    @Test
    void whoIsNotHeardOfLosesTheLakeAndIsToldSo() {
        cluster.setLeasePeriod(1, MINUTE);
        try (NightLock silent = NightLock.take(lake("silent"), NIGHT);
                NightLock next = takeInTime(lake("silent"))) {
            assertThatCode(next::check).doesNotThrowAnyException();
            assertThatThrownBy(silent::check)
                    .isInstanceOf(LakeHeldException.class)
                    .hasMessageContaining("no longer holds the lake")
                    .hasMessageContaining("run the night again");
        } finally {
            cluster.setLeasePeriod(MINUTE, 20 * MINUTE);
        }
    }

    /** Takes the lock as soon as its holder has been silent for the period, which is a millisecond. */
    private static NightLock takeInTime(Settings lake) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (true) {
            try {
                return NightLock.take(lake, NIGHT);
            } catch (LakeHeldException e) {
                assertThat(Instant.now()).isBefore(deadline);
            }
        }
    }

    @Test
    void aLakeThatCannotBeLockedNeedsAWordOfTheOperator() {
        // Hadoop's client of HTTP, which knows no leases; nothing is asked of the address.
        String uri = "http://127.0.0.1:9/lake";
        assertThatThrownBy(() -> NightLock.take(lake(uri, Map.of()), NIGHT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(uri)
                .hasMessageContaining("--set lake.lock=none");
        try (NightLock unlocked = NightLock.take(lake(uri, Map.of("lake.lock", "none")), NIGHT)) {
            unlocked.check();
        }
    }

    @Test
    void aFileSystemThatNobodyKnowsIsAMistakeOfTheConfiguration() {
        for (String uri : new String[] {"s3a://bucket/lake", "nowhere://host/lake"}) {
            assertThatThrownBy(() -> NightLock.take(lake(uri, Map.of()), NIGHT))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(uri)
                    .hasMessageContaining("hdfs:///credit/lake");
        }
    }
}
