package io.creditlake.match;

import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.lake.DatedLines.DayFile;
import io.creditlake.lake.DatedLines.Place;
import io.creditlake.lake.JsonLine;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.Judgements.Noted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads lines of judgements and notes every mistake with file and line. Files come in the order of their days. */
final class JudgementReader {
    private static final TreeSet<String> OF_A_JUDGEMENT =
            new TreeSet<>(List.of("id", "on", "left", "right", "says", "by", "note"));
    private static final TreeSet<String> OF_A_WITHDRAWAL =
            new TreeSet<>(List.of("id", "on", "withdraws", "by", "note"));

    private final Problems problems;
    private final List<Noted> entries = new ArrayList<>();
    private final Map<String, Noted> byId = new HashMap<>();
    private final Map<String, Noted> withdrawn = new HashMap<>();

    JudgementReader(Problems problems) {
        this.problems = problems;
    }

    /** What was read and has no mistake. */
    Judgements judgements() {
        return new Judgements(entries);
    }

    /** Reads the lines of a day. */
    void read(DayFile file) {
        file.lines(problems).forEach(line -> entry(line, file.day()));
    }

    /** Reads a line again that was read before, or is to be written, among those read so far. */
    void reread(Noted noted) {
        entry(
                new JsonLine(noted.entry().line(), new Place(noted.file(), noted.line()), problems),
                noted.entry().on());
    }

    private void entry(JsonLine line, LocalDate day) {
        if (line.isFaulty()) {
            return;
        }
        boolean withdrawal = line.has("withdraws");
        line.allowOnly(withdrawal ? OF_A_WITHDRAWAL : OF_A_JUDGEMENT);
        line.checkDay(day);
        String by = line.withoutNumbers("by", line.text("by", "name or office"));
        String note = line.withoutNumbers("note", line.optionalText("note", "").orElse(""));
        JudgementEntry entry = withdrawal ? withdrawal(line, day, by, note) : judgement(line, day, by, note);
        if (!line.isFaulty()) {
            add(line, entry, line.text("id", entry.id()));
        }
    }

    private static JudgementEntry judgement(JsonLine line, LocalDate day, String by, String note) {
        String left = key(line, "left");
        String right = key(line, "right");
        String says = line.text("says", "same");
        Optional<Verdict> verdict = Verdict.of(says);
        if (!says.isEmpty() && verdict.isEmpty()) {
            line.report("says: '" + says + "'", "same or different", "");
        }
        if (!left.isEmpty() && left.equals(right)) {
            line.report("the key '" + left + "' on both sides", "two keys", "");
        }
        return Judgement.of(day, left, right, verdict.orElse(Verdict.SAME), by, note);
    }

    private JudgementEntry withdrawal(JsonLine line, LocalDate day, String by, String note) {
        String withdraws = line.text("withdraws", "the id of a judgement");
        Noted target = byId.get(withdraws);
        if (!withdraws.isEmpty() && target == null) {
            line.report(
                    "the withdrawal of '" + withdraws + "'",
                    "the id of a judgement that stands before it",
                    Spelling.nearest(withdraws, byId.keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(""));
        } else if (withdrawn.containsKey(withdraws)) {
            line.report(
                    "the withdrawal of " + withdraws + " a second time",
                    "one withdrawal; the first stands at " + place(withdrawn.get(withdraws)),
                    "");
        }
        return Withdrawal.of(day, withdraws, by, note);
    }

    private void add(JsonLine line, JudgementEntry entry, String id) {
        if (!id.isEmpty() && !id.equals(entry.id())) {
            line.report(
                    "the id '" + id + "', which is not that of the line's content",
                    "\"id\":\"" + entry.id() + "\"",
                    "A judgement is not changed afterwards: withdraw it and judge anew");
        }
        Noted noted = new Noted(entry, line.place().file(), line.place().line());
        Noted twin = entry instanceof Judgement ? byId.putIfAbsent(entry.id(), noted) : null;
        if (twin != null) {
            line.report(
                    "the judgement " + entry.id() + " a second time",
                    "each once; the first stands at " + place(twin),
                    "After a withdrawal on the same day, a note tells the two apart");
        }
        if (!line.isFaulty()) {
            if (entry instanceof Withdrawal withdrawal) {
                withdrawn.put(withdrawal.withdraws(), noted);
            }
            entries.add(noted);
        }
    }

    private static String key(JsonLine line, String field) {
        String key = line.text(field, "org_code:600037341");
        if (!key.isEmpty()) {
            OwnKey.fault(key).ifPresent(f -> line.report(field + ": " + f.found(), f.expected(), f.hint()));
        }
        return key;
    }

    private static String place(Noted noted) {
        return noted.file() + ":" + noted.line();
    }
}
