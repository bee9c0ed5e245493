package io.creditlake.grade;

import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Life;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of explanations in one language, whether they become a text or a page. */
final class ExplanationWords {
    private final ResourceBundle words;

    /** Chinese, or anything else for English. */
    ExplanationWords(Locale locale) {
        this.words = ResourceBundle.getBundle(
                "io.creditlake.grade.explanation", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** The sentence of a key with values in it, as text: a format would group the digits of numbers by the locale. */
    String format(String key, Object... values) {
        Object[] texts = Stream.of(values)
                .map(v -> v instanceof BigDecimal number ? number.toPlainString() : String.valueOf(v))
                .toArray();
        return MessageFormat.format(words.getString(key), texts).stripTrailing();
    }

    /**
     * How grave a record is, until when it counts and from when it may be repaired, as far as that is known, and which
     * article gives these times.
     */
    String life(Life life) {
        return Stream.of(
                        life.severity().map(s -> format("severity." + s)),
                        life.countsUntil()
                                .map(day -> format("counts." + life.endedBy().orElse("until"), day)),
                        life.repairableFrom().map(day -> format("repairable", day)),
                        life.basis().map(basis -> format("life.basis", basis)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(words.getString("and")));
    }

    /** The day of a record and what the policy shows of it. */
    static String details(Evidence evidence) {
        String details = evidence.details().stream()
                .map(d -> d.label() + " " + d.value())
                .collect(Collectors.joining("; "));
        return evidence.occurredOn().map(d -> d + " ").orElse("") + details;
    }

    /** Points with their sign. */
    static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : "") + points.toPlainString();
    }
}
