package io.creditlake.lake;

import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has a lake in a local folder written from the memory of the machine to its disk, so that a power failure finds it there. It
 * is done for the whole file system at once ({@code syncfs(2)}, by the program {@code sync}): a night writes a thousand
 * files and more, and Java could only force them one by one.
 *
 * <p>What it does not promise: that of what is written afterwards the older comes to the disk before the newer; anything of a
 * catalog or a warehouse that lies elsewhere, such as in PostgreSQL or on HDFS; that a disk which says that it has written has.
 */
public final class DurableLake {
    private static final String PROGRAM = "sync";

    private DurableLake() {}

    /**
     * Returns when all that was written to the lake before the call is on the disk, be its folders on one disk or on several.
     * Whatever else is to be written to these disks is waited for too.
     *
     * @param lake its folder; of one that is named by a URI nothing is done, as its file system has promises of its own
     * @return a line for people about why it may not be on the disk, such as that there is no such program; empty when it
     *     is, and for a URI
     */
    public static Optional<String> force(String lake) {
        return FileSystems.isUri(lake) ? Optional.empty() : force(Path.of(lake), PROGRAM);
    }

    static Optional<String> force(Path lake, String program) {
        try {
            List<String> command = new ArrayList<>(List.of(program, "-f", "--", lake.toString()));
            try (Stream<Path> inside = Files.list(lake)) {
                // Any of them may be a link to another disk.
                inside.filter(Files::isDirectory).sorted().map(Path::toString).forEach(command::add);
            }
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return code == 0
                    ? Optional.empty()
                    : Optional.of(note(program + " ended with " + code + ": " + said.strip()));
        } catch (IOException e) {
            return Optional.of(note(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(note("interrupted"));
        }
    }

    private static String note(String why) {
        return SafeText.line(
                "a power failure may cost what was written in the last minutes, as it could not be forced onto the disk: "
                        + why);
    }
}
