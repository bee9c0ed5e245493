package io.creditlake.standardise;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.EnvironmentKey;
import io.creditlake.config.Secret;
import io.creditlake.config.Settings;
import io.creditlake.standards.CitizenNumber;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets with which citizen numbers become tokens: the first makes one of the number, each further one a token of
 * the token. So a key that comes after the others turns tokens into those of the longer chain without any number, and
 * who has the earlier keys alone can make none. They are never written, logged or shown in a plan.
 */
final class PersonKeys implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SETTING = "person_key.keys";
    private static final EnvironmentKey KEY =
            new EnvironmentKey("CREDITLAKE_PERSON_KEY", "the tokens of natural persons");
    /** Published, so that it protects nobody: for synthetic persons. */
    private static final String DEMONSTRATION = "creditlake demonstration key: synthetic persons only";

    private static final String FINGERPRINT = "creditlake: which person key is this? ";
    private static final int FINGERPRINT_CHARACTERS = 12;

    private final byte[][] keys;
    private final List<String> steps;
    private final boolean published;

    private PersonKeys(List<byte[]> keys, boolean published) {
        this.keys = keys.toArray(byte[][]::new);
        this.steps = List.copyOf(steps(keys));
        this.published = published;
    }

    /**
     * Keys in order.
     *
     * @param keys at least one, each of 16 bytes or more
     */
    static PersonKeys of(byte[]... keys) {
        return new PersonKeys(Arrays.asList(keys), false);
    }

    /**
     * The keys that the settings name, else the one of the environment.
     *
     * @throws ConfigurationException when there is none and the profile requires one, or one is not there, is too short or
     *     is named twice
     */
    static PersonKeys load(Settings settings) {
        if (settings.personKeys().isEmpty()) {
            Optional<String> key = KEY.read(settings.personKeyRequired());
            return new PersonKeys(List.of(bytes(key.orElse(DEMONSTRATION))), key.isEmpty());
        }
        List<byte[]> keys = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Secret place : settings.personKeys()) {
            String key = place.read()
                    .orElseThrow(() -> ConfigurationException.of(
                            SETTING,
                            "no key in " + shown(place),
                            "every key that the lake has had, in order",
                            "Earlier keys are still needed: they are part of every token"));
            new EnvironmentKey(shown(place), KEY.what()).checked(key);
            if (!known.add(key)) {
                throw ConfigurationException.of(
                        SETTING, "a key that is named twice, again in " + shown(place), "keys that differ", "");
            }
            keys.add(bytes(key));
        }
        return new PersonKeys(keys, false);
    }

    private static String shown(Secret place) {
        return (place.kind() == Secret.Kind.ENV ? "the variable " : "the file ") + place.name();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** For each key its place in the chain and a fingerprint of it and all before it, which does not tell them. */
    private static List<String> steps(List<byte[]> keys) {
        List<String> steps = new ArrayList<>();
        String before = "";
        for (byte[] key : keys) {
            before = CitizenNumber.tokenOfToken(FINGERPRINT + before, key).substring(0, FINGERPRINT_CHARACTERS);
            steps.add(steps.size() + 1 + ":" + before);
        }
        return steps;
    }

    /** What a number's token is called to be made with: {@code <place of the last key>:<fingerprint of the chain>}. */
    String step() {
        return steps.get(steps.size() - 1);
    }

    /** The step of tokens that the first key alone has made. */
    String firstStep() {
        return steps.get(0);
    }

    /** The token of a number; null when the text says nothing or is masked. */
    String token(String number) {
        String first = CitizenNumber.token(number, keys[0]);
        return first == null ? null : tokenSince(first, 1);
    }

    /**
     * A token of an earlier step as one of the last.
     *
     * @param made how many keys have made it
     */
    String tokenSince(String token, int made) {
        String result = token;
        for (int i = made; i < keys.length; i++) {
            result = CitizenNumber.tokenOfToken(result, keys[i]);
        }
        return result;
    }

    /** How many keys have made the tokens of a step; empty when it is none of this chain. */
    Optional<Integer> made(String step) {
        int index = steps.indexOf(step);
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    /**
     * Goes on when the keys, or the first of them, made the tokens of a step.
     *
     * @throws ConfigurationException when they did not
     */
    void refuseUnknown(String step) {
        if (made(step).isPresent()) {
            return;
        }
        int place = Integer.parseInt(step.substring(0, step.indexOf(':')));
        throw ConfigurationException.of(
                SETTING,
                otherThan(place),
                place == 1
                        ? "the key with which the tokens of the lake were made (" + step + "), then new ones"
                        : "the " + place + " keys with which the tokens of the lake were made (" + step
                                + "), in order, then new ones",
                "With other keys every person would become another subject. When a key is lost, creditlake rebuild makes"
                        + " the lake anew from its archive under new ones");
    }

    private String otherThan(int place) {
        if (published) {
            return "no key, so that the published one would be taken, which is not that of the lake";
        }
        return keys.length < place
                ? "only the first of the keys that the lake has had: " + keys.length + " of " + place
                : "other keys than those that the lake has had, or in another order";
    }

    /** How many keys there are, and whether they protect anybody. */
    String told() {
        if (published) {
            return "the published key, which is for synthetic persons alone";
        }
        return keys.length == 1 ? "one key" : keys.length + " keys";
    }
}
