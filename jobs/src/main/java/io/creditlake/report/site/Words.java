package io.creditlake.report.site;

import io.creditlake.report.Labels;
import io.creditlake.report.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and figures of the site in a language. What a contract or policy calls by a Chinese name keeps it. */
final class Words {
    private static final Pattern SLOT = Pattern.compile("\\{(\\d)}");

    private final Language language;
    private final Labels labels;
    private final Map<String, String> texts = new HashMap<>();

    Words(Language language, Labels labels) {
        this.language = language;
        this.labels = labels;
        texts.putAll(language.texts());
        texts.putAll(language.texts("site."));
    }

    Language language() {
        return language;
    }

    boolean chinese() {
        return language == Language.ZH;
    }

    /** The text of a key, with values in its slots. */
    String text(String key, Object... values) {
        return SLOT.matcher(texts.get(key))
                .replaceAll(slot -> Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(slot.group(1))])));
    }

    /** The word for a key of the lake; the key itself when there is none. */
    String word(String family, String key) {
        return texts.getOrDefault(family + "." + key, key);
    }

    /** The name of a city by its code; empty means that it is not known. */
    String city(String code) {
        return code.isEmpty() ? text("cities.unknown") : texts.getOrDefault("city." + code, cityLabel(code));
    }

    private String cityLabel(String code) {
        return labels.cities().getOrDefault(code, code);
    }

    /** The title of a published policy. */
    String policy(String id) {
        return chinese() ? labels.policies().getOrDefault(id, id) : id;
    }

    /** The title of an indicator of a policy. */
    String indicator(String policy, String id) {
        return chinese() ? labels.indicators().getOrDefault(policy + "." + id, id) : id;
    }

    /** What a source sends. */
    String source(String source) {
        return chinese() ? labels.sources().getOrDefault(source, source) : source;
    }

    /** What a department calls a field of a source; empty means the row as a whole. */
    String field(String source, String field) {
        if (field.isEmpty()) {
            return text("row");
        }
        return chinese() ? labels.fields().getOrDefault(source + "." + field, field) : field;
    }

    /** An industry section by its letter: its Chinese name, or what it is called in another language. */
    String section(String letter, String name) {
        return chinese() ? name : word("section", letter);
    }

    String recordClass(String name) {
        return chinese() ? labels.classes().getOrDefault(name, name) : name;
    }

    static String count(long number) {
        return format("#,##0", BigDecimal.valueOf(number));
    }

    /** Points, with their sign and as many places as they have. */
    static String signed(BigDecimal points) {
        String text = format("#,##0.##", points.abs());
        return points.signum() > 0 ? "+" + text : points.signum() < 0 ? "\u2212" + text : text;
    }

    /** A number with as many places as it has. */
    static String points(BigDecimal points) {
        return (points.signum() < 0 ? "\u2212" : "") + format("#,##0.####", points.abs());
    }

    /** A part of a whole in per cent with one place; a dash when there is no whole. */
    static String share(long part, long whole) {
        return whole == 0 ? "–" : percent(part, whole) + "%";
    }

    private static String percent(long part, long whole) {
        BigDecimal percent = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        return format("0.0", percent);
    }

    private static String format(String pattern, BigDecimal number) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
