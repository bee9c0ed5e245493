package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Codes of organisations, written badly or wrongly. */
final class CodeDirt {
    private static final Set<Standard> CODES =
            Set.of(Standard.USCC, Standard.ORG_CODE, Standard.REG_NO, Standard.TAX_NO, Standard.CITIZEN_NUMBER);

    private CodeDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                cured("lower_case_code", code -> code.toLowerCase(Locale.ROOT)),
                cured("full_width_code", Wide::of),
                cured(
                        "spaced_code",
                        code -> code.substring(0, 4) + " " + code.substring(4, 8) + " " + code.substring(8)),
                cured("hyphenated_code", code -> code.substring(0, 8) + "-" + code.substring(8)),
                cured("code_behind_apostrophe", code -> "'" + code),
                cured("letter_o_for_zero", code -> code.replaceFirst("0", "O")),
                cured("letter_i_for_one", code -> code.replaceFirst("1", "I")),
                new Dirt("masked_code", CodeDirt::masked),
                new Dirt("wrong_check_digit", CodeDirt::wrongCheck),
                new Dirt("code_in_scientific_notation", CodeDirt::scientific));
    }

    private static Dirt cured(String name, UnaryOperator<String> writing) {
        return new Dirt(name, (kind, field, scene) -> code(field, scene)
                .filter(code -> !writing.apply(code).equals(code))
                .map(code -> Stain.cured(kind, field, writing.apply(code), code)));
    }

    private static Optional<String> code(Field field, Scene scene) {
        return CODES.contains(field.standard())
                ? Optional.ofNullable((String) scene.value(field)).filter(code -> !Naming.isMasked(code))
                : Optional.empty();
    }

    /** Only where another code still tells who it is. */
    private static Optional<Stain> masked(String kind, Field field, Scene scene) {
        boolean other = scene.contract().keptFields().stream()
                .anyMatch(
                        f -> !f.equals(field) && CODES.contains(f.standard()) && isParty(f) && scene.value(f) != null);
        return code(field, scene)
                .filter(code -> other && field.standard() == Standard.USCC && isParty(field))
                .map(code -> {
                    String shown = Naming.masked(code, 8);
                    return Stain.flagged(kind, field.column(), shown, "masked");
                });
    }

    /** Whether a code is the party's own and not an authority's. */
    private static boolean isParty(Field field) {
        return field.column().equals(field.standard().key()) || field.standard() == Standard.CITIZEN_NUMBER;
    }

    private static Optional<Stain> wrongCheck(String kind, Field field, Scene scene) {
        return code(field, scene).flatMap(code -> field.check().map(severity -> {
            char last = code.charAt(code.length() - 1);
            char other = last == '9' ? '0' : last < '9' ? (char) (last + 1) : '7';
            String wrong = code.substring(0, code.length() - 1) + other;
            return Stain.judged(kind, field.column(), wrong, "check_digit", severity);
        }));
    }

    private static Optional<Stain> scientific(String kind, Field field, Scene scene) {
        return code(field, scene)
                .filter(code -> field.standard() == Standard.USCC)
                .flatMap(code -> field.check().map(severity -> {
                    String rounded = code.charAt(0) + "." + code.substring(1, 3) + "E+17";
                    return Stain.judged(kind, field.column(), rounded, "rounded", severity);
                }));
    }
}
