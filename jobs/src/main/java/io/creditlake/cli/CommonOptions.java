package io.creditlake.cli;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = "lake",
            description = "Folder or URI of the lake (default: ${DEFAULT-VALUE}).")
    private String lake;

    @Option(
            names = "--landing",
            paramLabel = "DIR",
            description = "Folder or URI of the dumps (default: the folder 'landing' beside the lake).")
    private String landing;

    @Option(names = "--conf", paramLabel = "DIR", description = "Configuration folder (default: conf of creditlake).")
    private Path conf;

    @Option(names = "--schemas", paramLabel = "DIR", description = "Contracts folder (default: schemas of creditlake).")
    private Path schemas;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of conf/creditlake.yaml or of the profile; may be repeated.")
    private final Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--quiet", description = "Print results alone, no progress.")
    private boolean quiet;

    @Option(
            names = LogFormat.OPTION,
            paramLabel = "text|json",
            description =
                    "How progress and failures are said on standard error: lines, or a JSON object a line (default:"
                            + " CREDITLAKE_LOG_FORMAT, else text).")
    private LogFormat logFormat = LogFormat.of(List.of());

    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    private boolean debug;

    private static Path home() {
        return Path.of(System.getProperty("creditlake.home", "."));
    }

    /** Where things lie. */
    Settings.Folders folders() {
        return new Settings.Folders(
                absolute(lake), absolute(landing == null ? beside(lake) : landing), conf(), schemas());
    }

    /** The configuration folder. */
    Path conf() {
        return conf == null ? home().resolve("conf") : conf;
    }

    /** The contracts folder. */
    Path schemas() {
        return schemas == null ? home().resolve("schemas") : schemas;
    }

    /** Everything that a run is told. */
    Settings settings() {
        return SettingsLoader.load(folders(), settings);
    }

    /** Whether only results are printed. */
    boolean quiet() {
        return quiet;
    }

    /** How progress is said. */
    LogFormat logFormat() {
        return logFormat;
    }

    /** Whether a failure shows its stack trace. */
    boolean debug() {
        return debug;
    }

    private static String beside(String folder) {
        int slash = folder.replaceAll("/+$", "").lastIndexOf('/');
        return slash < 0 ? "landing" : folder.substring(0, slash + 1) + "landing";
    }

    /** A path from the root; a URI stays as it is. */
    static String absolute(String folder) {
        boolean uri = folder.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
        return uri ? folder : Path.of(folder).toAbsolutePath().normalize().toString();
    }
}
