package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * The tables of a file, whose rows are numbered through in their order: the sheets as the workbook shows them, members
 * of an archive by name.
 *
 * @param layouts one for each table
 * @param note what was passed over, in the language of the department; empty when nothing was
 */
public record Tables(List<Layout> layouts, String note) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Data rows of all of them. */
    public long rows() {
        return layouts.stream().mapToLong(Layout::rows).sum();
    }

    /** As one line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tables that are no JSON", e);
        }
    }

    /** From one line of JSON. */
    public static Tables fromJson(String json) {
        try {
            return JSON.readValue(json, Tables.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no tables", e);
        }
    }
}
