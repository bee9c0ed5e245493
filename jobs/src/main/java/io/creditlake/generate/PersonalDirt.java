package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Optional;

/** Citizen numbers in their older form. */
final class PersonalDirt {
    private PersonalDirt() {}

    static List<Dirt> kinds() {
        return List.of(new Dirt("citizen_number_of_15_digits", PersonalDirt::old));
    }

    private static Optional<Stain> old(String kind, Field field, Scene scene) {
        return field.standard() == Standard.CITIZEN_NUMBER
                        && scene.value(field) instanceof String number
                        && number.startsWith("19", 6)
                ? Optional.of(Stain.cured(kind, field, number.substring(0, 6) + number.substring(8, 17), number))
                : Optional.empty();
    }
}
