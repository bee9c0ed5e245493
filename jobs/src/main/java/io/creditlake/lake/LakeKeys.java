package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.iceberg.encryption.KeyManagementClient;

/**
 * The keys of the lake, as Iceberg's service of keys: they wrap the keys with which a table encrypts the keys of its files.
 * They stand in files or in the environment, one or more under an id: the last of them wraps, and each unwraps what it has
 * wrapped. Iceberg sends this object to the executors, so that it holds where keys stand and reads them when one is asked
 * for.
 *
 * <p>A wrapped key is a version (1 byte), a fingerprint of the key that wraps it (8), a nonce (12), and what AES-256-GCM
 * makes of it and the id.
 */
public final class LakeKeys implements KeyManagementClient {
    private static final long serialVersionUID = 1L;
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int FINGERPRINT_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + FINGERPRINT_BYTES + NONCE_BYTES;
    private static final byte[] FINGERPRINT =
            "creditlake: which key of the lake is this?".getBytes(StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** By id, the references to its keys, of which a secret is not serialisable. */
    private final LinkedHashMap<String, ArrayList<String>> places = new LinkedHashMap<>();

    /**
     * Takes where the keys stand from the properties that {@link TableEncryption} makes.
     *
     * @throws ConfigurationException when a key is not there, or is none
     */
    @Override
    public void initialize(Map<String, String> properties) {
        places.clear();
        TableEncryption.places(properties).forEach((id, secrets) -> {
            ArrayList<String> references = new ArrayList<>();
            secrets.forEach(secret -> references.add(secret.reference()));
            places.put(id, references);
            keys(id);
        });
    }

    /**
     * Wraps a key with the last key of an id.
     *
     * @throws ConfigurationException when the id has none
     */
    @Override
    public ByteBuffer wrapKey(ByteBuffer key, String id) {
        List<SecretKeySpec> keys = keys(id);
        SecretKeySpec wrapping = keys.get(keys.size() - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, wrapping, id, nonce, bytes(key));
        return ByteBuffer.allocate(HEAD_BYTES + wrapped.length)
                .put(VERSION)
                .put(fingerprint(wrapping))
                .put(nonce)
                .put(wrapped)
                .flip();
    }

    /**
     * Unwraps a key with that of the keys of an id which has wrapped it.
     *
     * @throws ConfigurationException when it is not among them
     * @throws IllegalStateException when what was wrapped is not what it was
     */
    @Override
    public ByteBuffer unwrapKey(ByteBuffer wrapped, String id) {
        ByteBuffer rest = ByteBuffer.wrap(bytes(wrapped));
        if (rest.remaining() < HEAD_BYTES || rest.get() != VERSION) {
            throw new IllegalStateException("what is wrapped with the key '" + id + "' is of no known form");
        }
        byte[] fingerprint = take(rest, FINGERPRINT_BYTES);
        SecretKeySpec key = keys(id).stream()
                .filter(candidate -> Arrays.equals(fingerprint(candidate), fingerprint))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of(
                        setting(id),
                        "another key in " + String.join(", ", places.get(id)),
                        "the key with which the tables were made, or all it has had",
                        "Without the key nobody reads the lake"));
        byte[] nonce = take(rest, NONCE_BYTES);
        return ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, key, id, nonce, take(rest, rest.remaining())));
    }

    private List<SecretKeySpec> keys(String id) {
        if (!places.containsKey(id) || places.get(id).isEmpty()) {
            throw ConfigurationException.of(
                    setting(id),
                    "no key",
                    "${file:/path} or ${env:NAME}",
                    "Tables were made with the key '" + id + "'");
        }
        return places.get(id).stream().map(place -> key(id, place)).toList();
    }

    private static SecretKeySpec key(String id, String place) {
        String text = Secret.of(place)
                .flatMap(Secret::read)
                .orElseThrow(() -> ConfigurationException.of(
                        setting(id), "no key in " + place, "a key of 256 bits", "Make one: openssl rand -base64 32"));
        byte[] bytes = decoded(text.strip())
                .filter(key -> key.length == KEY_BYTES)
                .orElseThrow(() -> ConfigurationException.of(
                        setting(id),
                        "no key of 256 bits in " + place,
                        "32 bytes in Base64",
                        "Make one: openssl rand -base64 32"));
        return new SecretKeySpec(bytes, "AES");
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String setting(String id) {
        return "encryption.keys." + id;
    }

    private static byte[] crypt(int mode, SecretKeySpec key, String id, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is wrapped with the key '" + id + "' is not what it was", e);
        }
    }

    /** Tells keys apart, and nothing of them. */
    private static byte[] fingerprint(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(FINGERPRINT), FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HMAC of SHA-256", e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return take(buffer.duplicate(), buffer.remaining());
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] taken = new byte[count];
        buffer.get(taken);
        return taken;
    }
}
