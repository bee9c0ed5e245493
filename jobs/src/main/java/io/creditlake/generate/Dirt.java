package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import java.util.List;
import java.util.Optional;

/**
 * A kind of dirt.
 *
 * @param kind its name in the truth
 * @param spoiler how it falls on a field
 */
record Dirt(String kind, Spoiler spoiler) {

    /** Lets dirt of the kind fall on a field. */
    interface Spoiler {
        /** The stain; empty where this kind does not occur, as with a wrong check digit in a date. */
        Optional<Stain> spoil(String kind, Field field, Scene scene);
    }

    /** Every kind, those that fit few rows first, so that a small province has them too. */
    static List<Dirt> all() {
        return List.of(
                        RegionDirt.kinds(),
                        IndustryDirt.kinds(),
                        PersonalDirt.kinds(),
                        DateDirt.kinds(),
                        CodeSetDirt.kinds(),
                        DateRangeDirt.kinds(),
                        AmountDirt.kinds(),
                        CodeDirt.kinds(),
                        NameDirt.kinds(),
                        TextDirt.kinds(),
                        RequiredDirt.kinds())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The stain with the outcome on one of the fields that become columns; empty when the kind fits none of them. */
    Optional<Stain> spoil(Scene scene, Outcome outcome) {
        List<Field> fields = scene.contract().keptFields();
        int start = scene.dice().below(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Optional<Stain> stain = spoiler.spoil(kind, fields.get((start + i) % fields.size()), scene);
            if (stain.isPresent() && stain.get().outcome() == outcome) {
                return stain;
            }
        }
        return Optional.empty();
    }
}
