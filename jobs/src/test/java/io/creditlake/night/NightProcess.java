package io.creditlake.night;

import io.creditlake.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A night, or another command, in a process of its own, which can be killed as a machine that fails would kill it. */
final class NightProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 300;

    private final Process process;
    private final Path said;
    private final long startedAt = System.nanoTime();

    private NightProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * How nights are started.
     *
     * @param folder where processes write what they say
     * @param wrapper program and arguments that the process is started by; none to start it as it is
     * @param arguments arguments of the command beside its own and the folders
     */
    record Start(Path folder, List<String> wrapper, List<String> arguments) {
        static Start plain(Path folder) {
            return new Start(folder, List.of(), List.of());
        }

        Start under(String... program) {
            return new Start(folder, List.of(program), arguments);
        }

        Start withArguments(List<String> more) {
            return new Start(folder, wrapper, more);
        }

        NightProcess night(Settings settings, LocalDate date) {
            return run(settings, "nightly", "--date=" + date);
        }

        NightProcess run(Settings settings, String... words) {
            List<String> command = new ArrayList<>(wrapper);
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(
                    List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"));
            Stream.of(System.getProperty("creditlake.test.java.options").split(" "))
                    .forEach(command::add);
            command.add("-Dlog4j2.configurationFile=creditlake-log4j2.properties");
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add("io.creditlake.cli.Creditlake");
            command.addAll(List.of(words));
            command.addAll(List.of(
                    "--lake=" + settings.folders().lake(),
                    "--landing=" + settings.folders().landing(),
                    "--conf=" + settings.folders().conf(),
                    "--schemas=" + settings.folders().schemas()));
            command.addAll(arguments);
            try {
                Path said = Files.createTempFile(folder, "night", ".log");
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
                return new NightProcess(builder.start(), said);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits until the process has lived for a time, and kills it; false when it has ended before. */
    boolean killAt(Duration age) throws InterruptedException {
        long left = age.toNanos() - (System.nanoTime() - startedAt);
        if (process.waitFor(Math.max(0, left), TimeUnit.NANOSECONDS)) {
            return false;
        }
        close();
        return true;
    }

    /** Waits for its end and gives its exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a night without end:\n" + said());
        }
        return process.exitValue();
    }

    /** Waits until it has said something. */
    void until(String words) throws InterruptedException {
        while (!said().contains(words)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) && !said().contains(words)) {
                throw new IllegalStateException("the night ended without '" + words + "':\n" + said());
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /** How long it has lived until now. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it lives still, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
