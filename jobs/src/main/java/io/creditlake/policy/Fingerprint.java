package io.creditlake.policy;

import io.creditlake.config.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short digest of what a YAML tree says. Comments, order of keys in the text and quoting do not change it. */
final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    /** Sixteen hexadecimal digits. */
    static String of(YamlNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void write(YamlNode node, StringBuilder text) {
        if (node.isMap()) {
            text.append('{');
            node.map().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(entry -> {
                        quote(entry.getKey(), text);
                        write(entry.getValue(), text);
                    });
            text.append('}');
        } else if (node.isList()) {
            text.append('[');
            node.items().forEach(item -> write(item, text));
            text.append(']');
        } else {
            quote(node.scalar(), text);
        }
    }

    private static void quote(String word, StringBuilder text) {
        text.append(word.length()).append(':').append(word);
    }
}
