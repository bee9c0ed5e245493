package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Severity;
import java.util.List;
import java.util.Optional;

/** Values that are missing though they must not be, and values longer than they may be. */
final class RequiredDirt {
    private static final List<String> NOTHING = List.of("", "无", "/", "NULL");

    private RequiredDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("required_value_missing", RequiredDirt::missing),
                new Dirt("text_too_long", RequiredDirt::tooLong));
    }

    /** Whether every row of a source can be refused by leaving a value out. */
    static boolean canRefuse(SourceContract contract) {
        return contract.keptFields().stream().anyMatch(RequiredDirt::isRequired);
    }

    private static boolean isRequired(Field field) {
        return field.required().equals(Optional.of(Severity.REJECT));
    }

    private static Optional<Stain> missing(String kind, Field field, Scene scene) {
        return isRequired(field)
                ? Optional.of(Stain.refused(kind, field.column(), scene.dice().of(NOTHING), "required"))
                : Optional.empty();
    }

    private static Optional<Stain> tooLong(String kind, Field field, Scene scene) {
        return scene.value(field) instanceof String text
                        && field.limits().maxLength().isPresent()
                ? Optional.of(Stain.refused(
                        kind,
                        field.column(),
                        text.repeat(field.limits().maxLength().get() / text.length() + 1),
                        "max_length"))
                : Optional.empty();
    }
}
