package io.creditlake.generate;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words the province is made of. */
final class Vocabulary {
    private final Map<String, List<String>> words;
    private final List<Trade> trades;
    private final List<Violation> violations;
    private final List<Permit> permits;

    /**
     * A trade.
     *
     * @param industry class of GB/T 4754, such as {@code F5211}
     * @param word what names of firms call it
     * @param scope scope of business
     */
    record Trade(String industry, String word, String scope) {}

    /**
     * A violation and what follows from it. Amounts are in yuan and illustrative, as is the time of publicity.
     *
     * @param authority ending of the deciding authority's name
     * @param document word that stands in the number of the decision
     */
    record Violation(
            String authority,
            String document,
            String name,
            String facts,
            String basis,
            String types,
            int minFine,
            int maxFine,
            int publicityMonths) {}

    /** A licence; {@code years} is 0 when it has no end. */
    record Permit(
            String authority,
            String document,
            String category,
            String documentName,
            String certificate,
            String content,
            int years) {}

    Vocabulary() {
        words = Resource.rows("words.csv").stream()
                .collect(Collectors.toUnmodifiableMap(
                        r -> r.getField("list"),
                        r -> List.of(r.getField("words").split(" "))));
        trades = Resource.rows("trades.csv").stream()
                .map(r -> new Trade(r.getField("industry"), r.getField("word"), r.getField("scope")))
                .toList();
        violations = Resource.rows("violations.csv").stream()
                .map(Vocabulary::violation)
                .toList();
        permits = Resource.rows("permits.csv").stream().map(Vocabulary::permit).toList();
    }

    private static Violation violation(NamedCsvRecord row) {
        return new Violation(
                row.getField("authority"),
                row.getField("document"),
                row.getField("violation"),
                row.getField("facts"),
                row.getField("basis"),
                row.getField("types"),
                Integer.parseInt(row.getField("min_fine")),
                Integer.parseInt(row.getField("max_fine")),
                Integer.parseInt(row.getField("publicity_months")));
    }

    private static Permit permit(NamedCsvRecord row) {
        return new Permit(
                row.getField("authority"),
                row.getField("document"),
                row.getField("category"),
                row.getField("document_name"),
                row.getField("certificate"),
                row.getField("content"),
                Integer.parseInt(row.getField("years")));
    }

    /** A list of single characters. */
    String characters(String list) {
        return words.get(list).get(0);
    }

    /** A list of words. */
    List<String> words(String list) {
        return words.get(list);
    }

    List<Trade> trades() {
        return trades;
    }

    List<Violation> violations() {
        return violations;
    }

    List<Permit> permits() {
        return permits;
    }
}
