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
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.Publications;
import io.creditlake.report.Labels;
import io.creditlake.report.Language;
import io.creditlake.report.ReportData;
import io.creditlake.report.ReportQueries;
import io.creditlake.report.ReportWriter;
import io.creditlake.report.ReportWriter.Written;
import io.creditlake.report.site.Reference;
import io.creditlake.report.site.Reference.Announced;
import io.creditlake.report.site.SiteWriter;
import io.creditlake.standards.CityTiles;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import io.creditlake.supervise.Supervision;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Writes the report pages of a release, with the names that contracts, policies and reference data give. */
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
     * @throws ConfigurationException when there is none, or it was dropped
     */
    public Release of(LocalDate night) {
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            Releases releases = new Releases(tables);
            Release last = releases.all().stream()
                    .filter(r -> r.runDate().equals(night))
                    .reduce((a, b) -> b)
                    .orElseThrow(() -> ConfigurationException.of(
                            "--date " + night, "a night without a release", "a night that has ended", ""));
            return releases.require(Optional.of(last.name()));
        }
    }

    /**
     * Writes {@code <lake>/reports/<release>.html} and the other pages of the release beside it, in every language, so
     * that no link between them leads nowhere.
     *
     * @param language language of the page that is told of
     * @return where that page lies, and what it says
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
        SparkSession reader = Sessions.forReading(settings, snapshots, rows);
        Sessions.joinByBucket(reader);
        Reference reference = reference(release.runDate());
        ReportData data = ReportQueries.gather(
                reader, release, previous, reference.labels().policies().keySet());
        new SiteWriter(reader, release, data, reference).write(folder());
        Configuration hadoop = reader.sparkContext().hadoopConfiguration();
        Map<Language, Written> written = new EnumMap<>(Language.class);
        for (Language of : Language.values()) {
            written.put(of, ReportWriter.write(data, folder(), reference.labels(), of, hadoop));
        }
        return written.get(language);
    }

    /** As {@link #write}, of a night that has just ended: {@code <lake>/reports/metrics.prom} says so to a monitor. */
    public Written writeOfNight(Release release, Language language) {
        Written written = write(release, language);
        LocalDate current;
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            current = new Releases(tables).current().map(Release::runDate).orElse(LocalDate.EPOCH);
        }
        ReportWriter.writeMetrics(
                written.data(),
                current,
                folder(),
                SparkSession.active().sparkContext().hadoopConfiguration());
        return written;
    }

    private String folder() {
        return settings.folders().lake() + "/reports";
    }

    private Reference reference(LocalDate night) {
        Path conf = settings.folders().conf();
        Path lists = conf.resolve("reference");
        SourceContracts sources = SourceContracts.load(settings.folders().schemas(), contracts);
        Policies policies = Policies.load(conf, contracts);
        Regions regions = Regions.load(lists.resolve("regions.csv"));
        return new Reference(
                labels(sources, policies.published(), regions),
                policies.published().stream()
                        .flatMap(policy -> policy.inForce(night).stream())
                        .toList(),
                contracts,
                sources,
                CityTiles.load(lists.resolve("tiles.csv"), regions),
                Industries.load(lists.resolve("industries.csv")).sections(),
                announced(Supervision.load(conf, contracts, policies), night),
                Publications.load(conf, contracts, policies).all().stream()
                        .collect(Collectors.toMap(Publication::id, Publication::title)));
    }

    /** The campaigns that a later night may draw for. */
    private static List<Announced> announced(Supervision supervision, LocalDate night) {
        return supervision.campaigns().stream()
                .filter(campaign -> !campaign.to().isBefore(night))
                .map(c ->
                        new Announced(c.id(), c.title(), c.department(), c.drawOn(), c.from(), c.to(), c.commitment()))
                .toList();
    }

    private Labels labels(SourceContracts contractsOfSources, List<Policy> published, Regions regions) {
        Map<String, String> sources = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        for (SourceContract source : contractsOfSources.all()) {
            sources.put(source.source(), source.label());
            source.fields().forEach(f -> fields.put(source.source() + "." + f.column(), f.label()));
        }
        Map<String, String> classes = new TreeMap<>();
        for (TableContract table : contracts.recordClasses()) {
            classes.put(table.name().table(), table.label());
        }
        Map<String, String> policies = new TreeMap<>();
        Map<String, String> indicators = new TreeMap<>();
        for (Policy policy : published) {
            for (PolicyVersion version : policy.versions()) {
                policies.put(policy.id(), version.title());
                version.indicators().forEach(i -> indicators.put(policy.id() + "." + i.id(), i.title()));
                version.dimensions().forEach(d -> indicators.put(policy.id() + "." + d.id(), d.title()));
            }
        }
        return new Labels(sources, classes, fields, policies, indicators, cities(regions));
    }

    private static Map<String, String> cities(Regions regions) {
        Map<String, String> cities = new TreeMap<>();
        regions.aboveCounties().forEach(code -> cities.put(code, regions.name(code)));
        return cities;
    }
}
