package io.creditlake.publish.audit;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the bounds of audits, and what one run puts in their place. */
final class BoundsReader {
    private final Map<String, String> options;
    private final Set<String> known = new HashSet<>();
    private final Problems problems;

    /**
     * A reader.
     *
     * @param options {@code <id>.<key>} to what stands in the place of the file's
     */
    BoundsReader(Map<String, String> options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /** What one run says in the place of a key; empty when it says nothing. */
    Optional<String> option(String id, String key) {
        known.add(id + "." + key);
        return Optional.ofNullable(options.get(id + "." + key));
    }

    /** Those that nothing has asked for. */
    List<String> unusedOptions() {
        return options.keySet().stream().filter(key -> !known.contains(key)).toList();
    }

    /** The most of a share, which must be there. */
    Bounds share(TypedNode node, String id) {
        BigDecimal most = required(node, id, "at_most", "0.5");
        if (most.compareTo(BigDecimal.ONE) > 0) {
            node.report("at_most", most.toPlainString(), "a share from 0 to 1");
        }
        return Bounds.atMost(most);
    }

    /** The least, the most or both. */
    Bounds range(TypedNode node, String id) {
        Bounds bounds = new Bounds(bound(node, id, "at_least"), bound(node, id, "at_most"));
        if (bounds.atLeast().isEmpty() && bounds.atMost().isEmpty()) {
            node.report("at_most", "no bound", "at_least, at_most or both, such as at_least: 0.5");
        }
        if (bounds.atLeast().isPresent() && !bounds.hold(bounds.atLeast().get())) {
            node.report("at_least", bounds.atLeast().get().toPlainString(), "no more than at_most");
        }
        return bounds;
    }

    /** A bound that must be there; 0 after reporting that it is not. */
    BigDecimal required(TypedNode node, String id, String key, String example) {
        Optional<BigDecimal> bound = bound(node, id, key);
        if (!node.has(key)) {
            node.report(key, "nothing", "a number, for example " + key + ": " + example);
        }
        return bound.orElse(BigDecimal.ZERO);
    }

    /** A bound that may be absent. */
    Optional<BigDecimal> bound(TypedNode node, String id, String key) {
        Optional<BigDecimal> written = node.optionalDecimal(key, "0.5");
        written.filter(number -> number.signum() < 0)
                .ifPresent(number -> node.report(key, number.toPlainString(), "0 or more"));
        Optional<String> said = option(id, key);
        if (said.isEmpty()) {
            return written;
        }
        try {
            return Optional.of(new BigDecimal(said.get()));
        } catch (NumberFormatException e) {
            problems.add(new Problem(
                    "--set audits." + id + "." + key, 0, "'" + said.get() + "'", "a number, such as 0.8", ""));
            return written;
        }
    }
}
