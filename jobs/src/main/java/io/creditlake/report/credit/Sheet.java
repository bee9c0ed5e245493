package io.creditlake.report.credit;

import java.util.List;

/**
 * A report as it is laid out, whether on a page or in a PDF.
 *
 * @param title title
 * @param name whom it is about
 * @param seal number, code and date, as label and value
 * @param parts its parts, in order
 * @param foot sentences below all of it
 */
record Sheet(String title, String name, List<Fact> seal, List<Part> parts, List<String> foot) {

    /** A value with its label. */
    record Fact(String label, String value) {}

    /**
     * A part under a heading.
     *
     * @param heading heading
     * @param blocks what stands under it
     */
    record Part(String heading, List<Block> blocks) {}

    /** A piece of a part. */
    sealed interface Block permits Text, Facts, Rows {}

    /** A sentence. */
    record Text(String text) implements Block {}

    /**
     * Labels and values.
     *
     * @param title what they are of; empty for nothing
     * @param note a sentence under the title; empty for none
     * @param facts labels and values
     */
    record Facts(String title, String note, List<Fact> facts) implements Block {}

    /**
     * A table.
     *
     * @param title what it shows
     * @param note a sentence under the title; empty for none
     * @param head titles of the columns
     * @param rows rows, as long as the head
     */
    record Rows(String title, String note, List<String> head, List<List<String>> rows) implements Block {}
}
