package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import io.creditlake.lake.TableContract.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a thing that sources of a record class send.
 *
 * @param column column of the class; the name of a field that no contract keeps otherwise
 * @param lake the column in the lake; empty for a field that is known but not kept
 * @param label its name in Chinese
 * @param headers every header it is known by, reduced, with how a contract reads it under that header, if one does
 * @param bareHeaders the headers, bare
 * @param typical how a contract of this class reads it, or of another class when none of this one does
 */
record KnownField(
        String column,
        Optional<Column> lake,
        String label,
        Map<String, Optional<Known>> headers,
        List<String> bareHeaders,
        Optional<Known> typical) {

    /** A field whose headers are {@linkplain HeaderText#bare bared} once. */
    static KnownField of(
            String column,
            Optional<Column> lake,
            String label,
            Map<String, Optional<Known>> headers,
            Optional<Known> typical) {
        List<String> bare =
                headers.keySet().stream().map(HeaderText::bare).distinct().toList();
        return new KnownField(column, lake, label, headers, bare, typical);
    }

    /**
     * A field of a contract.
     *
     * @param source the source
     * @param field its field
     */
    record Known(String source, Field field) {}

    /** How it is read under a header: as the contract that knows this header says, or as is typical. */
    Optional<Known> under(String header) {
        Optional<Known> exact = headers.getOrDefault(HeaderText.reduced(header), Optional.empty());
        return exact.isPresent() ? exact : typical;
    }

    /** The standard to expect: as contracts say, or as the type of the column allows. */
    Standard expected(String header) {
        Optional<Known> known = under(header);
        if (known.isPresent()) {
            return known.get().field().standard();
        }
        String type = lake.map(Column::type).orElse("string");
        return type.equals("date") ? Standard.DATE : type.startsWith("decimal") ? Standard.AMOUNT : Standard.TEXT;
    }

    /**
     * How well a header names this field, from 0 to 1.
     *
     * @param reduced the header, reduced
     * @param bare the header, bare
     */
    double likeness(String reduced, String bare) {
        if (headers.containsKey(reduced)) {
            return 1;
        }
        return bareHeaders.stream()
                .mapToDouble(known -> HeaderText.likenessOfBare(bare, known))
                .max()
                .orElse(0);
    }
}
