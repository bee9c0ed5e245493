package io.creditlake.serve;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask. A line of the file is a name, the SHA-256 of a key, and how often it may ask in a minute if that is bounded:
 * {@code bank-of-jinan sha256:9f86d0… 600}. The keys themselves stand nowhere; they are random, so that a hash is enough.
 */
public final class ApiKeys {
    private static final Pattern LINE = Pattern.compile("([\\w.-]{1,64})\\s+sha256:([0-9a-f]{64})(?:\\s+(\\d{1,7}))?");

    private final List<Client> clients;

    /**
     * Somebody who may ask.
     *
     * @param name name, as the audit log has it
     * @param hash SHA-256 of the key in hexadecimal digits
     * @param quota how many answers a minute; empty for any
     */
    record Client(String name, String hash, Optional<Quota> quota) {}

    private ApiKeys(List<Client> clients) {
        this.clients = clients;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigurationException with every line that cannot be read, which is not repeated
     */
    public static ApiKeys load(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw ConfigurationException.of(
                    file.toString(), "no readable file", "a file of API keys", "creditlake serve new-key NAME");
        }
        Problems problems = new Problems();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                clients.add(new Client(
                        matcher.group(1),
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)).map(n -> new Quota(Integer.parseInt(n)))));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                problems.add(new Problem(
                        file.toString(),
                        i + 1,
                        "a line that is no key",
                        "<name> sha256:<64 hexadecimal digits> [<answers a minute>]",
                        "creditlake serve new-key NAME"));
            }
        }
        problems.throwIfAny();
        return new ApiKeys(List.copyOf(clients));
    }

    /** The line of the file for a key. */
    public static String line(String name, String key) {
        return name + " sha256:" + hash(key);
    }

    /** How many there are. */
    public int size() {
        return clients.size();
    }

    /** Who has a key. It takes the same time whoever it is, and when it is nobody. */
    Optional<Client> of(String key) {
        byte[] hash = bytes(hash(key));
        Client found = null;
        for (Client client : clients) {
            if (MessageDigest.isEqual(bytes(client.hash()), hash)) {
                found = client;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
