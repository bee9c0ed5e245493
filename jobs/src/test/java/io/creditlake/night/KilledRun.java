package io.creditlake.night;

import io.creditlake.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A command in a process of its own, which is killed as a machine that fails would kill it. */
final class KilledRun implements AutoCloseable {
    private static final long LONGEST_SECONDS = 180;

    private final Process process;

    KilledRun(Settings settings, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx1g");
        command.add("-XX:TieredStopAtLevel=1");
        Stream.of(System.getProperty("creditlake.test.java.options").split(" ")).forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.creditlake.cli.Creditlake");
        command.addAll(List.of(words));
        command.add("--lake=" + settings.folders().lake());
        command.add("--landing=" + settings.folders().landing());
        command.add("--conf=" + settings.folders().conf());
        command.add("--schemas=" + settings.folders().schemas());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits until a stage of a night, after another, has begun, gives it a moment, and kills the process. */
    void killIn(String stage, String stageBefore, long millis) throws IOException, InterruptedException {
        killAfter(
                line -> line.contains("Going on with " + stage) || line.strip().startsWith(stageBefore + " "), millis);
    }

    /** Waits for a line, gives what comes after it a moment, and kills the process. */
    void killAfter(Predicate<String> awaited, long millis) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (awaited.test(line)) {
                    Thread.sleep(millis);
                    process.destroyForcibly();
                    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("a process that cannot be killed");
                    }
                    return;
                }
            }
        }
        throw new IllegalStateException("the awaited line never came:\n" + said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
