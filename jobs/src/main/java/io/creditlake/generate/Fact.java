package io.creditlake.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something true, in the columns of a record class.
 *
 * @param id the same for every version of the same fact
 * @param party key of the subject or person it is about
 * @param uscc the true unified code of the party, whether the fact shows it or not; null for persons
 * @param values by column: text, {@code LocalDate} or {@code BigDecimal} in yuan, normalised; a citizen number in clear
 *     where the lake keeps a token
 * @param slips what makes it hard to tell from the fact who the party is, such as {@code typo}; see {@link Naming}
 */
record Fact(String id, String party, String uscc, Map<String, Object> values, List<String> slips) {

    /** A fact that says rightly who its party is. */
    Fact(String id, String party, String uscc, Map<String, Object> values) {
        this(id, party, uscc, values, List.of());
    }

    /** The value of a column, or null. */
    Object value(String column) {
        return values.get(column);
    }

    /** The same fact, told otherwise in one column; null takes the value away. */
    Fact with(String column, Object value) {
        Map<String, Object> changed = new HashMap<>(values);
        changed.put(column, value);
        return new Fact(id, party, uscc, changed, slips);
    }
}
