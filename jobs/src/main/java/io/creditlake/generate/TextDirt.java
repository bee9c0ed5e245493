package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Free text with what forms and exports leave in it, and rows torn by it. */
final class TextDirt {
    private static final Set<Standard> TEXTS = Set.of(Standard.TEXT, Standard.ORG_NAME, Standard.PERSON_NAME);
    private static final List<String> NULL_WORDS =
            List.of("\\N", "NULL", "null", "无", "暂无", "/", "-", "—", "空", "　", "N/A");

    private TextDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("null_word", TextDirt::nullWord),
                new Dirt("html_entity", TextDirt::entity),
                new Dirt("full_width_text", TextDirt::wide),
                new Dirt("line_break_in_text", TextDirt::lineBreak),
                new Dirt("separator_in_quoted_text", TextDirt::quoted),
                new Dirt("separator_not_escaped", TextDirt::split));
    }

    private static Optional<Stain> nullWord(String kind, Field field, Scene scene) {
        boolean empty = scene.value(field) == null && field.required().isEmpty();
        return empty ? Optional.of(Stain.cured(kind, field, scene.dice().of(NULL_WORDS), null)) : Optional.empty();
    }

    private static Optional<String> text(Field field, Scene scene, int shortest) {
        return scene.value(field) instanceof String text && text.length() >= shortest
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<String> freeText(Field field, Scene scene) {
        return field.standard() == Standard.TEXT ? text(field, scene, 6) : Optional.empty();
    }

    private static Optional<Stain> entity(String kind, Field field, Scene scene) {
        return text(field, scene, 2)
                .filter(text -> TEXTS.contains(field.standard()))
                .map(text -> {
                    String written = text.contains("&")
                            ? text.replace("&", "&amp;")
                            : "&#" + (int) text.charAt(0) + ";" + text.substring(1);
                    return Stain.cured(kind, field, written, text);
                });
    }

    private static Optional<Stain> wide(String kind, Field field, Scene scene) {
        return freeText(field, scene)
                .filter(Wide::hasNarrow)
                .map(text -> Stain.cured(kind, field, Wide.of(text), text));
    }

    /** A workbook's readers differ in what they make of a line break; texts' must not. */
    private static Optional<Stain> lineBreak(String kind, Field field, Scene scene) {
        return freeText(field, scene)
                .filter(text -> scene.kind() != Kind.XLSX)
                .map(text -> Stain.cured(kind, field, halves(text, "\n"), halves(text, " ")));
    }

    private static Optional<Stain> quoted(String kind, Field field, Scene scene) {
        return freeText(field, scene)
                .filter(text ->
                        scene.kind() == Kind.CSV && scene.layout().format().separator() == ',')
                .map(text -> Stain.cured(kind, field, halves(text, ",\""), halves(text, ",\"")));
    }

    private static Optional<Stain> split(String kind, Field field, Scene scene) {
        return freeText(field, scene)
                .filter(text -> scene.kind() == Kind.CSV)
                .map(text -> Stain.split(
                        kind,
                        field,
                        halves(text, String.valueOf(scene.layout().format().separator()))));
    }

    private static String halves(String text, String between) {
        int middle = text.length() / 2;
        return text.substring(0, middle) + between + text.substring(middle);
    }
}
