package io.creditlake.standardise;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Checks the rules of sources against the columns of their record classes, by analysing them on no rows. */
public final class RuleCheck {
    private RuleCheck() {}

    /**
     * Checks every rule of every source.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public static void check(SparkSession spark, SourceContracts sources, TableContracts tables) {
        Problems problems = new Problems();
        for (SourceContract source : sources.all()) {
            TableContract table = tables.get("record." + source.recordClass());
            StructType columns = LakeTables.structOf(table).add("run_date", DataTypes.DateType);
            Dataset<Row> none = spark.createDataFrame(List.of(), columns);
            source.rules().forEach(rule -> check(source, rule, none, problems));
        }
        problems.throwIfAny();
    }

    private static void check(SourceContract source, Rule rule, Dataset<Row> none, Problems problems) {
        String file = source.file().toString();
        try {
            var type = none.selectExpr("(" + rule.expression() + ")")
                    .schema()
                    .fields()[0]
                    .dataType();
            if (!type.equals(DataTypes.BooleanType)) {
                problems.add(new Problem(
                        file,
                        rule.line(),
                        "the rule " + rule.name() + " of type " + type.simpleString(),
                        "a condition that is true or false",
                        ""));
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            String message = e.getMessage().lines().findFirst().orElse("");
            problems.add(new Problem(
                    file,
                    rule.line(),
                    "the rule " + rule.name() + ": " + message,
                    "SQL over the columns of " + source.recordClass() + " and run_date",
                    ""));
        }
    }
}
