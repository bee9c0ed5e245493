package io.creditlake.report.identity;

import io.creditlake.report.Language;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of an explanation in a language. What a department or the law names stays as it is. */
final class Words {
    private final Language language;
    private final Map<String, String> texts;

    Words(Language language) {
        this.language = language;
        this.texts = language.texts("identity.");
    }

    Language language() {
        return language;
    }

    /** The text of a key, with values in its slots. */
    String text(String key, Object... values) {
        Object[] plain = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(texts.get(key).replace("'", "''"), Locale.ROOT).format(plain);
    }

    /** The word for a key of the lake; the key itself when there is none. */
    String word(String family, String key) {
        return texts.getOrDefault(family + "." + key, key);
    }

    /** A rule of a tie, by name. */
    String rule(String rule) {
        return rule.startsWith(Match.RULE)
                ? text("rule.match", rule.substring(Match.RULE.length()))
                : word("rule", rule);
    }

    /** From the first to the last day; one day when they are the same. */
    String span(IdentityExplanation.Seen seen) {
        return seen.last() == null || seen.last().equals(seen.first())
                ? String.valueOf(seen.first())
                : text("span", seen.first(), seen.last());
    }

    /** A period, either end of which may be unknown. */
    String period(IdentityExplanation.Period period) {
        if (period.from().isEmpty()) {
            return period.until().map(day -> text("until", day)).orElse("–");
        }
        return span(new IdentityExplanation.Seen(
                period.from().get(), period.until().orElse(period.from().get())));
    }

    /** What tells that a name is a former one. */
    String whyFormer(IdentityExplanation.FormerName former) {
        return Stream.of(
                        former.endedOn().map(day -> text("former.ended", day)),
                        former.notedOn().map(day -> text("former.noted", day)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /** A judgement: what was judged, since when and by whom. */
    String judgement(IdentityExplanation.Judged j) {
        return text("judgement.line", j.id(), j.left(), j.right(), word("says", j.says()), j.on(), j.by())
                + (j.note().isEmpty() ? "" : " – " + j.note());
    }

    /** Bits with their sign and two places. */
    static String bits(double weight) {
        String digits = String.format(Locale.ROOT, "%.2f", Math.abs(weight));
        boolean zero = digits.equals("0.00");
        return (zero ? "" : weight > 0 ? "+" : "\u2212") + digits;
    }

    /** A probability in per cent, with so many places that 100 % is never said of less. */
    static String percent(double probability) {
        double percent = probability * 100;
        String text = String.format(Locale.ROOT, "%.2f", percent);
        return (text.equals("100.00") ? ">99.99" : text.equals("0.00") ? "<0.01" : text) + "%";
    }

    /** What a match comes to. */
    String total(Match match) {
        String total = bits(match.total());
        String probability = percent(match.probability());
        return match.bounds()
                .map(b -> text("match.bounds", total, probability, bits(b.link()), bits(b.review())))
                .orElseGet(() -> text("match", total, probability));
    }
}
