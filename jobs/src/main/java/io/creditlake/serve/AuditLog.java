package io.creditlake.serve;

import io.creditlake.config.ConfigurationException;
import io.creditlake.report.credit.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who asked what, when, and what came of it: a JSON object a line, appended to a file that its owner alone may read.
 * Subjects stand there by their id. What somebody typed that leads to nobody is not repeated but for its first character.
 */
public final class AuditLog implements AutoCloseable {
    private final FileChannel file;

    private AuditLog(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens a log; makes it, for its owner alone, when it is not there.
     *
     * @throws ConfigurationException when nothing can be written there
     */
    public static AuditLog open(Path path) {
        try {
            if (path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            return new AuditLog(FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        } catch (IOException e) {
            throw ConfigurationException.of(
                    "--audit " + path, "no file that can be written", "the file of the log", "");
        }
    }

    /**
     * Writes a line.
     *
     * @param key name of who asked; null when that is not known
     * @param asked check, report, verify or what else
     * @param subject id of the subject, or what stands for it; null when there is none
     * @param status HTTP status of the answer
     */
    void add(String key, String asked, Object subject, int status) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now());
        line.put("key", key);
        line.put("asked", asked);
        line.put("subject", subject);
        line.put("status", status);
        ByteBuffer bytes = ByteBuffer.wrap((Json.compact(line) + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (file) {
            try {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                // Nothing is answered that could not be written down.
                throw new IllegalStateException("the audit log cannot be written", e);
            }
        }
    }

    /** What stands in the log for a text that leads to nobody. */
    static String masked(String text) {
        return text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1)) + "…(" + text.length() + ")";
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
