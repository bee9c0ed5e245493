package io.creditlake.lake;

import java.util.List;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Has the optimiser know tables that hold no row, as most classes of records do in a province that has just begun: what
 * is made of nothing it leaves out of a plan, so that no part of it is compiled or run.
 */
public final class EmptyTables extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    private static final Set<String> OF_ONE_SNAPSHOT = Set.of("versionasof", "branch");

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectOptimizerRule(session -> new LeftOut());
        return BoxedUnit.UNIT;
    }

    private static final class LeftOut extends Rule<LogicalPlan> {
        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            // What changes a table names it as it names one that it reads.
            return plan instanceof Command && !(plan instanceof V2WriteCommand) ? plan : without(plan);
        }

        private static LogicalPlan without(LogicalPlan plan) {
            if (plan instanceof DataSourceV2Relation read && isEmpty(read)) {
                return nothing(plan);
            }
            List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
            List<LogicalPlan> changed = children.stream().map(LeftOut::without).toList();
            return children.equals(changed)
                    ? plan
                    : plan.withNewChildren(CollectionConverters.asScala(changed).toIndexedSeq());
        }
    }

    /**
     * Whether a table that is read holds no row; its metadata alone tells. Only of a table itself, as it stands or stood:
     * Iceberg gives its lists of files and snapshots, and what came between two of them, as tables of the same kind.
     */
    static boolean isEmpty(DataSourceV2Relation read) {
        if (!(read.table() instanceof SparkTable table)
                || !(table.table() instanceof BaseTable)
                || table.snapshotId() == null
                || !OF_ONE_SNAPSHOT.containsAll(read.options().keySet())) {
            return false;
        }
        Snapshot snapshot = table.table().snapshot(table.snapshotId());
        return snapshot != null && "0".equals(snapshot.summary().get("total-records"));
    }

    /** Nothing, in the place of a plan. */
    static LogicalPlan nothing(LogicalPlan plan) {
        return new LocalRelation(
                plan.output(),
                CollectionConverters.asScala(List.<InternalRow>of()).toSeq(),
                false,
                Option.empty());
    }
}
