package io.creditlake.publish;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Branches;
import io.creditlake.lake.DurableLake;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.AuditResults;
import io.creditlake.publish.audit.Audits;
import io.creditlake.publish.view.Publications;
import io.creditlake.retention.MarkedRows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Audits the night and publishes it: {@code main} of every table moves to the night's branch and is tagged, then the row
 * in {@code ops.release} makes it a release. When an audit withholds it nothing moves and the release is noted as such.
 * What the night has erased goes from its files before. Departments get their {@link Feedback} and readers outside of the lake its {@link Publishing publications} with the
 * release.
 */
public final class PublishStage implements Stage {
    private final SourceContracts contracts;
    private final Audits audits;
    private final Publications publications;
    private final Clock clock;
    private final Runnable stillOurs;
    private final Optional<String> wanted;

    /**
     * A stage that publishes.
     *
     * @param contracts what the departments send, for the words of their feedback
     * @param audits what must hold of the night before
     * @param publications what is written for readers outside of the lake
     * @param clock for the time of publication alone, which no result depends on
     * @param stillOurs fails when another run has taken the lake meanwhile
     */
    public PublishStage(
            SourceContracts contracts, Audits audits, Publications publications, Clock clock, Runnable stillOurs) {
        this(contracts, audits, publications, clock, stillOurs, Optional.empty());
    }

    private PublishStage(
            SourceContracts contracts,
            Audits audits,
            Publications publications,
            Clock clock,
            Runnable stillOurs,
            Optional<String> wanted) {
        this.contracts = contracts;
        this.audits = audits;
        this.publications = publications;
        this.clock = clock;
        this.stillOurs = stillOurs;
        this.wanted = wanted;
    }

    /** A stage that publishes a release that was lost, under its name and as of its time. */
    public static PublishStage again(
            SourceContracts contracts,
            Audits audits,
            Publications publications,
            String name,
            Instant publishedAt,
            Runnable stillOurs) {
        Clock then = Clock.fixed(publishedAt, ZoneOffset.UTC);
        return new PublishStage(contracts, audits, publications, then, stillOurs, Optional.of(name));
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public StageReport run(Workspace workspace) {
        Releases releases = new Releases(workspace.tables());
        Branches branches = new Branches(workspace.tables());
        MarkedRows.remove(workspace);
        AuditResults audited = audits.run(workspace);
        boolean passed = audited.passed();
        String name = wanted.orElseGet(() -> name(releases, workspace));
        String lake = workspace.settings().folders().lake();
        Configuration hadoop = workspace.spark().sparkContext().hadoopConfiguration();
        ReleaseFolder feedback = ReleaseFolder.feedback(lake, hadoop);
        ReleaseFolder published = ReleaseFolder.publications(lake, hadoop);
        int departments = 0;
        int files = 0;
        Optional<String> unforced = Optional.empty();
        if (passed) {
            departments = new Feedback(workspace, new FeedbackWords(contracts), feedback.draft(name)).write();
            files = new Publishing(workspace, publications).write(name, published.draft(name));
            // Before any of it can be seen; once the release has its row, the night does so again.
            unforced = DurableLake.force(lake);
            stillOurs.run();
            branches.publish(name);
        }
        Release release = new Release(
                name,
                workspace.runDate(),
                clock.instant(),
                passed ? Status.PUBLISHED : Status.WITHHELD,
                branches.heads(),
                audited.ofRelease());
        stillOurs.run();
        audited.write(workspace.tables(), name, workspace.runDate());
        releases.put(release);
        if (!passed) {
            throw new WithheldException(release);
        }
        ReleaseFolder.revealAll(lake, name, hadoop);
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("audits", (long) audits.count());
        counters.put("tables", (long) release.snapshots().size());
        counters.put("departments", (long) departments);
        counters.put("files", (long) files);
        List<String> notes = new ArrayList<>(List.of("published " + name));
        unforced.ifPresent(notes::add);
        notes.addAll(audited.warnings());
        if (departments > 0) {
            notes.add("feedback to departments in " + feedback.of(name));
        }
        if (files > 0) {
            notes.add("publications in " + published.of(name));
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
