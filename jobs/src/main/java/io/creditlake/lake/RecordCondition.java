package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A condition that is asked of one record at a time, without a session. The words mean what they mean to the stages of a
 * night, for Spark's own parser, analyser and expressions read them; no engine starts. Threads may share it.
 */
public final class RecordCondition {
    /** What a condition that always holds says. */
    private static final String ALWAYS = "true";

    private final boolean always;
    private final Expression tree;
    private final List<Input> inputs;
    private final int width;

    /** A column that the condition reads. */
    private record Input(String column, int place, Function1<Object, Object> converter) {}

    private RecordCondition(boolean always, Expression tree, List<Input> inputs, int width) {
        this.always = always;
        this.tree = tree;
        this.inputs = inputs;
        this.width = width;
    }

    /**
     * Analyses a condition.
     *
     * @param table the table of its record class
     * @param reference the folder {@code conf/reference}, which functions of the standards read
     * @throws ConfigurationException when Spark does not understand it
     */
    public static RecordCondition of(Condition condition, TableContract table, Path reference) {
        if (condition.sql().strip().equals(ALWAYS)) {
            return new RecordCondition(true, null, List.of(), 0);
        }
        try {
            return SQLConf.withExistingConf(conf(reference), () -> analysed(condition, table));
        } catch (Exception e) {
            // Spark throws AnalysisException, which is checked, from methods that do not declare it.
            throw ConfigurationException.of(
                    condition.file() + ":" + condition.line(),
                    "the condition " + condition.sql() + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "a boolean SQL expression of Spark",
                    "creditlake policy lint");
        }
    }

    private static SQLConf conf(Path reference) {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.session.timeZone", "Asia/Shanghai");
        conf.setConfString("spark.sql.catalog.credit", "io.creditlake.lake.functions.CreditFunctions");
        conf.setConfString("spark.sql.catalog.credit.reference", reference.toString());
        // What an expression needs twice is computed twice: to compute it beside the record is a plan's business.
        conf.setConfString("spark.sql.alwaysInlineCommonExpr", "true");
        return conf;
    }

    private static RecordCondition analysed(Condition condition, TableContract table) {
        Seq<Attribute> columns = attributes(table);
        Seq<InternalRow> nothing =
                CollectionConverters.asScala(List.<InternalRow>of()).toSeq();
        LogicalPlan nobody = new LocalRelation(columns, nothing, false, Option.empty());
        LogicalPlan plan = new Filter(CatalystSqlParser$.MODULE$.parseExpression(condition.sql()), nobody);
        LogicalPlan analysed = SimpleAnalyzer$.MODULE$.execute(plan);
        SimpleAnalyzer$.MODULE$.checkAnalysis(analysed);
        Filter filter = (Filter) ReplaceExpressions$.MODULE$.apply(analysed);
        List<Attribute> output = CollectionConverters.asJava(filter.child().output());
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            if (filter.references().contains(output.get(i))) {
                inputs.add(new Input(
                        output.get(i).name(),
                        i,
                        CatalystTypeConverters.createToCatalystConverter(
                                output.get(i).dataType())));
            }
        }
        Expression bound = BindReferences.bindReference(
                filter.condition(), package$.MODULE$.AttributeSeq(filter.child().output()), false);
        return new RecordCondition(false, bound, List.copyOf(inputs), output.size());
    }

    @SuppressWarnings("unchecked")
    private static Seq<Attribute> attributes(TableContract table) {
        return (Seq<Attribute>) (Seq<?>) DataTypeUtils.toAttributes(LakeTables.structOf(table));
    }

    /** The columns that it reads. */
    public List<String> columns() {
        return inputs.stream().map(Input::column).toList();
    }

    /** Whether a record meets it; what is unknown does not. */
    public synchronized boolean holds(Function<String, Object> columns) {
        if (always) {
            return true;
        }
        Object[] values = new Object[width];
        for (Input input : inputs) {
            values[input.place()] = input.converter().apply(columns.apply(input.column()));
        }
        InternalRow row = new GenericInternalRow(values);
        return Boolean.TRUE.equals(tree.eval(row));
    }
}
