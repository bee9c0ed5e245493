package io.creditlake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret stands: in a variable of the environment or in a file. The secret itself is read where it is used and
 * kept nowhere.
 *
 * @param kind kind of place
 * @param name name of the variable or path of the file
 */
public record Secret(Kind kind, String name) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /** Kinds of place. */
    public enum Kind {
        /** A variable of the environment. */
        ENV,
        /** A file; blanks and line ends around the secret do not count. */
        FILE
    }

    /** The place that {@code ${env:NAME}} or {@code ${file:/path}} names; empty for any other text. */
    public static Optional<Secret> of(String reference) {
        Matcher matcher = REFERENCE.matcher(reference.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Secret(matcher.group(1).equals("env") ? Kind.ENV : Kind.FILE, matcher.group(2)));
    }

    /** The secret; empty when the variable is not set or the file cannot be read. */
    public Optional<String> read() {
        if (kind == Kind.ENV) {
            return Optional.ofNullable(System.getenv(name));
        }
        try {
            return Optional.of(Files.readString(Path.of(name)).strip());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
