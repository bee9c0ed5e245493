package io.creditlake.night;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.Branches;
import io.creditlake.lake.DurableLake;
import io.creditlake.lake.FileSystems;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TableContracts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The releases of a lake, and taking them back. */
public final class ReleaseLog {
    private final Settings settings;
    private final TableContracts contracts;

    /** The releases of the lake that the settings name. */
    public ReleaseLog(Settings settings) {
        this.settings = settings;
        this.contracts = TableContracts.load(settings.folders().schemas());
    }

    /** All releases, by run date. */
    public List<Release> all() {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            return new Releases(tables).all();
        }
    }

    /** Whether a night, or one after it, has a published release; false without a lake. */
    public boolean isPublished(LocalDate night) {
        if (!LakeTables.isLake(settings, contracts)) {
            return false;
        }
        return current().filter(r -> !r.runDate().isBefore(night)).isPresent();
    }

    /** The release that readers see. */
    public Optional<Release> current() {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            return new Releases(tables).current();
        }
    }

    /**
     * Takes releases back, the last first, each in one step that readers see whole. Tags and data stay, so that what was
     * published can still be looked at.
     *
     * @param to the release that readers shall see; empty for the one before the current, which may be none. The current
     *     one itself brings to its end what was cut off
     * @return the releases taken back, the last first
     * @throws ConfigurationException when there is nothing to take back, or nothing left to go back to
     * @throws LakeHeldException when another run holds the lake
     */
    public List<Release> rollBack(Optional<String> to) {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            Releases releases = new Releases(tables);
            Release current = releases.require(Optional.empty());
            NightLock lock = NightLock.take(settings, "rollback of " + current.name());
            try {
                Branches branches = new Branches(tables);
                boolean cutOff = !branches.astray(Optional.of(current)).isEmpty();
                boolean only = to.filter(current.name()::equals).isPresent() && cutOff;
                List<Release> taken = only ? List.of() : toTakeBack(releases, current, to);
                for (Release release : taken) {
                    releases.put(release.with(Release.Status.ROLLED_BACK));
                }
                branches.moveMain(branches.snapshotsOf(releases.current()));
                new ArchivedNights(Archive.of(settings.folders().lake(), FileSystems.of(settings)))
                        .follow(releases.all());
                DurableLake.force(settings.folders().lake());
                return taken;
            } finally {
                lock.close();
            }
        }
    }

    private static List<Release> toTakeBack(Releases releases, Release current, Optional<String> to) {
        List<Release> published = new ArrayList<>(
                releases.all().stream().filter(Release::published).toList());
        Collections.reverse(published);
        if (to.isEmpty()) {
            if (published.size() == 1
                    && releases.droppedBefore(current.runDate()).isPresent()) {
                throw ConfigurationException.of(
                        current.name(),
                        "the oldest release that the lake still has",
                        "a release with one before it",
                        "Those before it were dropped: creditlake release list shows them");
            }
            return List.of(current);
        }
        Release wanted = releases.require(to);
        if (!wanted.published() || wanted.name().equals(current.name())) {
            throw ConfigurationException.of(
                    "--to " + wanted.name(),
                    wanted.published() ? "the current release" : "a release that is not published",
                    "an earlier published release",
                    "creditlake release list shows them");
        }
        return published.subList(0, published.indexOf(wanted));
    }
}
