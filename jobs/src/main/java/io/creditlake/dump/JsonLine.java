package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.math.BigDecimal;

/** One JSON object in one line: numbers as written, nothing after the object, no key twice. */
final class JsonLine {
    private static final ObjectReader JSON = new ObjectMapper()
            .reader()
            .with(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    private static final ObjectReader ELEMENT = JSON.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Zeros that a number may need in front of or behind its digits to be written without an exponent. */
    private static final int MOST_ZEROS = 20;

    private JsonLine() {}

    /**
     * The object of a line.
     *
     * @throws DumpException when the line is anything else
     */
    static JsonNode object(String line) throws DumpException {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject()) {
                throw new DumpException("该行不是 JSON 对象");
            }
            return node;
        } catch (MismatchedInputException e) {
            throw new DumpException("该行除一个 JSON 对象外还有其他内容，或同一键出现两次", e);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new DumpException("该行不是合法的 JSON" + (place == null ? "" : "（第 " + place.getColumnNr() + " 个字符处）"), e);
        }
    }

    /** The value that a parser stands at, whatever follows it. */
    static JsonNode element(JsonParser parser) throws IOException {
        return ELEMENT.readTree(parser);
    }

    /** A value as text: nested ones as JSON, numbers in plain digits; null for none. */
    static String text(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            boolean plain = Math.abs((long) number.scale()) <= MOST_ZEROS;
            return plain ? number.toPlainString() : number.toString();
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
