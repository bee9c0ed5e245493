package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.lake.Release.Audit;
import io.creditlake.lake.Release.Status;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/** The releases in {@code ops.release}. A row there is what makes a release: tags and branches follow it. */
public final class Releases {
    /** Their names number the releases of a night. Times would order them otherwise once a clock has been set back. */
    private static final Comparator<Release> AS_MADE = Comparator.comparing(Release::runDate)
            .thenComparing(release -> release.name().length())
            .thenComparing(Release::name);

    private final Ledger ledger;

    /** The releases of a lake that is prepared. */
    public Releases(LakeTables tables) {
        this.ledger = new Ledger(tables, "ops.release");
    }

    /** All releases by run date, then in the order they were made. */
    public List<Release> all() {
        return ledger.rows().stream().map(Releases::parse).sorted(AS_MADE).toList();
    }

    /** The release that readers see. */
    public Optional<Release> current() {
        return all().stream().filter(Release::published).reduce((a, b) -> b);
    }

    /** The published release that a night of the given date builds on: the last one before it. */
    public Optional<Release> before(LocalDate runDate) {
        return all().stream()
                .filter(r -> r.published() && r.runDate().isBefore(runDate))
                .reduce((a, b) -> b);
    }

    /** The published release that held all that was known on a day: the last one of that night or before it. */
    public Optional<Release> knownOn(LocalDate day) {
        return before(day.plusDays(1));
    }

    /** The release that a night of the given date would build on, when the lake has no longer its data. */
    public Optional<Release> droppedBefore(LocalDate runDate) {
        return all().stream()
                .filter(r -> r.published() || r.status() == Status.DROPPED)
                .filter(r -> r.runDate().isBefore(runDate))
                .reduce((a, b) -> b)
                .filter(r -> !r.published());
    }

    /** A release by name. */
    public Optional<Release> find(String name) {
        return all().stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /**
     * A release that must be there, with its data.
     *
     * @param name its name; empty for the one that readers see
     * @throws ConfigurationException when there is none, or it was dropped
     */
    public Release require(Optional<String> name) {
        Optional<Release> release = name.isPresent() ? find(name.get()) : current();
        List<String> names = all().stream()
                .filter(r -> r.status() != Status.DROPPED)
                .map(Release::name)
                .toList();
        release.filter(r -> r.status() == Status.DROPPED).ifPresent(dropped -> {
            throw ConfigurationException.of(
                    "release " + dropped.name(),
                    "a release that was dropped: it is older than the lake keeps them",
                    "one of " + String.join(", ", names),
                    "How long they are kept stands under 'maintenance' in conf/creditlake.yaml");
        });
        return release.orElseThrow(() -> {
            return ConfigurationException.of(
                    name.map(n -> "release " + n).orElse("the lake"),
                    name.isPresent() ? "no such release" : "no published release",
                    names.isEmpty() ? "a night that has published" : "one of " + String.join(", ", names),
                    name.flatMap(n -> Spelling.nearest(n, names))
                            .map(near -> "Did you mean " + near + "?")
                            .orElse(""));
        });
    }

    /** Writes a release, in place of one of the same name. This is the moment it becomes visible. */
    public void put(Release release) {
        GenericRecord row = ledger.row();
        row.setField("release", release.name());
        row.setField("run_date", release.runDate());
        row.setField("published_at", OffsetDateTime.ofInstant(release.publishedAt(), ZoneOffset.UTC));
        row.setField("status", release.status().name().toLowerCase(Locale.ROOT));
        row.setField("snapshots", release.snapshots());
        List<Record> audits = new ArrayList<>();
        for (Audit audit : release.audits()) {
            GenericRecord element = ledger.element("audits");
            element.setField("name", audit.name());
            element.setField("passed", audit.passed());
            element.setField("found", audit.found());
            element.setField("expected", audit.expected());
            audits.add(element);
        }
        row.setField("audits", audits);
        ledger.put(row, Optional.empty(), r -> release.name().equals(r.getField("release")));
    }

    private static Release parse(Record row) {
        Map<String, Long> snapshots = new LinkedHashMap<>();
        ((Map<?, ?>) row.getField("snapshots")).forEach((table, id) -> snapshots.put(String.valueOf(table), (Long) id));
        List<Audit> audits = new ArrayList<>();
        for (Object item : (List<?>) row.getField("audits")) {
            Record audit = (Record) item;
            audits.add(new Audit(
                    (String) audit.getField("name"),
                    (Boolean) audit.getField("passed"),
                    (String) audit.getField("found"),
                    (String) audit.getField("expected")));
        }
        return new Release(
                (String) row.getField("release"),
                (LocalDate) row.getField("run_date"),
                ((OffsetDateTime) row.getField("published_at")).toInstant(),
                Status.valueOf(((String) row.getField("status")).toUpperCase(Locale.ROOT)),
                snapshots,
                audits);
    }
}
