package io.creditlake.grade;

import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Life;
import io.creditlake.grade.Explanation.Review;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An explanation for a person to read. What the law or a department names stays in Chinese in either language. */
public final class ExplanationText {
    private static final int RECORDS_SHOWN = 10;

    private final ResourceBundle words;
    private final StringBuilder out = new StringBuilder();

    private ExplanationText(Locale locale) {
        this.words = ResourceBundle.getBundle(
                "io.creditlake.grade.explanation", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /**
     * The text of an explanation.
     *
     * @param locale Chinese, or anything else for English
     */
    public static String of(Explanation explanation, Locale locale) {
        ExplanationText text = new ExplanationText(locale);
        text.subject(explanation);
        explanation.grades().forEach(text::grade);
        return text.out.toString();
    }

    private void subject(Explanation explanation) {
        String kind = words.getString("kind." + explanation.subject().kind());
        String code = Stream.of(
                        explanation.subject().uscc(),
                        "#" + explanation.subject().id())
                .filter(c -> !c.isEmpty())
                .findFirst()
                .orElseThrow();
        String name = explanation.subject().name();
        line(0, "subject", name.isEmpty() ? kind : name, code, kind);
        if (!explanation.subject().verified()) {
            line(0, "unverified");
        }
        if (explanation.grades().isEmpty()) {
            line(0, "ungraded");
        }
    }

    private void grade(Grade grade) {
        out.append('\n');
        line(0, "policy", grade.title(), grade.version(), grade.asOf());
        line(
                0,
                grade.previousGrade().isPresent() ? "grade.before" : "grade",
                grade.grade(),
                grade.category(),
                grade.previousGrade().orElse(""));
        Optional<BigDecimal> base = grade.base();
        if (base.isPresent()) {
            line(0, "score", grade.score(), base.get(), signed(grade.score().subtract(base.get())));
        } else {
            line(0, "score.unknown", grade.score());
            line(0, "version.gone");
        }
        for (Contribution contribution : grade.contributions()) {
            contribution(contribution, grade.directRule().equals(Optional.of(contribution.id())));
        }
        grade.review().ifPresentOrElse(this::review, () -> line(0, "review.none"));
    }

    private void contribution(Contribution contribution, boolean decided) {
        String title = contribution.title() + " [" + contribution.id() + "]";
        if (contribution.kind().equals("direct")) {
            line(1, decided ? "direct" : "points", decided ? title : signed(contribution.points()), title);
        } else {
            String measure = format("measure", contribution.measure().stripTrailingZeros());
            line(1, "points", signed(contribution.points()), title + ", " + measure);
        }
        line(3, "basis", contribution.basis());
        contribution.evidence().stream().limit(RECORDS_SHOWN).forEach(this::evidence);
        if (contribution.evidence().size() > RECORDS_SHOWN) {
            line(3, "more", contribution.evidence().size() - RECORDS_SHOWN);
        }
        if (!contribution.remedy().isEmpty() && !contribution.kind().equals("bonus")) {
            line(3, "remedy", contribution.remedy());
        }
    }

    private void evidence(Evidence evidence) {
        String details = details(evidence);
        String day = evidence.occurredOn().map(d -> d + " ").orElse("");
        line(3, "record", evidence.label(), day + details);
        String life = life(evidence.life());
        if (!life.isEmpty()) {
            out.append("  ".repeat(5)).append(life).append('\n');
        }
        line(5, "source", evidence.department(), evidence.file(), evidence.row());
    }

    private static String details(Evidence evidence) {
        return evidence.details().stream()
                .map(d -> d.label() + " " + d.value())
                .collect(Collectors.joining("; "));
    }

    /** How grave it is, until when it counts and from when it may be repaired, as far as that is known. */
    private String life(Life life) {
        return Stream.of(
                        life.severity().map(s -> words.getString("severity." + s)),
                        life.countsUntil()
                                .map(day -> format("counts." + life.endedBy().orElse("until"), day)),
                        life.repairableFrom().map(day -> format("repairable", day)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(words.getString("and")));
    }

    private void review(Review review) {
        line(0, "review", review.on(), review.grade(), review.score());
        review.leaving().stream()
                .limit(RECORDS_SHOWN)
                .forEach(e -> line(
                        1, "leaving", e.label(), e.occurredOn().map(String::valueOf).orElse(""), details(e)));
        review.moves().forEach(move -> line(1, "move", move.title(), signed(move.before()), signed(move.after())));
    }

    private static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : "") + points.toPlainString();
    }

    private void line(int indent, String key, Object... values) {
        out.append("  ".repeat(indent))
                .append(format(key, values).stripTrailing())
                .append('\n');
    }

    /** Values as text: a format would group the digits of numbers by the locale. */
    private String format(String key, Object... values) {
        Object[] texts = Stream.of(values)
                .map(v -> v instanceof BigDecimal number ? number.toPlainString() : String.valueOf(v))
                .toArray();
        return MessageFormat.format(words.getString(key), texts);
    }
}
