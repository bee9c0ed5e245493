package io.creditlake.standardise;

import io.creditlake.config.Problems;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Condition;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.TableContracts;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Checks the rules of sources against the columns of their record classes. */
public final class RuleCheck {
    private static final StructType NIGHT = new StructType().add("run_date", DataTypes.DateType);

    private RuleCheck() {}

    /**
     * Checks every rule of every source.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public static void check(SparkSession spark, SourceContracts sources, TableContracts tables) {
        Problems problems = new Problems();
        ConditionCheck check = new ConditionCheck(spark, tables, NIGHT, problems);
        for (SourceContract source : sources.all()) {
            for (Rule rule : source.rules()) {
                check.check(new Condition(
                        source.recordClass(), rule.expression(), source.file().toString(), rule.line()));
            }
        }
        problems.throwIfAny();
    }
}
