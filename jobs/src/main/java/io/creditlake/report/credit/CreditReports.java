package io.creditlake.report.credit;

import io.creditlake.config.Settings;
import io.creditlake.lake.ReleaseTables;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import io.creditlake.policy.lifecycle.Decision;
import io.creditlake.policy.lifecycle.PlainLifecycle;
import io.creditlake.report.credit.CreditReport.Section;
import io.creditlake.standards.Regions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.iceberg.data.Record;

/**
 * Credit reports of the subjects of one release. Tables are read side by side, and of each the row groups of the subject
 * alone; no engine starts. Threads may share it.
 */
public final class CreditReports implements AutoCloseable {
    /** Tables that are read at once: what they cost is waiting and unpacking in turns. */
    private static final int THREADS = 6;

    private final Threads threads;
    private final ReleaseTables tables;
    private final ReportSettings settings;
    private final SubjectFinder finder;
    private final PublicRecords records;
    private final PublicGrades grades;
    private final SubjectFacts facts;

    private CreditReports(
            Threads threads,
            ReleaseTables tables,
            ReportSettings settings,
            Policies policies,
            Regions regions,
            Path conf) {
        this.threads = threads;
        this.tables = tables;
        this.settings = settings;
        this.finder = new SubjectFinder(tables, threads);
        this.records = new PublicRecords(
                tables,
                new PlainLifecycle(
                        policies.lifecycles().on(tables.release().runDate()),
                        tables.contracts(),
                        conf.resolve("reference")));
        this.grades = new PublicGrades(tables, policies);
        this.facts = new SubjectFacts(tables, regions);
    }

    /**
     * Opens a release.
     *
     * @param release its name; empty for the one that readers see
     * @throws io.creditlake.config.ConfigurationException when there is no such release, or the configuration is wrong
     */
    public static CreditReports open(Settings settings, TableContracts contracts, Optional<String> release) {
        Threads threads = new Threads(THREADS);
        try {
            Path conf = settings.folders().conf();
            Future<ReleaseTables> tables = threads.begin(() -> ReleaseTables.open(settings, contracts, release));
            Future<Policies> policies = threads.begin(() -> Policies.load(conf, contracts));
            Future<Regions> regions =
                    threads.begin(() -> Regions.load(conf.resolve("reference").resolve("regions.csv")));
            ReportSettings shown = ReportSettings.load(conf, contracts);
            return new CreditReports(
                    threads, Threads.result(tables), shown, Threads.result(policies), Threads.result(regions), conf);
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    /** The release that is read. */
    public ReleaseTables tables() {
        return tables;
    }

    /** What reports show. */
    public ReportSettings settings() {
        return settings;
    }

    /** The law that says until when records are shown. */
    public PlainLifecycle lifecycle() {
        return records.lifecycle();
    }

    /** Whether everybody may see a row of {@code grade.grade}: the release and the configuration both say so. */
    public boolean isPublic(Record grade) {
        return grades.isPublic(grade);
    }

    /** The title of the policy of a row of {@code grade.grade}. */
    public String title(Record grade) {
        return grades.title(grade);
    }

    /** The threads that read. */
    public Threads threads() {
        return threads;
    }

    /** Finds subjects by what a person types. */
    public SubjectFinder.Search find(String text) {
        return finder.find(text);
    }

    /**
     * The report of a subject.
     *
     * @return empty when the release does not have the subject, or it is a natural person
     */
    public Optional<CreditReport> of(long subjectId) {
        Future<Optional<Record>> subject = threads.begin(() -> facts.subject(subjectId));
        Future<List<Decision>> decisions = threads.begin(() -> records.decisions(subjectId));
        List<Future<List<Record>>> rows = new ArrayList<>();
        for (TableContract contract : settings.classes()) {
            rows.add(threads.begin(() -> records.rows(contract, subjectId)));
        }
        Future<List<CreditReport.Grade>> given = threads.begin(() -> grades.of(subjectId));
        Future<List<CreditReport.Code>> codes = threads.begin(() -> facts.codes(subjectId));
        Future<List<CreditReport.FormerName>> names = threads.begin(() -> facts.formerNames(subjectId));
        Future<List<CreditReport.Listing>> listings = threads.begin(() -> facts.listings(subjectId));
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            sections.add(
                    records.section(settings.classes().get(i), Threads.result(rows.get(i)), Threads.result(decisions)));
        }
        Optional<Record> known =
                Threads.result(subject).filter(row -> !SubjectFacts.PERSON.equals(row.getField("kind")));
        return known.map(row -> new CreditReport(
                tables.release().name(),
                tables.release().runDate(),
                facts.subject(row),
                Threads.result(codes),
                Threads.result(names),
                Threads.result(given),
                Threads.result(listings),
                List.copyOf(sections)));
    }

    @Override
    public void close() {
        threads.close();
        tables.close();
    }
}
