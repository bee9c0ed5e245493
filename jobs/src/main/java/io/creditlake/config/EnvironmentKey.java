package io.creditlake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key that the environment holds, or the name of a file with it: {@code <variable>} and {@code <variable>_FILE}.
 *
 * @param variable name of the variable
 * @param what what it is for, as a message says it: {@code the codes of credit reports}
 */
public record EnvironmentKey(String variable, String what) {
    private static final int SHORTEST = 16;

    /**
     * The key; empty when there is none and none is required.
     *
     * @param required whether the profile requires keys
     * @throws ConfigurationException when there is none and one is required, it cannot be read, or it is too short
     */
    public Optional<String> read(boolean required) {
        Optional<String> key = Optional.ofNullable(System.getenv(variable))
                .or(() -> Optional.ofNullable(System.getenv(fileVariable())).map(this::ofFile));
        if (key.isEmpty() && required) {
            throw ConfigurationException.of(
                    variable,
                    "no key for " + what,
                    "a secret of " + SHORTEST + " characters or more in " + variable + ", or a file with it named by "
                            + fileVariable(),
                    "The profile says person_key.required: true, so a published key is refused");
        }
        return key.map(this::checked);
    }

    /**
     * A key that is long enough.
     *
     * @throws ConfigurationException when it is not
     */
    public String checked(String key) {
        if (key.length() < SHORTEST) {
            throw ConfigurationException.of(
                    variable, "a key of " + key.length() + " characters", SHORTEST + " or more", "");
        }
        return key;
    }

    private String fileVariable() {
        return variable + "_FILE";
    }

    private String ofFile(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    fileVariable() + "=" + file, "no readable file", "a file that holds the key", "");
        }
    }
}
