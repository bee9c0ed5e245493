package io.creditlake.upkeep;

import io.creditlake.config.Settings.Maintenance;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which releases are kept: the last ones, and those of the nights since a day. The release that readers see and the one
 * that its night has built on are always among them, so that the night can be made anew or taken back. But none is kept
 * that comes before that of a night which erased what no release may hold any more.
 *
 * @param since the day; empty when age keeps none
 * @param least how many of the published releases are kept however old they are
 * @param erased the last night that erased what no release may hold any more; empty when there is none
 */
public record Retention(Optional<LocalDate> since, int least, Optional<LocalDate> erased) {
    /** What the settings say, on a date. */
    public static Retention of(Maintenance settings, LocalDate date) {
        return new Retention(
                Optional.of(date.minusDays(settings.keepDays())), settings.keepReleases(), Optional.empty());
    }

    /** The last releases alone. */
    public static Retention last(int releases) {
        return new Retention(Optional.empty(), releases, Optional.empty());
    }

    /** The same without what holds rows that the night of a day, or one before it, has erased. */
    public Retention without(Optional<LocalDate> erasedUntil) {
        return new Retention(since, least, erasedUntil);
    }

    /**
     * The releases to drop, of any status: all that come before the oldest published one that is kept.
     *
     * @param all every release, in the order of {@link io.creditlake.lake.Releases#all()}
     */
    public List<Release> toDrop(List<Release> all) {
        List<Release> published = all.stream().filter(Release::published).toList();
        if (published.isEmpty()) {
            return List.of();
        }
        int first = Math.max(0, Math.min(published.size() - least, baseOf(published)));
        while (first > 0 && isYoung(published.get(first - 1))) {
            first--;
        }
        first = Math.max(first, firstWithout(published));
        return all.subList(0, all.indexOf(published.get(first))).stream()
                .filter(r -> r.status() != Status.DROPPED)
                .toList();
    }

    /** The place of the first release that holds nothing of what was erased. */
    private int firstWithout(List<Release> published) {
        int place = 0;
        for (int i = 1; i < published.size() && erased.isPresent(); i++) {
            if (!published.get(i).runDate().isAfter(erased.get())) {
                place = i;
            }
        }
        return place;
    }

    private boolean isYoung(Release release) {
        return since.filter(day -> !release.runDate().isBefore(day)).isPresent();
    }

    /** The place of the release that the last one builds on: the last of an earlier night. */
    private static int baseOf(List<Release> published) {
        int place = published.size() - 1;
        LocalDate night = published.get(place).runDate();
        while (place > 0 && !published.get(place).runDate().isBefore(night)) {
            place--;
        }
        return place;
    }
}
