package io.creditlake.match;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.Judgements.Noted;
import io.creditlake.standards.CitizenNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads lines of judgements and notes every mistake with file and line. Files come in the order of their days. */
final class JudgementReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TreeSet<String> OF_A_JUDGEMENT =
            new TreeSet<>(List.of("id", "on", "left", "right", "says", "by", "note"));
    private static final TreeSet<String> OF_A_WITHDRAWAL =
            new TreeSet<>(List.of("id", "on", "withdraws", "by", "note"));

    private final Problems problems;
    private final List<Noted> entries = new ArrayList<>();
    private final Map<String, Noted> byId = new HashMap<>();
    private final Map<String, Noted> withdrawn = new HashMap<>();
    private String file;
    private int line;
    private boolean faulty;

    JudgementReader(Problems problems) {
        this.problems = problems;
    }

    /** What was read and has no mistake. */
    Judgements judgements() {
        return new Judgements(entries);
    }

    /**
     * Reads the file of a day.
     *
     * @param name file as a person would name it
     * @param day the day that its name says
     * @param text its content
     */
    void read(String name, LocalDate day, String text) {
        file = name;
        line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            if (!each.isBlank()) {
                object(each).ifPresent(json -> entry(json, day));
            }
        }
    }

    /** Reads a line again that was read before, or is to be written, among those read so far. */
    void reread(Noted noted) {
        file = noted.file();
        line = noted.line();
        object(noted.entry().line()).ifPresent(json -> entry(json, noted.entry().on()));
    }

    private Optional<JsonNode> object(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return Optional.of(json);
            }
            problem("no object", "one JSON object a line", "");
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            String column = where == null ? "" : " at character " + where.getColumnNr();
            problem("no JSON" + column, "one JSON object a line, each key once", "");
        }
        return Optional.empty();
    }

    private void entry(JsonNode json, LocalDate day) {
        faulty = false;
        boolean withdrawal = json.has("withdraws");
        TreeSet<String> known = withdrawal ? OF_A_WITHDRAWAL : OF_A_JUDGEMENT;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                problem(
                        "the key '" + name + "'",
                        "one of " + String.join(", ", known),
                        Spelling.nearest(name, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse(""));
            }
        }
        String on = text(json, "on", day.toString(), true);
        if (!on.isEmpty() && !on.equals(day.toString())) {
            problem("on: " + on, "the day of the file, " + day, "Put the line into the file of its day");
        }
        String by = safe("by", text(json, "by", "name or office", true));
        String note = safe("note", text(json, "note", "", false));
        JudgementEntry entry = withdrawal ? withdrawal(json, day, by, note) : judgement(json, day, by, note);
        if (!faulty) {
            add(entry, text(json, "id", entry.id(), true));
        }
    }

    private JudgementEntry judgement(JsonNode json, LocalDate day, String by, String note) {
        String left = key(json, "left");
        String right = key(json, "right");
        String says = text(json, "says", "same", true);
        Optional<Verdict> verdict = Verdict.of(says);
        if (!says.isEmpty() && verdict.isEmpty()) {
            problem("says: '" + says + "'", "same or different", "");
        }
        if (!left.isEmpty() && left.equals(right)) {
            problem("the key '" + left + "' on both sides", "two keys", "");
        }
        return Judgement.of(day, left, right, verdict.orElse(Verdict.SAME), by, note);
    }

    private JudgementEntry withdrawal(JsonNode json, LocalDate day, String by, String note) {
        String withdraws = text(json, "withdraws", "the id of a judgement", true);
        Noted target = byId.get(withdraws);
        if (!withdraws.isEmpty() && target == null) {
            problem(
                    "the withdrawal of '" + withdraws + "'",
                    "the id of a judgement that stands before it",
                    Spelling.nearest(withdraws, byId.keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(""));
        } else if (withdrawn.containsKey(withdraws)) {
            problem(
                    "the withdrawal of " + withdraws + " a second time",
                    "one withdrawal; the first stands at " + place(withdrawn.get(withdraws)),
                    "");
        }
        return Withdrawal.of(day, withdraws, by, note);
    }

    private void add(JudgementEntry entry, String id) {
        if (!id.isEmpty() && !id.equals(entry.id())) {
            problem(
                    "the id '" + id + "', which is not that of the line's content",
                    "\"id\":\"" + entry.id() + "\"",
                    "A judgement is not changed afterwards: withdraw it and judge anew");
        }
        Noted noted = new Noted(entry, file, line);
        Noted twin = entry instanceof Judgement ? byId.putIfAbsent(entry.id(), noted) : null;
        if (twin != null) {
            problem(
                    "the judgement " + entry.id() + " a second time",
                    "each once; the first stands at " + place(twin),
                    "After a withdrawal on the same day, a note tells the two apart");
        }
        if (!faulty) {
            if (entry instanceof Withdrawal withdrawal) {
                withdrawn.put(withdrawal.withdraws(), noted);
            }
            entries.add(noted);
        }
    }

    private String key(JsonNode json, String field) {
        String key = text(json, field, "org_code:600037341", true);
        if (!key.isEmpty()) {
            OwnKey.fault(key).ifPresent(f -> problem(field + ": " + f.found(), f.expected(), f.hint()));
        }
        return key;
    }

    private String safe(String field, String text) {
        if (!CitizenNumber.maskIn(text).equals(text)) {
            problem(field + " with what may be a person's number", "text without one", "");
        }
        return text;
    }

    private String text(JsonNode json, String field, String example, boolean required) {
        JsonNode value = json.path(field);
        if (value.isTextual() && !value.textValue().isBlank()) {
            return value.textValue();
        }
        if (required || !value.isMissingNode()) {
            problem(
                    value.isMissingNode() ? "no '" + field + "'" : "'" + field + "' without a text",
                    example.isEmpty() ? "a text, or no " + field : "\"" + field + "\":\"" + example + "\"",
                    "");
        }
        return "";
    }

    private void problem(String found, String expected, String hint) {
        faulty = true;
        // A line that is wrong may hold a person's number anywhere, as a key of its own too.
        problems.add(new Problem(
                file, line, CitizenNumber.maskIn(found), CitizenNumber.maskIn(expected), CitizenNumber.maskIn(hint)));
    }

    private static String place(Noted noted) {
        return noted.file() + ":" + noted.line();
    }
}
