package io.creditlake.grade;

import static io.creditlake.grade.ExplanationWords.signed;

import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Review;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An explanation for a person to read. What the law or a department names stays in Chinese in either language. */
public final class ExplanationText {
    private static final int RECORDS_SHOWN = 10;

    private final ExplanationWords words;
    private final StringBuilder out = new StringBuilder();

    private ExplanationText(Locale locale) {
        this.words = new ExplanationWords(locale);
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
        String kind = words.format("kind." + explanation.subject().kind());
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
        grade.review().ifPresent(this::review);
        if (base.isPresent() && grade.review().isEmpty()) {
            line(0, "review.none");
        }
    }

    private void contribution(Contribution contribution, boolean decided) {
        String title = contribution.title() + " [" + contribution.id() + "]";
        if (contribution.kind().equals("direct")) {
            line(1, decided ? "direct" : "points", decided ? title : signed(contribution.points()), title);
        } else {
            String measure = words.format("measure", contribution.measure().stripTrailingZeros());
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
        line(3, "record", evidence.label(), ExplanationWords.details(evidence));
        String life = words.life(evidence.life());
        if (!life.isEmpty()) {
            out.append("  ".repeat(5)).append(life).append('\n');
        }
        line(5, "source", evidence.department(), evidence.file(), evidence.row());
    }

    private void review(Review review) {
        line(0, "review", review.on(), review.grade(), review.score());
        review.leaving().stream()
                .limit(RECORDS_SHOWN)
                .forEach(e -> line(1, "leaving", e.label(), ExplanationWords.details(e)));
        review.moves().forEach(move -> line(1, "move", move.title(), signed(move.before()), signed(move.after())));
    }

    private void line(int indent, String key, Object... values) {
        out.append("  ".repeat(indent)).append(words.format(key, values)).append('\n');
    }
}
