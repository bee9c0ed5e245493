package io.creditlake.night;

import io.creditlake.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A night in a process of its own, which is killed as a machine that fails would kill it. */
final class KilledNight implements AutoCloseable {
    private static final long LONGEST_SECONDS = 180;

    private final Process process;

    KilledNight(Settings settings, LocalDate date) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx1g");
        command.add("-XX:TieredStopAtLevel=1");
        Stream.of(System.getProperty("creditlake.test.java.options").split(" ")).forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.creditlake.cli.Creditlake");
        command.add("nightly");
        command.add("--date=" + date);
        command.add("--lake=" + settings.folders().lake());
        command.add("--landing=" + settings.folders().landing());
        command.add("--conf=" + settings.folders().conf());
        command.add("--schemas=" + settings.folders().schemas());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits until the stage after another has begun, gives it a moment, and kills the process. */
    void killIn(String stage, String stageBefore, long millis) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("Going on with " + stage) || line.strip().startsWith(stageBefore + " ")) {
                    Thread.sleep(millis);
                    process.destroyForcibly();
                    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("a process that cannot be killed");
                    }
                    return;
                }
            }
        }
        throw new IllegalStateException("the night never came to " + stage + ":\n" + said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
