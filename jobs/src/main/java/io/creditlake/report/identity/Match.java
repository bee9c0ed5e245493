package io.creditlake.report.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.match.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a match, in bits: what each comparison says for one subject (above 0) or for two (below). The prior is
 * what the total has besides them, as it was that night.
 *
 * @param model id of the model
 * @param prior weight before anything was compared
 * @param steps the comparisons, in the order of the model
 * @param total prior and comparisons together
 * @param bounds what follows from which total on; empty when the configuration no longer has the model
 */
public record Match(String model, double prior, List<Step> steps, double total, Optional<Bounds> bounds) {
    /** How a rule names a match: this, then the model. */
    public static final String RULE = "match:";

    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the steps. */
    public Match {
        steps = List.copyOf(steps);
    }

    /**
     * A comparison.
     *
     * @param comparison name in the model
     * @param level level at which the two agree
     * @param weight bits
     */
    public record Step(String comparison, String level, double weight) {}

    /**
     * Totals from which on something follows.
     *
     * @param review bits from which on a person looks at the two
     * @param link bits from which on they are taken for one
     */
    public record Bounds(double review, double link) {}

    /** The probability that both are one. */
    public double probability() {
        return 1 / (1 + Math.pow(2, -total));
    }

    /**
     * The match of a rule, or of a case.
     *
     * @param rule {@code match:} and the model; the model alone for a case; any other rule is no match
     * @param evidence {@code [{"comparison","level","weight"}]}
     * @param total weight; null when nothing was compared
     * @param models the models as configured now
     * @return empty when there is no match, or its evidence cannot be read
     */
    static Optional<Match> of(String rule, String evidence, Double total, List<Model> models) {
        if (!rule.startsWith(RULE) || evidence.isEmpty() || total == null) {
            return Optional.empty();
        }
        String id = rule.substring(RULE.length());
        return steps(evidence).map(steps -> {
            double compared = steps.stream().mapToDouble(Step::weight).sum();
            Optional<Bounds> bounds = models.stream()
                    .filter(m -> m.identity().equals(id))
                    .map(m -> new Bounds(m.reviewWeight(), m.linkWeight()))
                    .findFirst();
            return new Match(id, total - compared, steps, total, bounds);
        });
    }

    private static Optional<List<Step>> steps(String evidence) {
        try {
            JsonNode json = JSON.readTree(evidence);
            List<Step> steps = new ArrayList<>();
            json.forEach(item -> steps.add(new Step(
                    item.path("comparison").asText(),
                    item.path("level").asText(),
                    item.path("weight").asDouble())));
            return json.isArray() && !steps.isEmpty() ? Optional.of(steps) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
