package io.creditlake.lake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.lake.DatedLines.Place;
import io.creditlake.standards.CitizenNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A line of {@link DatedLines}: one JSON object, whose mistakes are noted with file and line. */
public final class JsonLine {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Place place;
    private final Problems problems;
    private final JsonNode json;
    private final Optional<JsonLine> within;
    private boolean faulty;

    /**
     * Parses a line.
     *
     * @param place where it stands
     * @param problems receives its mistakes
     */
    public JsonLine(String text, Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
        this.within = Optional.empty();
        this.json = object(text);
    }

    private JsonLine(JsonNode json, JsonLine within) {
        this.place = within.place;
        this.problems = within.problems;
        this.within = Optional.of(within);
        this.json = json;
    }

    private JsonNode object(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            if (read.isObject()) {
                return read;
            }
            report("no object", "one JSON object a line", "");
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            String column = where == null ? "" : " at character " + where.getColumnNr();
            report("no JSON" + column, "one JSON object a line, each key once", "");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** The objects in the list of a key that may be left out; their mistakes are the line's. */
    public List<JsonLine> items(String key) {
        JsonNode list = json.path(key);
        List<JsonLine> items = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            report("'" + key + "' that is no list", "a list of objects", "");
        }
        for (JsonNode item : list) {
            if (item.isObject()) {
                items.add(new JsonLine(item, this));
            } else {
                report("an item of '" + key + "' that is no object", "a list of objects", "");
            }
        }
        return items;
    }

    /** Whether a mistake was noted. */
    public boolean isFaulty() {
        return faulty;
    }

    /** Where it stands. */
    public Place place() {
        return place;
    }

    /** Whether it has a key. */
    public boolean has(String key) {
        return json.has(key);
    }

    /** Notes every key that is none of the known ones. */
    public void allowOnly(SortedSet<String> known) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                report(
                        "the key '" + name + "'",
                        "one of " + String.join(", ", known),
                        Spelling.nearest(name, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse(""));
            }
        }
    }

    /**
     * The text of a key that must be there; empty after a mistake.
     *
     * @param example such as {@code org_code:600037341}
     */
    public String text(String key, String example) {
        return optionalText(key, example).orElseGet(() -> {
            if (!json.has(key)) {
                report("no '" + key + "'", "\"" + key + "\":\"" + example + "\"", "");
            }
            return "";
        });
    }

    /** The text of a key that may be left out. */
    public Optional<String> optionalText(String key, String example) {
        JsonNode value = json.path(key);
        if (value.isTextual() && !value.textValue().isBlank()) {
            return Optional.of(value.textValue());
        }
        if (!value.isMissingNode()) {
            report(
                    "'" + key + "' without a text",
                    example.isEmpty() ? "a text, or no " + key : "\"" + key + "\":\"" + example + "\"",
                    "");
        }
        return Optional.empty();
    }

    /** The whole number of a key that must be there; empty after a mistake. */
    public Optional<Long> number(String key, String example) {
        JsonNode value = json.path(key);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Optional.of(value.longValue());
        }
        report(
                value.isMissingNode() ? "no '" + key + "'" : "'" + key + "' that is no whole number",
                "\"" + key + "\":" + example,
                "");
        return Optional.empty();
    }

    /** Notes when {@code on} is not the day of the file. */
    public void checkDay(LocalDate day) {
        String on = text("on", day.toString());
        if (!on.isEmpty() && !on.equals(day.toString())) {
            report("on: " + on, "the day of the file, " + day, "Put the line into the file of its day");
        }
    }

    /** Notes a text in which a person's number may stand. */
    public String withoutNumbers(String key, String text) {
        if (!CitizenNumber.maskIn(text).equals(text)) {
            report(key + " with what may be a person's number", "text without one", "");
        }
        return text;
    }

    /**
     * Notes a mistake. A line that is wrong may hold a person's number anywhere, as a key of its own too, so what of it
     * is repeated is masked.
     *
     * @param expected holds nothing of the line
     */
    public void report(String found, String expected, String hint) {
        faulty = true;
        within.ifPresent(line -> line.faulty = true);
        problems.add(new Problem(
                place.file(), place.line(), CitizenNumber.maskIn(found), expected, CitizenNumber.maskIn(hint)));
    }
}
