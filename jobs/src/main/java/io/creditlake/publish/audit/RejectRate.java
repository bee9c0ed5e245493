package io.creditlake.publish.audit;

import io.creditlake.publish.audit.AuditedNight.Intake;
import io.creditlake.publish.audit.Finding.About;
import java.util.List;

/**
 * The share of the night's rows that was refused; files refused as a whole have a check of their own.
 *
 * @param perSource whether each source is looked at by itself
 * @param sources those looked at; all when there is none
 * @param minRows rows read, below which the share says nothing
 * @param bounds where it must lie
 */
record RejectRate(boolean perSource, List<String> sources, int minRows, Bounds bounds) implements Check {
    private static final String WHAT = "rows quarantined";

    @Override
    public List<Finding> run(AuditedNight night) {
        List<Intake> asked = night.sources().stream()
                .filter(i -> sources.isEmpty() || sources.contains(i.source()))
                .toList();
        if (perSource) {
            return asked.stream()
                    .filter(i -> i.read() >= minRows)
                    .map(i -> bounds.share(About.SOURCE, i.source(), i.quarantined(), i.read(), WHAT))
                    .toList();
        }
        long read = asked.stream().mapToLong(Intake::read).sum();
        long quarantined = asked.stream().mapToLong(Intake::quarantined).sum();
        return read < minRows ? List.of() : List.of(bounds.share(About.NIGHT, "", quarantined, read, WHAT));
    }
}
