package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.contract.SourceContract.Kind;
import java.io.Serializable;
import java.util.List;

/**
 * How one file is read, found out once when it is taken in.
 *
 * @param kind how the rows are written
 * @param charset charset of text; empty for a workbook
 * @param separator separator of csv
 * @param header headers by position of the cell, cleaned
 * @param fields for each field of the contract, in its order, the position of its cell; -1 when the file lacks it
 * @param unknown headers that the contract does not know
 * @param rows data rows
 * @param parts pieces that can be read apart
 */
public record Layout(
        Kind kind,
        String charset,
        char separator,
        List<String> header,
        List<Integer> fields,
        List<String> unknown,
        long rows,
        List<Part> parts)
        implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A piece of a file that can be read apart.
     *
     * @param offset bytes before it
     * @param length bytes of it; 0 when the file is one piece
     * @param firstRow number of its first data row, from 1
     * @param skip rows at its beginning that are titles or headers
     */
    public record Part(long offset, long length, long firstRow, int skip) implements Serializable {}

    /** As one line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a layout that is no JSON", e);
        }
    }

    /** From one line of JSON. */
    public static Layout fromJson(String json) {
        try {
            return JSON.readValue(json, Layout.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a layout", e);
        }
    }
}
