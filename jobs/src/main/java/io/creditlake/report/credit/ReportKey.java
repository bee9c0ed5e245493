package io.creditlake.report.credit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The secret with which reports get their codes. It is never written, logged or shown. */
public final class ReportKey {
    private static final String VARIABLE = "CREDITLAKE_REPORT_KEY";
    private static final String FILE_VARIABLE = "CREDITLAKE_REPORT_KEY_FILE";
    private static final int SHORTEST = 16;
    /** Published, so that it proves nothing: for demonstrations. */
    private static final String DEMONSTRATION = "creditlake demonstration key: reports of synthetic subjects only";

    private final byte[] key;
    private final boolean demonstration;

    private ReportKey(String key, boolean demonstration) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.demonstration = demonstration;
    }

    /** The published key, whose codes prove nothing. */
    public static ReportKey ofDemonstration() {
        return new ReportKey(DEMONSTRATION, true);
    }

    /**
     * A key.
     *
     * @throws ConfigurationException when it is too short
     */
    public static ReportKey of(String secret) {
        if (secret.length() < SHORTEST) {
            throw ConfigurationException.of(
                    VARIABLE, "a key of " + secret.length() + " characters", SHORTEST + " or more", "");
        }
        return new ReportKey(secret, false);
    }

    /**
     * The key of the environment, or of the file that the environment names.
     *
     * @throws ConfigurationException when there is none and the profile requires keys, or it is too short
     */
    public static ReportKey load(Settings settings) {
        String key = System.getenv(VARIABLE);
        String file = System.getenv(FILE_VARIABLE);
        if (key == null && file != null) {
            key = read(Path.of(file));
        }
        if (key == null && settings.personKeyRequired()) {
            throw ConfigurationException.of(
                    VARIABLE,
                    "no key for the codes of credit reports",
                    "a secret of " + SHORTEST + " characters or more in " + VARIABLE + ", or a file with it named by "
                            + FILE_VARIABLE,
                    "The profile says person_key.required: true, so codes made with the published key are refused");
        }
        return key == null ? ofDemonstration() : of(key);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    FILE_VARIABLE + "=" + file, "no readable file", "a file that holds the key", "");
        }
    }

    /** Whether it is the published key. */
    boolean isDemonstration() {
        return demonstration;
    }

    /** HMAC-SM3 of a text. */
    byte[] mac(String text) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }
}
