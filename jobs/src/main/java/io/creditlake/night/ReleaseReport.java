package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.report.Labels;
import io.creditlake.report.Language;
import io.creditlake.report.ReportWriter;
import io.creditlake.report.ReportWriter.Written;
import io.creditlake.standards.Regions;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the report page of a release, with the names that contracts, policies and reference data give. */
public final class ReleaseReport {
    private final Settings settings;
    private final TableContracts contracts;

    /** The reports of a lake. */
    public ReleaseReport(Settings settings) {
        this.settings = settings;
        this.contracts = TableContracts.load(settings.folders().schemas());
    }

    /**
     * A release.
     *
     * @param name its name; empty for the one that readers see
     * @throws ConfigurationException when there is none
     */
    public Release find(Optional<String> name) {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            return new Releases(tables).require(name);
        }
    }

    /**
     * The last release of a night, published or not.
     *
     * @throws ConfigurationException when there is none
     */
    public Release of(LocalDate night) {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            return new Releases(tables)
                    .all().stream()
                            .filter(r -> r.runDate().equals(night))
                            .reduce((a, b) -> b)
                            .orElseThrow(() -> ConfigurationException.of(
                                    "--date " + night, "a night without a release", "a night that has ended", ""));
        }
    }

    /**
     * Writes {@code <lake>/reports/<release>.html}.
     *
     * @return where the page lies, and what it says
     */
    public Written write(Release release, Language language) {
        Optional<Release> previous;
        Map<String, Long> snapshots;
        long rows;
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            previous = new Releases(tables).before(release.runDate());
            snapshots = new Branches(tables).snapshotsOf(Optional.of(release));
            rows = tables.totalRows();
        }
        return ReportWriter.write(
                Sessions.forReading(settings, snapshots, rows),
                release,
                previous,
                settings.folders().lake() + "/reports",
                labels(),
                language);
    }

    private Labels labels() {
        Map<String, String> sources = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        for (SourceContract source :
                SourceContracts.load(settings.folders().schemas(), contracts).all()) {
            sources.put(source.source(), source.label());
            source.fields().forEach(f -> fields.put(source.source() + "." + f.column(), f.label()));
        }
        Map<String, String> classes = new TreeMap<>();
        for (TableContract table : contracts.recordClasses()) {
            classes.put(table.name().table(), table.label());
        }
        Map<String, String> policies = new TreeMap<>();
        Map<String, String> indicators = new TreeMap<>();
        for (Policy policy : Policies.load(settings.folders().conf(), contracts).published()) {
            for (PolicyVersion version : policy.versions()) {
                policies.put(policy.id(), version.title());
                version.indicators().forEach(i -> indicators.put(policy.id() + "." + i.id(), i.title()));
                version.dimensions().forEach(d -> indicators.put(policy.id() + "." + d.id(), d.title()));
            }
        }
        return new Labels(sources, classes, fields, policies, indicators, cities());
    }

    private Map<String, String> cities() {
        Regions regions =
                Regions.load(settings.folders().conf().resolve("reference").resolve("regions.csv"));
        Map<String, String> cities = new TreeMap<>();
        regions.aboveCounties().forEach(code -> cities.put(code, regions.name(code)));
        return cities;
    }
}
