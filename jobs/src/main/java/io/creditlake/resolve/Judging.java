package io.creditlake.resolve;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.lake.DatedLines;
import io.creditlake.lake.Release;
import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.JudgementFolder;
import io.creditlake.match.JudgementFolder.Outcome;
import io.creditlake.match.Judgements;
import io.creditlake.match.Judgements.Noted;
import io.creditlake.match.OwnKey;
import io.creditlake.match.Withdrawal;
import io.creditlake.standards.CitizenNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes what a person decides on identities into the landing folder, where the next night finds it. */
public final class Judging {
    private static final StructType JUDGEMENTS =
            StructType.fromDDL("id STRING, `on` DATE, says STRING, left_key STRING,"
                    + " right_key STRING, by STRING, note STRING, state STRING, place STRING");

    private final SparkSession reader;
    private final Optional<Release> release;
    private final JudgementFolder folder;

    /**
     * Judges about what a release shows.
     *
     * @param reader session that shows the release that readers see
     * @param release that release; empty when the lake has none
     * @param landing folder or URI of the dumps
     */
    public Judging(SparkSession reader, Optional<Release> release, String landing) {
        this.reader = reader;
        this.release = release;
        this.folder = new JudgementFolder(landing, reader.sparkContext().hadoopConfiguration());
    }

    /** The day on which a judgement begins, see {@link DatedLines#day}. */
    public LocalDate day(Optional<LocalDate> given) {
        return DatedLines.day(release, given);
    }

    /**
     * Judges about the two keys of a case.
     *
     * @param caseId the case
     */
    public Outcome judge(long caseId, Verdict says, LocalDate on, String by, String note) {
        List<String> keys = new ReviewCases(reader).keys(caseId);
        for (String key : keys) {
            OwnKey.fault(key).ifPresent(f -> {
                throw ConfigurationException.of("case " + caseId, f.found(), f.expected(), f.hint());
            });
        }
        return folder.judge(Judgement.of(on, keys.get(0), keys.get(1), says, text("--by", by), text("--note", note)));
    }

    /**
     * Judges about two subjects or keys, as a person types them.
     *
     * @throws ConfigurationException when one of them is not found, is a person or is ambiguous, both are one, or the
     *     judgement would contradict others
     */
    public Outcome judge(String left, String right, Verdict says, LocalDate on, String by, String note) {
        SubjectKeys keys = new SubjectKeys(reader);
        String one = keys.of("LEFT", left);
        String other = keys.of("RIGHT", right);
        if (one.equals(other)) {
            throw ConfigurationException.of(
                    "LEFT and RIGHT",
                    "the same key twice: " + one,
                    "two keys",
                    "The two already count as one subject. What of it should be parted is named by its own key, such as"
                            + " name:…@370100 or record:…; see creditlake explain SUBJECT --identity");
        }
        return folder.judge(Judgement.of(on, one, other, says, text("--by", by), text("--note", note)));
    }

    /** The keys of a judgement that no subject of the release is known by: it acts when a record brings them. */
    public List<String> unheld(Judgement judgement) {
        SubjectKeys keys = new SubjectKeys(reader);
        return Stream.of(judgement.left(), judgement.right())
                .filter(key -> !keys.isHeld(key))
                .toList();
    }

    /**
     * Withdraws a judgement.
     *
     * @param given the day that was said; empty for the {@linkplain #day usual one}, or the judgement's own when that is
     *     later
     * @return where the withdrawal stands
     * @throws ConfigurationException when there is no such judgement, or it is withdrawn already
     */
    public Noted withdraw(String id, Optional<LocalDate> given, String by, String note) {
        Judgements judgements = folder.load();
        Noted judgement = judgements.find(id).orElseThrow(() -> unknown(id, judgements));
        judgements.withdrawalOf(id).ifPresent(w -> {
            throw ConfigurationException.of(
                    id, "a judgement that is withdrawn already, from " + w.on() + " on", "one that stands", "");
        });
        LocalDate begins = judgement.entry().on();
        LocalDate day = day(given);
        LocalDate on = given.isEmpty() && day.isBefore(begins) ? begins : day;
        return folder.append(Withdrawal.of(on, id, text("--by", by), text("--note", note)));
    }

    private static ConfigurationException unknown(String id, Judgements judgements) {
        List<String> ids =
                judgements.entries().stream().map(n -> n.entry().id()).toList();
        return ConfigurationException.of(
                "ID",
                "no such judgement",
                "the id of a judgement",
                Spelling.nearest(id, ids)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("See creditlake resolve judgements"));
    }

    /**
     * Every judgement, the latest first.
     *
     * @param day the day on which it is in force or not
     * @return {@code id, on, says, left_key, right_key, by, note, state, place}; the state is {@code in_force}, {@code
     *     to_come}, {@code replaced} or {@code withdrawn}; the place is below
     *     the landing folder
     * @throws ConfigurationException with every mistake in the lines, or every contradiction between those in force on
     *     the day or the last one
     */
    public Dataset<Row> judgements(LocalDate day) {
        Judgements judgements = folder.load();
        judgements.check(day);
        judgements.lastDay().ifPresent(judgements::check);
        Set<String> inForce =
                judgements.inForce(day).stream().map(Judgement::id).collect(Collectors.toSet());
        List<Row> rows = new ArrayList<>();
        for (Noted noted : judgements.entries()) {
            if (noted.entry() instanceof Judgement j) {
                rows.add(0, row(j, noted, state(j, day, judgements, inForce)));
            }
        }
        return reader.createDataFrame(rows, JUDGEMENTS);
    }

    private static String state(Judgement judgement, LocalDate day, Judgements all, Set<String> inForce) {
        if (all.withdrawalOf(judgement.id()).filter(w -> !w.on().isAfter(day)).isPresent()) {
            return "withdrawn";
        }
        return judgement.on().isAfter(day) ? "to_come" : inForce.contains(judgement.id()) ? "in_force" : "replaced";
    }

    private static Row row(Judgement j, Noted noted, String state) {
        return RowFactory.create(
                j.id(),
                j.on(),
                j.says().word(),
                j.left(),
                j.right(),
                j.by(),
                j.note(),
                state,
                JudgementFolder.NAME + noted.file().substring(noted.file().lastIndexOf('/')) + ":" + noted.line());
    }

    private static String text(String option, String text) {
        if (!CitizenNumber.maskIn(text).equals(text)) {
            throw ConfigurationException.of(
                    option, "what may be a person's number", "words without one", "The files are read by others too");
        }
        if (option.equals("--by") && text.isBlank()) {
            throw ConfigurationException.of(option, "nothing", "who decides, by name or office", "");
        }
        return text.strip();
    }
}
