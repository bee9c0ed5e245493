package io.creditlake.publish;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Branches;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Audit;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Audits the night and publishes it: {@code main} of every table moves to the night's branch and is tagged, then the row
 * in {@code ops.release} makes it a release. When an audit fails nothing moves and the release is noted as withheld.
 * Departments get their {@link Feedback} with the release.
 */
public final class PublishStage implements Stage {
    private final SourceContracts contracts;
    private final Clock clock;

    /**
     * A stage that publishes.
     *
     * @param contracts what the departments send, for the words of their feedback
     * @param clock for the time of publication alone, which no result depends on
     */
    public PublishStage(SourceContracts contracts, Clock clock) {
        this.contracts = contracts;
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
        FeedbackFolder feedback = new FeedbackFolder(
                workspace.settings().folders().lake(),
                workspace.spark().sparkContext().hadoopConfiguration());
        Path draft = feedback.draft(release.name());
        int departments = 0;
        if (passed) {
            departments = new Feedback(workspace, new FeedbackWords(contracts), draft).write();
            branches.publish(release.name());
        }
        releases.put(release);
        if (!passed) {
            throw new WithheldException(release);
        }
        feedback.reveal(release.name());
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("audits", (long) audits.size());
        counters.put("tables", (long) release.snapshots().size());
        counters.put("departments", (long) departments);
        List<String> notes = new ArrayList<>(List.of("published " + release.name()));
        if (departments > 0) {
            notes.add("feedback to departments in " + feedback.of(release.name()));
        }
        return new StageReport(counters, notes);
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
