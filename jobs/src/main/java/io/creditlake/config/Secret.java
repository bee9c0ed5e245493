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
    /** What catalogs, file systems and the engine call a secret. Names of files and of classes that have one end otherwise. */
    private static final Pattern NAMED_SO = Pattern.compile(
            "(?i)(password|secret|token|credential|authorization|secret[._-](access[._-])?key)$|account[._-]key");
    /** In an address. */
    private static final Pattern WITHIN = Pattern.compile("(?i)[?&;]password=(?!\\$\\{)");

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

    /** The text that names the place. */
    public String reference() {
        return "${" + (kind == Kind.ENV ? "env" : "file") + ":" + name + "}";
    }

    /** Whether a text names a place of this kind, and perhaps other things beside it. */
    static boolean isReferredTo(String text) {
        return REFERENCE.matcher(text).find();
    }

    /** Whether the text of a property holds a secret itself, as far as the names tell. */
    static boolean isInClear(String property, String text) {
        boolean secret = NAMED_SO.matcher(property).find() && !text.isBlank() && !isReferredTo(text);
        return secret || WITHIN.matcher(text).find();
    }

    /**
     * A text with the secrets in the place of the references to them.
     *
     * @throws ConfigurationException when one cannot be read
     */
    public static String inserted(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(of(found.group())
                        .flatMap(Secret::read)
                        .orElseThrow(() -> ConfigurationException.of(
                                found.group(), "no such variable or file", "the place where a secret stands", ""))));
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
