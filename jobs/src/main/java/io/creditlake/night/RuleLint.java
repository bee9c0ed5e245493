package io.creditlake.night;

import io.creditlake.config.Problems;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import io.creditlake.publish.audit.Audits;
import io.creditlake.publish.view.Publications;
import io.creditlake.standardise.RuleCheck;
import io.creditlake.supervise.Supervision;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Checks the SQL in contracts, policies, publications and audits against the columns it speaks of, without a lake. */
public final class RuleLint {
    private final Settings settings;

    /** A lint with the engine of the settings. */
    public RuleLint(Settings settings) {
        this.settings = settings;
    }

    /** Checks the rules of sources; mistakes go into {@code problems}. */
    public void contracts(SourceContracts sources, TableContracts tables, Problems problems) {
        RuleCheck.check(spark(), sources, tables, problems);
    }

    /**
     * Checks the conditions of policies and of warnings.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public void policies(Policies policies, Supervision supervision) {
        SparkSession spark = spark();
        policies.checkExpressions(spark);
        supervision.checkExpressions(spark);
    }

    /**
     * Checks the expressions of publications.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public void publications(Publications publications) {
        publications.checkExpressions(spark());
    }

    /**
     * Checks the queries of audits.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public void audits(Audits audits) {
        spark();
        audits.checkQueries(settings);
    }

    private SparkSession spark() {
        return Sessions.forReading(settings, Map.of(), 0);
    }
}
