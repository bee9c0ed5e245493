package io.creditlake.publish;

import io.creditlake.lake.Branches;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Audit;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Audits the night and publishes it: {@code main} of every table moves to the night's branch and is tagged, then the row
 * in {@code ops.release} makes it a release. When an audit fails nothing moves and the release is noted as withheld.
 */
public final class PublishStage implements Stage {
    private final Clock clock;

    /**
     * A stage that publishes.
     *
     * @param clock for the time of publication alone, which no result depends on
     */
    public PublishStage(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public StageReport run(Workspace workspace) {
        Releases releases = new Releases(workspace.tables());
        Branches branches = new Branches(workspace.tables());
        List<Audit> audits = new Audits(workspace).run();
        boolean passed = audits.stream().allMatch(Audit::passed);
        Release release = new Release(
                name(releases, workspace),
                workspace.runDate(),
                clock.instant(),
                passed ? Status.PUBLISHED : Status.WITHHELD,
                branches.heads(),
                audits);
        if (passed) {
            branches.publish(release.name());
        }
        releases.put(release);
        if (!passed) {
            throw new WithheldException(release);
        }
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("audits", (long) audits.size());
        counters.put("tables", (long) release.snapshots().size());
        return new StageReport(counters, List.of("published " + release.name()));
    }

    /** A release never changes once published: what comes of the same night later has a number after its name. */
    private static String name(Releases releases, Workspace workspace) {
        String name = "release-" + workspace.runDate();
        for (int number = 1; ; number++) {
            String candidate = number == 1 ? name : name + "." + number;
            Optional<Release> taken = releases.find(candidate);
            if (taken.isEmpty() || taken.get().status() == Status.WITHHELD) {
                return candidate;
            }
        }
    }
}
