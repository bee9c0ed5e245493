package io.creditlake.standardise;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.ReleaseTables;
import java.util.List;
import java.util.Optional;

/** Holds the person keys of today against a release, before a night takes anything in; no engine starts. */
public final class PersonKeyCheck {
    private PersonKeyCheck() {}

    /**
     * Ends a run whose keys could not go on with the tokens of a release.
     *
     * @param release the release that a night would build on; empty when there is none, and any keys will do
     * @return what the keys are to the release, in words that do not tell them
     * @throws ConfigurationException when a key cannot be read, or the keys are not those that the lake has had, in order
     */
    public static String refuse(Settings settings, Optional<ReleaseTables> release) {
        PersonKeys keys = PersonKeys.load(settings);
        return keys.told() + release.map(tables -> whatTheyAreTo(keys, tables)).orElse("");
    }

    private static String whatTheyAreTo(PersonKeys keys, ReleaseTables tables) {
        // Before a night adds a token it makes all of them those of its last key: one tells what the others are.
        Optional<String> made =
                tables.any(Persons.TABLE, List.of(Persons.STEP)).map(row -> (String) row.getField(Persons.STEP));
        made.ifPresent(keys::refuseUnknown);
        if (made.isEmpty()) {
            return "; no token of a person in the lake yet";
        }
        return made.get().equals(keys.step())
                ? ", which made the tokens of the lake"
                : "; the next night makes the tokens of the lake those of the last";
    }
}
