package io.creditlake.report.credit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.EnvironmentKey;
import io.creditlake.config.Settings;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The secret with which reports get their codes. It is never written, logged or shown. */
public final class ReportKey {
    private static final EnvironmentKey KEY =
            new EnvironmentKey("CREDITLAKE_REPORT_KEY", "the codes of credit reports");
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
        return new ReportKey(KEY.checked(secret), false);
    }

    /**
     * The key of the environment, or of the file that the environment names.
     *
     * @throws ConfigurationException when there is none and the profile requires keys, or it is too short
     */
    public static ReportKey load(Settings settings) {
        return KEY.read(settings.personKeyRequired()).map(ReportKey::of).orElseGet(ReportKey::ofDemonstration);
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
