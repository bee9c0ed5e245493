package io.creditlake.match;

import io.creditlake.standards.compare.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How it is told whether two subjects are one, as a file of {@code conf/identity} says.
 *
 * @param identity id of the model, the name of its file
 * @param title name in Chinese
 * @param subjects kinds of subject it compares; a subject of no known kind counts as an organisation
 * @param columns what is known of a subject: for each column, in the order of the file, the columns of records its values
 *     come from
 * @param blocking which subjects are compared: those that share a block of any rule
 * @param largestBlock subjects in a block at most; a larger one is not compared
 * @param largestCluster subjects that are taken for one at most; where more hang together, the weakest ties are cut
 * @param comparisons what they are compared by
 * @param prior probability that two random subjects are one, above 0 and below 1
 * @param thresholds from where on something follows
 * @param estimated where m and u come from; empty when nobody has said
 * @param file file it was read from
 */
public record Model(
        String identity,
        String title,
        List<String> subjects,
        Map<String, List<String>> columns,
        List<BlockingRule> blocking,
        int largestBlock,
        int largestCluster,
        List<Comparison> comparisons,
        double prior,
        Thresholds thresholds,
        Optional<Estimated> estimated,
        Path file) {

    /** {@link #largestCluster} where nothing is said. */
    public static final int LARGEST_CLUSTER = 200;

    private static final double LOG_2 = Math.log(2);

    /**
     * From where on something follows.
     *
     * @param link probability from which on two subjects are taken for one
     * @param review probability from which on somebody should look at them
     * @param margin bits by which the best of several candidates that exclude each other must be ahead of the next
     */
    public record Thresholds(double link, double review, double margin) {}

    /**
     * Where m and u come from.
     *
     * @param on what they were estimated on
     * @param rows subjects that was
     */
    public record Estimated(String on, long rows) {}

    /** The columns of records that profiles are made of, each once. */
    public List<String> recordColumns() {
        return columns.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** The names of the model's columns. */
    public List<String> columnNames() {
        return List.copyOf(columns.keySet());
    }

    /**
     * What stored blocks and terms hang on: the id, and a fingerprint of what they are made of. Under a model that blocks
     * otherwise they mean nothing.
     */
    public String blocksId() {
        CRC32 fingerprint = new CRC32();
        List<String> terms = termComparisons().stream()
                .map(c -> c.name() + ":" + c.column() + ":" + c.term().orElseThrow())
                .toList();
        List<Kind> kinds = columnNames().stream().map(this::kind).toList();
        fingerprint.update(List.of(columns.toString(), kinds.toString(), blocking.toString(), terms.toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        return identity + "@" + HexFormat.of().toHexDigits((int) fingerprint.getValue());
    }

    /** How the values of a column are compared. */
    public Kind kind(String column) {
        return comparisons.stream()
                .filter(c -> c.column().equals(column))
                .map(Comparison::kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(column));
    }

    /** The comparisons whose weight depends on how frequent a term is; their order is that of {@code frequency} in pairs. */
    public List<Comparison> termComparisons() {
        return comparisons.stream().filter(c -> c.term().isPresent()).toList();
    }

    /** The weight in bits before anything is compared: {@code log2(prior / (1 - prior))}. */
    public double priorWeight() {
        return weight(prior);
    }

    /** The weight in bits of a probability. */
    public static double weight(double probability) {
        return Math.log(probability / (1 - probability)) / LOG_2;
    }

    /** The weight in bits from which on two subjects are taken for one. */
    public double linkWeight() {
        return weight(thresholds.link());
    }

    /** The weight in bits from which on somebody should look at them. */
    public double reviewWeight() {
        return weight(thresholds.review());
    }
}
