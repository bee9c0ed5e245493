package io.creditlake.match;

import io.creditlake.config.Problems;
import io.creditlake.lake.DatedLines;
import io.creditlake.lake.DatedLines.Slot;
import io.creditlake.match.Judgements.Noted;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The judgements as they lie in the landing folder: {@link DatedLines} in {@code <landing>/_judgements}. No source can be
 * named so, as names that begin with _ are none.
 */
public final class JudgementFolder {
    /** The folder in the landing folder. */
    public static final String NAME = "_judgements";

    /** How a line that has no place yet is called in a message. */
    private static final String NEW = "the judgement";

    private final DatedLines lines;

    /**
     * The judgements of a landing folder, which need not have any.
     *
     * @param landing folder or URI of the dumps
     */
    public JudgementFolder(String landing, Configuration hadoop) {
        this.lines = new DatedLines(new Path(landing, NAME), hadoop);
    }

    /**
     * Reads every judgement. Whether those in force contradict each other is for {@link Judgements#check} to say.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake in the lines
     */
    public Judgements load() {
        Problems problems = new Problems();
        JudgementReader reader = new JudgementReader(problems);
        lines.read(problems).forEach(reader::read);
        problems.throwIfAny();
        return reader.judgements();
    }

    /**
     * What became of a judgement.
     *
     * @param judgement the judgement that is in force
     * @param written where its line stands; empty when it was in force already and nothing was written
     * @param replaced the one on the same keys that it prevails over
     */
    public record Outcome(Judgement judgement, Optional<Noted> written, Optional<Judgement> replaced) {}

    /**
     * Adds a judgement, unless one of the same verdict on the same keys is in force on its day.
     *
     * @throws io.creditlake.config.ConfigurationException as {@link #append}
     */
    public Outcome judge(Judgement judgement) {
        return lines.add(judgement.on(), slot -> {
            Judgements present = load();
            Optional<Judgement> before = present.verdict(judgement.left(), judgement.right(), judgement.on());
            return before.filter(j -> j.says() == judgement.says()).isPresent()
                    ? Optional.of(new Outcome(before.get(), Optional.empty(), Optional.empty()))
                    : write(judgement, present, slot).map(noted -> new Outcome(judgement, Optional.of(noted), before));
        });
    }

    /**
     * Adds a line to the judgements of its day, see {@link DatedLines#add}.
     *
     * @return where the line stands
     * @throws io.creditlake.config.ConfigurationException when a line that is there has a mistake, or the new one is
     *     a second time the same or contradicts others; nothing is written then
     */
    public Noted append(JudgementEntry entry) {
        return lines.add(entry.on(), slot -> write(entry, load(), slot));
    }

    private static Optional<Noted> write(JudgementEntry entry, Judgements present, Slot slot) throws IOException {
        checked(present, new Noted(entry, NEW, 0));
        return slot.write(entry.line()).map(place -> new Noted(entry, place.file(), place.line()));
    }

    private static void checked(Judgements before, Noted added) {
        Problems problems = new Problems();
        JudgementReader reader = new JudgementReader(problems);
        Judgements after = before.with(added);
        after.entries().forEach(reader::reread);
        problems.throwIfAny();
        after.check(added.entry().on());
        after.lastDay().ifPresent(after::check);
    }
}
