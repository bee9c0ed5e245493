package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.LineageName;
import io.creditlake.lake.Sessions;
import io.creditlake.report.credit.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.events.Listeners;
import org.apache.iceberg.events.ScanEvent;

/**
 * Says of each stage which tables it read and wrote, as Iceberg saw it, in a line of JSON at the end of the file that
 * {@code CREDITLAKE_LINEAGE} names. A scheduler reads it that tells of lineage.
 */
final class LineageFile {
    private static final String VARIABLE = "CREDITLAKE_LINEAGE";
    /** A table, or one of its tables of metadata. */
    private static final Pattern TABLE = Pattern.compile(Sessions.CATALOG + "[.](\\w+[.]\\w+)([.].*)?");

    private final Path file;
    private final String namespace;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    private LineageFile(Path file, String namespace) {
        this.file = file;
        this.namespace = namespace;
        Listeners.register(scan -> note(scan.tableName(), read::add), ScanEvent.class);
        Listeners.register(
                commit -> note(commit.tableName(), table -> written.put(table, commit.snapshotId())),
                CreateSnapshotEvent.class);
    }

    /** The file that the environment asks for. */
    static Optional<LineageFile> of(Settings settings) {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(file -> new LineageFile(
                        Path.of(file),
                        LineageName.namespaceOf(settings.folders().lake())));
    }

    /**
     * Does the work of a stage and writes its line when it has ended well.
     *
     * @throws ConfigurationException when the file cannot be written
     */
    <T> T around(String stage, Supplier<T> work) {
        read.clear();
        written.clear();
        T result = work.get();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", stage);
        line.put("namespace", namespace);
        line.put("read", new TreeSet<>(read));
        line.put("written", new TreeMap<>(written));
        try {
            Files.writeString(file, Json.compact(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw ConfigurationException.of(
                    VARIABLE + "=" + file, "no file that can be written", "a file in a folder that is there", "");
        }
        return result;
    }

    private static void note(String name, Consumer<String> known) {
        Matcher table = TABLE.matcher(name);
        if (table.matches()) {
            known.accept(table.group(1));
        }
    }
}
