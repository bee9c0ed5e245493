package io.creditlake.match;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/** A line of the judgements: a judgement, or the withdrawal of one. */
public sealed interface JudgementEntry permits Judgement, Withdrawal {
    /** Hexadecimal digits of an id. */
    int ID_DIGITS = 10;

    /** Short hash of the content. */
    String id();

    /** The day from which it counts. */
    LocalDate on();

    /** Who wrote it. */
    String by();

    /** Why; empty when nothing was said. */
    String note();

    /** Adds the fields that this kind of line has alone. */
    void describe(ObjectNode json);

    /** The line as it stands in a file, without a line end. */
    default String line() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id());
        json.setAll(content());
        return json.toString();
    }

    /** The id that the content gives. */
    default String contentHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(content().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    private ObjectNode content() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("on", on().toString());
        describe(json);
        json.put("by", by());
        if (!note().isEmpty()) {
            json.put("note", note());
        }
        return json;
    }
}
