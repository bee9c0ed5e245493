package io.creditlake.publish.audit;

import io.creditlake.publish.audit.AuditedNight.Intake;
import java.util.List;

/**
 * The share of the night's files that was refused as a whole.
 *
 * @param bounds where it must lie
 */
record RefusedFiles(Bounds bounds) implements Check {
    @Override
    public List<Finding> run(AuditedNight night) {
        long files = night.sources().stream().mapToLong(Intake::files).sum();
        long refused = night.sources().stream().mapToLong(Intake::refusedFiles).sum();
        return List.of(bounds.share(Finding.About.NIGHT, "", refused, files, "files refused"));
    }
}
