package io.creditlake.grade;

import static io.creditlake.grade.ExplanationWords.signed;
import static io.creditlake.html.Html.escaped;

import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Review;
import io.creditlake.grade.Explanation.Subject;
import io.creditlake.html.Html;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An explanation as one HTML page that loads nothing and runs no script, in the style of the report, for the screen and
 * for paper. Every text from outside is escaped.
 */
public final class ExplanationPage {
    private final ExplanationWords words;

    private ExplanationPage(Locale locale) {
        this.words = new ExplanationWords(locale);
    }

    /**
     * The page. Equal arguments make equal pages.
     *
     * @param release name of the release it was read from; empty for a lake without any
     * @param locale Chinese, or anything else for English
     */
    public static String of(Explanation explanation, String release, Locale locale) {
        ExplanationPage page = new ExplanationPage(locale);
        Subject subject = explanation.subject();
        String kind = page.words.format("kind." + subject.kind());
        String name = subject.name().isEmpty() ? kind : subject.name();
        return Html.filled(
                Html.resource("/report/subject.html"),
                Map.of(
                        "lang", locale.equals(Locale.CHINESE) ? "zh-CN" : "en",
                        "title", escaped(page.words.format("page.title") + " · " + name),
                        "style", Html.resource("/report/page.css"),
                        "own", "section + section { margin-top: 28px; } td { white-space: normal; }",
                        "skip", escaped(page.words.format("page.skip")),
                        "head", page.head(subject, name, kind),
                        "main", explanation.grades().isEmpty() ? page.paragraph("ungraded") : page.grades(explanation),
                        "foot", page.paragraph("page.foot", release)));
    }

    private String head(Subject subject, String name, String kind) {
        return "<p class=\"over\">" + escaped(words.format("page.title")) + "</p><div class=\"headline\"><h1>"
                + escaped(name) + "</h1></div><p class=\"note\">"
                + escaped(words.format("subject", name, code(subject), kind)) + "</p>"
                + (subject.verified() ? "" : paragraph("unverified"));
    }

    private static String code(Subject subject) {
        return subject.uscc().isEmpty() ? "#" + subject.id() : subject.uscc();
    }

    private String grades(Explanation explanation) {
        return explanation.grades().stream().map(this::grade).collect(Collectors.joining("\n"));
    }

    private String grade(Grade grade) {
        String heading = words.format("policy", grade.title(), grade.version(), grade.asOf());
        String before = grade.previousGrade().isPresent() ? "grade.before" : "grade";
        String score = grade.base()
                .map(base -> words.format(
                        "score", grade.score(), base, signed(grade.score().subtract(base))))
                .orElseGet(() -> words.format("score.unknown", grade.score()));
        String rows = grade.contributions().stream().map(c -> row(grade, c)).collect(Collectors.joining("\n"));
        return "<section><h2>" + escaped(heading) + "</h2><div class=\"card\"><h3>"
                + escaped(words.format(
                        before,
                        grade.grade(),
                        grade.category(),
                        grade.previousGrade().orElse("")))
                + "</h3><p>" + escaped(score) + "</p><table><tbody>" + rows + "</tbody></table>"
                + grade.review()
                        .map(this::review)
                        .orElseGet(() -> paragraph(grade.base().isPresent() ? "review.none" : "version.gone"))
                + "</div></section>";
    }

    private String row(Grade grade, Contribution c) {
        boolean direct = c.kind().equals("direct");
        boolean decided = grade.directRule().filter(c.id()::equals).isPresent();
        String measured = direct ? "" : words.format("measure", c.measure().stripTrailingZeros());
        String records = c.evidence().stream().map(this::record).collect(Collectors.joining());
        String remedy =
                c.remedy().isEmpty() || c.kind().equals("bonus") ? "" : note(words.format("remedy", c.remedy()));
        return "<tr><td class=\"num\">" + (decided ? escaped(grade.grade()) : direct ? "" : escaped(signed(c.points())))
                + "</td><td>" + escaped(decided ? words.format("direct", c.title()) : c.title())
                + note(measured) + note(words.format("basis", c.basis())) + remedy + records + "</td></tr>";
    }

    private String record(Evidence e) {
        return "<p>" + escaped(words.format("record", e.label(), ExplanationWords.details(e)))
                + note(words.life(e.life())) + note(words.format("source", e.department(), e.file(), e.row())) + "</p>";
    }

    private String review(Review review) {
        String moves = review.moves().stream()
                .map(m -> words.format("move", m.title(), signed(m.before()), signed(m.after())))
                .map(ExplanationPage::note)
                .collect(Collectors.joining());
        String leaving = review.leaving().stream()
                .map(e -> words.format("leaving", e.label(), ExplanationWords.details(e)))
                .map(ExplanationPage::note)
                .collect(Collectors.joining());
        return paragraph("review", review.on(), review.grade(), review.score()) + moves + leaving;
    }

    private String paragraph(String key, Object... values) {
        return "<p>" + escaped(words.format(key, values)) + "</p>";
    }

    private static String note(String text) {
        return text.isEmpty() ? "" : "<span class=\"sub\">" + escaped(text) + "</span>";
    }
}
