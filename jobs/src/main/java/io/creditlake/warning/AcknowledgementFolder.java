package io.creditlake.warning;

import io.creditlake.config.Problems;
import io.creditlake.lake.DatedLines;
import io.creditlake.lake.DatedLines.Place;
import io.creditlake.lake.JsonLine;
import io.creditlake.warning.Acknowledgement.Says;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What was said about warnings as it lies in the landing folder: {@link DatedLines} in {@code
 * <landing>/_acknowledgements}.
 */
public final class AcknowledgementFolder {
    /** The folder in the landing folder. */
    public static final String NAME = "_acknowledgements";

    private static final TreeSet<String> KEYS =
            new TreeSet<>(List.of("on", "warning", "says", "quiet_until", "by", "note"));

    private final DatedLines lines;

    /**
     * That of a landing folder, which need not have any.
     *
     * @param landing folder or URI of the dumps
     */
    public AcknowledgementFolder(String landing, Configuration hadoop) {
        this.lines = new DatedLines(new Path(landing, NAME), hadoop);
    }

    /**
     * Reads every line.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake in the lines
     */
    public Acknowledgements load() {
        Problems problems = new Problems();
        List<Acknowledgement> read = new ArrayList<>();
        lines.read(problems).forEach(file -> file.lines(problems)
                .forEach(line -> of(line, file.day()).ifPresent(read::add)));
        problems.throwIfAny();
        return new Acknowledgements(read);
    }

    /**
     * Adds a line, see {@link DatedLines#add}.
     *
     * @return where it stands
     * @throws io.creditlake.config.ConfigurationException when the line, or one that is there, has a mistake; nothing is
     *     written then
     */
    public Place append(Acknowledgement said) {
        Problems problems = new Problems();
        of(new JsonLine(said.line(), new Place("the line", 0), problems), said.on());
        problems.throwIfAny();
        return lines.add(said.on(), slot -> {
            load();
            return slot.write(said.line());
        });
    }

    private static Optional<Acknowledgement> of(JsonLine line, LocalDate day) {
        if (line.isFaulty()) {
            return Optional.empty();
        }
        line.allowOnly(KEYS);
        line.checkDay(day);
        Optional<Long> warning = line.number("warning", "1234567890");
        Optional<Says> says = says(line);
        Optional<LocalDate> quietUntil = quietUntil(line, says, day);
        String by = line.withoutNumbers("by", line.text("by", "name or office"));
        String note = line.withoutNumbers("note", line.optionalText("note", "").orElse(""));
        return line.isFaulty()
                ? Optional.empty()
                : Optional.of(new Acknowledgement(warning.get(), day, says.get(), quietUntil, by, note));
    }

    private static Optional<Says> says(JsonLine line) {
        String word = line.text("says", Says.ACKNOWLEDGED.word());
        for (Says says : Says.values()) {
            if (says.word().equals(word)) {
                return Optional.of(says);
            }
        }
        if (!word.isEmpty()) {
            line.report("says: '" + word + "'", "acknowledged or reopened", "");
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> quietUntil(JsonLine line, Optional<Says> says, LocalDate day) {
        Optional<String> text =
                line.optionalText("quiet_until", day.plusMonths(3).toString());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (says.filter(s -> s == Says.REOPENED).isPresent()) {
            line.report("quiet_until of a warning that is reopened", "no quiet_until", "");
        }
        try {
            LocalDate until = LocalDate.parse(text.get());
            if (!until.isAfter(day)) {
                line.report("quiet_until: " + until, "a day after " + day, "");
            }
            return Optional.of(until);
        } catch (DateTimeParseException e) {
            line.report("quiet_until: '" + text.get() + "'", "a day such as " + day.plusMonths(3), "");
            return Optional.empty();
        }
    }
}
