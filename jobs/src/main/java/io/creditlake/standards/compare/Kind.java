package io.creditlake.standards.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A kind of values, and how two of them are compared. All methods take values that {@link Comparables} has made
 * comparable.
 */
public enum Kind {
    /** Names of organisations. */
    ORGANISATION_NAME,
    /** Names of natural persons. */
    PERSON_NAME,
    /** Addresses in China. */
    ADDRESS,
    /** Regions by code. */
    REGION,
    /** Days. */
    DATE,
    /** Unified social credit codes, whole or masked. */
    MASKED_CODE,
    /** Words, by similarity. */
    TEXT,
    /** Codes, by edits. */
    CODE,
    /** Quantities, by difference. */
    NUMBER;

    private static final Map<Kind, Likeness> LIKENESSES = new EnumMap<>(Map.of(
            ORGANISATION_NAME,
            new OrganisationNames(),
            PERSON_NAME,
            new PersonNames(),
            ADDRESS,
            new Addresses(),
            REGION,
            new RegionCodes(),
            DATE,
            new Days(),
            MASKED_CODE,
            new MaskedCodes(),
            TEXT,
            new PlainTexts(),
            CODE,
            new PlainCodes(),
            NUMBER,
            new Numbers()));

    private final String key;

    Kind() {
        this.key = name().toLowerCase(Locale.ROOT);
    }

    private Likeness likeness() {
        return LIKENESSES.get(this);
    }

    /** The word in a model, such as {@code organisation_name}. */
    public String key() {
        return key;
    }

    /** The kind of a word. */
    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }

    /** All words. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Kind::key).toList();
    }

    /** The levels at which two values may agree, the best first. */
    public List<String> levels() {
        return likeness().levels();
    }

    /** The place in {@link #levels} of the level at which two values agree; the same whatever their order. */
    public int level(String left, String right) {
        return likeness().level(left, right);
    }

    /** The names of the parts of a value that may be keys of blocks. */
    public List<String> parts() {
        return likeness().parts();
    }

    /** Gives what a value has under one of its {@link #parts}; nothing when it has none. */
    public void part(String part, String value, Consumer<String> found) {
        likeness().part(part, value, found);
    }

    /** The names of what may be rare or common in a value: {@code trade_name}, {@code value}. */
    public List<String> terms() {
        return likeness().terms();
    }

    /** What may be rare or common in a value, or null. */
    public String term(String value) {
        return likeness().term(value);
    }

    /** The levels at which two values have the term in common. */
    public List<String> termLevels() {
        return likeness().termLevels();
    }
}
