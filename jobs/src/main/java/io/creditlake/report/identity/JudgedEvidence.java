package io.creditlake.report.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.report.identity.IdentityExplanation.Judged;
import java.time.LocalDate;
import java.util.Optional;

/** The evidence of a case that a judgement and codes contradict each other: the line of the judgement. */
final class JudgedEvidence {
    private static final JsonMapper JSON = new JsonMapper();

    private JudgedEvidence() {}

    /**
     * The judgement of an evidence.
     *
     * @param evidence {@code [{"id","on","left","right","says","by","note"}]}; any other is no judgement
     * @return empty when there is none
     */
    static Optional<Judged> of(String evidence) {
        try {
            JsonNode line = JSON.readTree(evidence).path(0);
            return line.has("says") && line.has("on")
                    ? Optional.of(new Judged(
                            line.path("id").asText(),
                            line.path("left").asText(),
                            line.path("right").asText(),
                            line.path("says").asText(),
                            line.path("by").asText(),
                            line.path("note").asText(),
                            LocalDate.parse(line.path("on").asText())))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
