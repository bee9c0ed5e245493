package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Names of organisations and people, and numbers of documents, in other people's spelling. */
final class NameDirt {
    private static final String SIMPLIFIED = "东华业贸建济岛烟会发达实泽顺恒汇广";
    private static final String TRADITIONAL = "東華業貿建濟島煙會發達實澤順恆匯廣";
    private static final Set<Standard> NAMES = Set.of(Standard.ORG_NAME, Standard.PERSON_NAME);
    private static final Set<Standard> ORGANISATIONS = Set.of(Standard.ORG_NAME);
    private static final Set<Standard> DOCUMENTS = Set.of(Standard.DOCUMENT_NUMBER);

    private NameDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                cured("spaces_in_name", NAMES, name -> name.substring(0, 1) + " " + name.substring(1)),
                cured("ascii_brackets_in_name", ORGANISATIONS, name -> name.replace('（', '(')
                        .replace('）', ')')),
                cured("full_width_letters_in_name", ORGANISATIONS, Wide::of),
                cured("full_stop_behind_name", ORGANISATIONS, name -> name + "。"),
                cured("traditional_characters", ORGANISATIONS, NameDirt::traditional),
                cured("square_brackets_in_document_number", DOCUMENTS, n -> brackets(n, '[', ']')),
                cured("round_brackets_in_document_number", DOCUMENTS, n -> brackets(n, '（', '）')),
                cured("black_brackets_in_document_number", DOCUMENTS, n -> brackets(n, '【', '】')),
                cured("spaces_in_document_number", DOCUMENTS, n -> n.replace("号", " 号")));
    }

    private static Dirt cured(String name, Set<Standard> standards, UnaryOperator<String> writing) {
        return new Dirt(name, (kind, field, scene) -> text(field, scene, standards)
                .filter(text -> !writing.apply(text).equals(text))
                .map(text -> Stain.cured(kind, field, writing.apply(text), text)));
    }

    private static Optional<String> text(Field field, Scene scene, Set<Standard> standards) {
        return standards.contains(field.standard()) && scene.value(field) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private static String traditional(String name) {
        StringBuilder out = new StringBuilder(name);
        for (int i = 0; i < out.length(); i++) {
            int known = SIMPLIFIED.indexOf(out.charAt(i));
            if (known >= 0) {
                out.setCharAt(i, TRADITIONAL.charAt(known));
            }
        }
        return out.toString();
    }

    /** The number with other brackets around its year. */
    static String brackets(String number, char opening, char closing) {
        return number.replace('〔', opening).replace('〕', closing);
    }
}
