package io.creditlake.standardise;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.EnvironmentKey;
import io.creditlake.config.Settings;
import java.nio.charset.StandardCharsets;

/** The secret with which citizen numbers become tokens. It is never written, logged or shown in a plan. */
final class PersonKey {
    private static final EnvironmentKey KEY =
            new EnvironmentKey("CREDITLAKE_PERSON_KEY", "the tokens of natural persons");
    /** Published, so that it protects nobody: for synthetic persons. */
    private static final String DEMONSTRATION = "creditlake demonstration key: synthetic persons only";

    private PersonKey() {}

    /**
     * The key of the environment, or of the file that the environment names.
     *
     * @throws ConfigurationException when there is none and the profile requires one, or it is too short
     */
    static byte[] load(Settings settings) {
        return KEY.read(settings.personKeyRequired()).orElse(DEMONSTRATION).getBytes(StandardCharsets.UTF_8);
    }
}
