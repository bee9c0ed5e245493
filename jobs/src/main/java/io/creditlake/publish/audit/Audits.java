package io.creditlake.publish.audit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.audit.Audit.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;

/** What {@code conf/audits.yaml} says, and beside it the two audits that no file can switch off. */
public final class Audits {
    private final List<Audit> all;

    private Audits(List<Audit> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the file. Queries are read but not analysed, which needs the engine.
     *
     * @param settings where it lies, and what {@code --set audits.<id>.<key>} puts in its place for one run
     * @throws ConfigurationException with every mistake
     */
    public static Audits load(Settings settings, TableContracts tables, SourceContracts sources, Policies policies) {
        Problems problems = new Problems();
        List<Audit> all = new ArrayList<>();
        all.add(new Audit(Reconciliation.ID, Severity.WITHHOLD, "", new Reconciliation()));
        all.add(new Audit(Reconciliation.OfReplays.ID, Severity.WITHHOLD, "", new Reconciliation.OfReplays()));
        all.addAll(new AuditsReader(tables, sources, policies, settings.audits(), problems)
                .read(settings.folders().conf().resolve("audits.yaml")));
        problems.throwIfAny();
        return new Audits(all);
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /**
     * Analyses every query, on tables that are empty: no lake is needed.
     *
     * @throws ConfigurationException with every query that is wrong
     */
    public void checkQueries(Settings settings) {
        List<Query> queries = all.stream()
                .map(Audit::check)
                .filter(Query.class::isInstance)
                .map(Query.class::cast)
                .toList();
        if (queries.isEmpty()) {
            return;
        }
        SparkSession active = SparkSession.active();
        Problems problems = new Problems();
        try {
            SparkSession reader = Sessions.ofContracts(settings);
            queries.forEach(query -> query.check(reader, problems));
        } finally {
            SparkSession.setActiveSession(active);
        }
        problems.throwIfAny();
    }

    /** Runs all of them on a night that is to be published. */
    public AuditResults run(Workspace workspace) {
        AuditedNight night = AuditedNight.of(workspace);
        List<Callable<AuditResults.Result>> runs = new ArrayList<>();
        all.forEach(audit ->
                runs.add(() -> new AuditResults.Result(audit, audit.check().run(night))));
        return new AuditResults(SideBySide.run(workspace.spark(), runs));
    }
}
