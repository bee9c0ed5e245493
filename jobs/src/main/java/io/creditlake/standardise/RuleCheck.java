package io.creditlake.standardise;

import io.creditlake.config.Problems;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Condition;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.ConditionCheck.Scope;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.lake.TableContracts;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Checks the rules of sources against the columns that are there when rules run: those a contract fills, normalised, and
 * {@code run_date}.
 */
public final class RuleCheck {
    private RuleCheck() {}

    /**
     * Checks every rule of every source.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake
     */
    public static void check(SparkSession spark, SourceContracts sources, TableContracts tables) {
        Problems problems = new Problems();
        check(spark, sources, tables, problems);
        problems.throwIfAny();
    }

    /** As {@link #check(SparkSession, SourceContracts, TableContracts)}, with mistakes put into {@code problems}. */
    public static void check(SparkSession spark, SourceContracts sources, TableContracts tables, Problems problems) {
        ConditionCheck check = new ConditionCheck(spark, tables, problems);
        for (SourceContract source : sources.all()) {
            Scope scope = scope(source, tables.get("record." + source.recordClass()));
            for (Rule rule : source.rules()) {
                check.check(
                        new Condition(
                                source.recordClass(),
                                rule.expression(),
                                source.file().toString(),
                                rule.line()),
                        scope);
            }
        }
    }

    private static Scope scope(SourceContract source, TableContract table) {
        StructType columns = new StructType();
        for (Field field : source.keptFields()) {
            Optional<Column> column = table.column(field.column());
            // A field that is none of the class, or there twice, is a mistake told of already.
            if (column.isPresent() && !List.of(columns.fieldNames()).contains(field.column())) {
                columns = columns.add(
                        field.column(), DataType.fromDDL(column.get().type()));
            }
        }
        return new Scope(
                columns.add("run_date", DataTypes.DateType),
                "the columns that " + source.source() + " sends, or run_date",
                "run_date is the date of the night");
    }
}
