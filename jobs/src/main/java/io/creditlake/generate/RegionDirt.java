package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Optional;

/** Regions as longer codes, as names, by codes of the past, and by codes of nowhere. */
final class RegionDirt {
    private RegionDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("abolished_region", RegionDirt::abolished),
                new Dirt("region_of_nine_digits", (kind, field, scene) -> code(field, scene)
                        .map(code -> Stain.cured(kind, field, code + "001", code))),
                new Dirt("region_of_twelve_digits", (kind, field, scene) -> code(field, scene)
                        .map(code -> Stain.cured(kind, field, code + "001003", code))),
                new Dirt("region_by_name", (kind, field, scene) -> code(field, scene)
                        .map(code ->
                                Stain.cured(kind, field, scene.places().of(code).fullName(), code))),
                new Dirt("unknown_region", RegionDirt::unknown));
    }

    private static Optional<String> code(Field field, Scene scene) {
        return field.standard() == Standard.REGION && scene.value(field) instanceof String code
                ? Optional.of(code)
                : Optional.empty();
    }

    private static Optional<Stain> abolished(String kind, Field field, Scene scene) {
        return code(field, scene)
                .filter(code -> !scene.places().of(code).abolished().isEmpty())
                .map(code -> Stain.cured(
                        kind, field, scene.places().of(code).abolished().get(0), code));
    }

    private static Optional<Stain> unknown(String kind, Field field, Scene scene) {
        return code(field, scene).flatMap(code -> field.check()
                .map(severity -> Stain.judged(kind, field.column(), "999999", "region", severity)));
    }
}
