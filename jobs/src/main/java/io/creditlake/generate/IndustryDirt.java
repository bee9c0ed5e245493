package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Optional;

/** Industries by their digits alone, and by codes of none. */
final class IndustryDirt {
    private IndustryDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("industry_without_letter", (kind, field, scene) -> code(field, scene)
                        .map(code -> Stain.cured(kind, field, code.substring(1), code))),
                new Dirt("unknown_industry", (kind, field, scene) -> code(field, scene)
                        .flatMap(code -> field.check())
                        .map(severity -> Stain.judged(kind, field.column(), "9999", "industry", severity))));
    }

    private static Optional<String> code(Field field, Scene scene) {
        return field.standard() == Standard.INDUSTRY && scene.value(field) instanceof String code
                ? Optional.of(code)
                : Optional.empty();
    }
}
