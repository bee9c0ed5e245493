package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.DirectRule;
import io.creditlake.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The direct rules of a version over the columns of their items.
 *
 * @param version the version
 * @param items the items of its rules, in the order of the file
 */
record Rules(PolicyVersion version, List<Item> items) {

    /** The matching rule of the worst grade, the first of the file among equals. */
    Column matched() {
        List<Integer> worstFirst = new ArrayList<>();
        for (int i = 0; i < version.directRules().size(); i++) {
            worstFirst.add(i);
        }
        worstFirst.sort(Comparator.comparing(
                (Integer i) -> -rank(version.directRules().get(i).grade())));
        Column rule = lit(null).cast("string");
        for (int at = worstFirst.size() - 1; at >= 0; at--) {
            int i = worstFirst.get(at);
            rule = when(holds(i), lit(version.directRules().get(i).id())).otherwise(rule);
        }
        return rule;
    }

    /** Whether a rule holds, by its place in the file. */
    Column holds(int rule) {
        return coalesce(col(items.get(rule).value()).gt(0), lit(false));
    }

    /** The place of the grade that a rule fixes, by its id; -1 without one. */
    Column rank(Column decides) {
        Column place = lit(-1);
        for (DirectRule rule : version.directRules()) {
            place = when(decides.equalTo(rule.id()), lit(rank(rule.grade()))).otherwise(place);
        }
        return place;
    }

    /** Ids of the rules that hold and act at once, in the order of the file; null between. */
    Column heldAtOnce() {
        List<Column> held = new ArrayList<>(List.of(lit(null).cast("string")));
        for (int i = 0; i < version.directRules().size(); i++) {
            DirectRule rule = version.directRules().get(i);
            if (rule.atOnce()) {
                held.add(when(holds(i), lit(rule.id())));
            }
        }
        return array(held.toArray(Column[]::new));
    }

    private int rank(String grade) {
        return version.rank(grade).orElseThrow();
    }
}
