package io.creditlake.supervise.draw;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A secret of 32 random bytes that decides a draw. Its hash is published before, itself after. */
public final class Seed {
    private static final HexFormat HEX = HexFormat.of();
    private static final int BYTES = 32;
    /** Bytes of a block of SHA-256, to which HMAC fills its key. */
    private static final int BLOCK = 64;

    private Seed() {}

    /** A new one, hexadecimal. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    /** Whether a text is one: 64 lower-case hexadecimal characters. */
    public static boolean isValid(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    /** What is published of a seed before the draw: the SHA-256 of its bytes, hexadecimal. */
    public static String commitment(String seed) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(HEX.parseHex(seed)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    /** HMAC-SHA256 (RFC 2104) of a text under a seed, hexadecimal. */
    public static String hmac(String seed, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HEX.parseHex(seed), "HmacSHA256"));
            return HEX.formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without HMAC-SHA256", e);
        }
    }

    /** The same of a column of texts, in expressions of the engine. */
    static Column hmac(String seed, Column text) {
        Column inner = functions.sha2(functions.concat(functions.lit(padded(seed, 0x36)), text.cast("binary")), 256);
        return functions.sha2(functions.concat(functions.lit(padded(seed, 0x5c)), functions.unhex(inner)), 256);
    }

    private static byte[] padded(String seed, int pad) {
        byte[] key = HEX.parseHex(seed);
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }
}
