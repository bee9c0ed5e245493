package io.creditlake.publish.view;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.lake.Condition;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code conf/publications} says.
 *
 * @param all every publication, by id
 * @param policies the policies, of which some are internal, and the law of records
 */
public record Publications(List<Publication> all, Policies policies) {

    /**
     * Reads the files. Expressions are read but not analysed, which needs the engine.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake of all files
     */
    public static Publications load(Path conf, TableContracts contracts, Policies policies) {
        Problems problems = new Problems();
        List<Publication> all =
                new PublicationReader(contracts, policies, problems).readAll(conf.resolve("publications"));
        problems.throwIfAny();
        return new Publications(all, policies);
    }

    /**
     * Analyses every expression against the columns that its audience may see.
     *
     * @throws ConfigurationException with every expression that is wrong
     */
    public void checkExpressions(SparkSession spark) {
        Problems problems = new Problems();
        ConditionCheck check = new ConditionCheck(spark, policies.contracts(), problems);
        for (Publication publication : all) {
            ConditionCheck.Scope scope = new ConditionCheck.Scope(
                    GuardedTable.columns(
                            publication.audience(),
                            publication.table(),
                            publication.policy().isPresent(),
                            policies.contracts()::get),
                    "columns of " + publication.table().name() + " that its audience may see",
                    "What is shown of a row does not depend on the day, but by the law about it");
            publication.where().ifPresent(where -> check.check(where, scope));
            for (Publication.Output output : publication.columns()) {
                Condition sql = output.sql();
                check.check(
                        new Condition(sql.recordClass(), "(" + sql.sql() + ") IS NOT NULL", sql.file(), sql.line()),
                        scope);
            }
        }
        problems.throwIfAny();
    }
}
