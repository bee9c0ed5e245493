package io.creditlake.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a contract says of deliveries as a whole.
 *
 * @param rules what must hold of their size and of the share of bad rows, in file order
 * @param schedule when one is due; empty when none is expected
 * @param marker what tells that a file has come whole, beside {@code _SUCCESS} and {@code _MANIFEST.json}
 * @param refusesNewColumns whether a file with a column that the contract does not know is refused
 */
public record DeliveryTerms(
        List<Rule> rules, Optional<DeliverySchedule> schedule, Optional<Marker> marker, boolean refusesNewColumns) {

    /** Name under which a row of a wrong shape breaks the rules, such as one with a cell too many. */
    public static final String ROW_SHAPE = "row_shape";

    /** What a rule measures. */
    public enum Measure {
        /** Rows of the delivery, that is of all files of a folder. */
        ROWS,
        /** Those rows in percent of the median of the deliveries before. */
        VOLUME,
        /** Rows of a file that break some rules. */
        INVALID
    }

    /**
     * A rule on a delivery or a file of it.
     *
     * @param name name, unique in the contract
     * @param measure what is measured
     * @param of of {@link Measure#INVALID} the rules whose breach counts, as {@link #breach} names them; empty for every
     *     row that is refused
     * @param deliveries of {@link Measure#VOLUME} how many deliveries before are compared with
     * @param allowed what the measure must be in
     * @param percent whether broken rows are measured in percent of the rows of the file
     * @param refuses whether a breach refuses; otherwise it is told only
     * @param message reason in the language of the department; empty for what was measured alone
     */
    public record Rule(
            String name,
            Measure measure,
            List<String> of,
            int deliveries,
            Range allowed,
            boolean percent,
            boolean refuses,
            String message) {}

    /** How a breach is named in {@code flags} and in rules on broken rows: {@code field:rule}, or the rule alone. */
    public static String breach(String field, String rule) {
        return field == null || field.isEmpty() ? rule : field + ":" + rule;
    }

    /** The rules that need a look at the rows. */
    public List<Rule> onRows() {
        return rules.stream().filter(r -> r.measure() == Measure.INVALID).toList();
    }
}
