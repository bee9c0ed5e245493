package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values out of a set of codes, with spaces about them or not in the set. */
final class CodeSetDirt {
    private CodeSetDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("spaces_about_code", CodeSetDirt::spaced), new Dirt("unknown_code", CodeSetDirt::unknown));
    }

    private static Optional<Stain> spaced(String kind, Field field, Scene scene) {
        return field.standard() != Standard.CODE
                ? Optional.empty()
                : field.codes().entrySet().stream()
                        .filter(code -> code.getValue().equals(scene.value(field)))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .map(code -> Stain.cured(kind, field, " " + code + "　", scene.value(field)));
    }

    private static Optional<Stain> unknown(String kind, Field field, Scene scene) {
        return field.standard() != Standard.CODE || scene.value(field) == null
                ? Optional.empty()
                : field.check().map(severity -> Stain.judged(kind, field.column(), "待核实", "code_set", severity));
    }
}
