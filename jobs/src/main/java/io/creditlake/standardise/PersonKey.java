package io.creditlake.standardise;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret with which citizen numbers become tokens. It is never written, logged or shown in a plan. */
final class PersonKey {
    private static final String VARIABLE = "CREDITLAKE_PERSON_KEY";
    private static final String FILE_VARIABLE = "CREDITLAKE_PERSON_KEY_FILE";
    private static final int SHORTEST = 16;
    /** Published, so that it protects nobody: for synthetic persons. */
    private static final String DEMONSTRATION = "creditlake demonstration key: synthetic persons only";

    private PersonKey() {}

    /**
     * The key of the environment, or of the file that the environment names.
     *
     * @throws ConfigurationException when there is none and the profile requires one, or it is too short
     */
    static byte[] load(Settings settings) {
        String key = System.getenv(VARIABLE);
        String file = System.getenv(FILE_VARIABLE);
        if (key == null && file != null) {
            key = read(Path.of(file));
        }
        if (key == null && settings.personKeyRequired()) {
            throw ConfigurationException.of(
                    VARIABLE,
                    "no key for the tokens of natural persons",
                    "a secret of " + SHORTEST + " characters or more in " + VARIABLE + ", or a file with it named by "
                            + FILE_VARIABLE,
                    "The profile says person_key.required: true");
        }
        if (key != null && key.length() < SHORTEST) {
            throw ConfigurationException.of(
                    VARIABLE, "a key of " + key.length() + " characters", SHORTEST + " or more", "");
        }
        return (key == null ? DEMONSTRATION : key).getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    FILE_VARIABLE + "=" + file, "no readable file", "a file that holds the key", "");
        }
    }
}
