package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which options the launcher starts Java; in its place stands a program that says what it was given. */
class LauncherTest {
    private static final String QUICK = "-XX:TieredStopAtLevel=1";
    private static final String OPTIMISING = "-XX:Tier4InvocationThreshold";
    private static final String MAKES_ARCHIVE = "-XX:ArchiveClassesAtExit";
    private static final String NIGHT = "nightly --date 2026-11-24";

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.copy(TestLake.home().resolve("creditlake"), home.resolve("creditlake"));
        Path jobs = Files.createDirectories(home.resolve("jobs/target")).getParent();
        Files.copy(TestLake.home().resolve("jobs/pom.xml"), jobs.resolve("pom.xml"));
        Files.createFile(jobs.resolve("target/creditlake.jar"));
        Files.createFile(jobs.resolve("target/spark.classpath"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aNightThatBringsLittleToASmallLakeIsCompiledQuicklyAndLeavesAnArchive() throws Exception {
        holds("lake/warehouse/data.parquet", 200);
        holds("landing/licence/2026-11-24/rows.csv", 7);
        holds("landing/licence/2026-11-22/rows.csv", 70);
        assertThat(options(NIGHT)).contains(QUICK, MAKES_ARCHIVE).doesNotContain(OPTIMISING);
        assertThat(options("grade --date=2026-11-24")).contains(QUICK).doesNotContain(MAKES_ARCHIVE);
        Files.createFile(folder.resolve("home/jobs/target/creditlake.jsa"));
        assertThat(options(NIGHT)).contains(QUICK, "-XX:SharedArchiveFile=").doesNotContain(MAKES_ARCHIVE);
    }

    @Test
    void aNightOnALargeLakeIsOptimised() throws Exception {
        holds("elsewhere/warehouse/data.parquet", 6000);
        for (String lake : List.of(" --lake elsewhere", " --lake=elsewhere")) {
            assertThat(options(NIGHT + lake)).contains(OPTIMISING).doesNotContain(QUICK, MAKES_ARCHIVE);
        }
        assertThat(options(NIGHT)).contains(QUICK);
        Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("elsewhere"));
        Files.createDirectories(folder.resolve("lake"));
        assertThat(options(NIGHT + " --lake linked")).contains(OPTIMISING);
        Files.createSymbolicLink(folder.resolve("lake/warehouse"), folder.resolve("elsewhere/warehouse"));
        assertThat(options(NIGHT)).contains(OPTIMISING);
    }

    @Test
    void aNightThatBringsMuchIsOptimised() throws Exception {
        holds("dumps/licence/2026-11-24/rows.csv", 5);
        holds("dumps/penalty/2026-11-24/rows.csv", 5);
        assertThat(options(NIGHT + " --landing dumps")).contains(OPTIMISING);
        assertThat(options("nightly --date 2026-11-23 --landing dumps")).contains(QUICK);
    }

    @Test
    void whereSizesCannotBeToldANightIsOptimised() throws Exception {
        assertThat(options(NIGHT + " --lake hdfs://namenode/lake")).contains(OPTIMISING);
        assertThat(options(NIGHT + " --landing s3://bucket/landing")).contains(OPTIMISING);
        assertThat(options("rebuild")).contains(OPTIMISING);
    }

    /** Makes a file of so many megabytes, which take no place on the disk. */
    private void holds(String file, int megabytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (RandomAccessFile made = new RandomAccessFile(path.toFile(), "rw")) {
            made.setLength(megabytes * 1024L * 1024);
        }
    }

    private String options(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "home/creditlake"));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("CREDITLAKE_JAVA_OPTS");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
