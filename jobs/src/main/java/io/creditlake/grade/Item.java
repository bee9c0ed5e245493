package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;

import io.creditlake.policy.DirectRule;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Measure;
import io.creditlake.policy.Points.Decay;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Something that is measured over a subject's records of one class: an indicator, or the circumstance of a direct rule.
 *
 * @param key prefix of its columns, unique among all policies evaluated together
 * @param place place among the items of its class, from 0
 * @param selection records that count
 * @param measure what is measured
 * @param decay how a record counts for less as it ages; none when it always counts in full
 */
record Item(String key, int place, Selection selection, Measure measure, List<Decay> decay) {
    /** Items that share one list of records; each has a bit of a number that is never negative. */
    private static final int ITEMS_A_LIST = 62;

    /** The items of one policy. */
    record OfPolicy(PolicyVersion version, List<Item> indicators, List<Item> rules) {
        List<Item> all() {
            List<Item> all = new ArrayList<>(indicators);
            all.addAll(rules);
            return all;
        }
    }

    /** The items of several policies, keyed apart. */
    static List<OfPolicy> of(List<PolicyVersion> versions) {
        List<OfPolicy> policies = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int p = 0; p < versions.size(); p++) {
            PolicyVersion version = versions.get(p);
            List<Item> indicators = new ArrayList<>();
            for (Indicator indicator : version.indicators()) {
                String key = "p" + p + "_i" + indicators.size();
                indicators.add(new Item(
                        key,
                        next(places, indicator.selection()),
                        indicator.selection(),
                        indicator.measure(),
                        indicator.points().decaying()));
            }
            List<Item> rules = new ArrayList<>();
            for (DirectRule rule : version.directRules()) {
                rules.add(new Item(
                        "p" + p + "_r" + rules.size(),
                        next(places, rule.selection()),
                        rule.selection(),
                        Measure.count(),
                        List.of()));
            }
            policies.add(new OfPolicy(version, indicators, rules));
        }
        return policies;
    }

    private static int next(Map<String, Integer> places, Selection selection) {
        return places.merge(selection.recordClass(), 1, Integer::sum) - 1;
    }

    /** The column of the amount, count or day measured; null without a record. */
    String value() {
        return key + "_value";
    }

    /** The column of the number of records that add a day each day. */
    String growing() {
        return key + "_growing";
    }

    /** The column of the next day on which a record begins or ceases to count, or counts otherwise. */
    String turn() {
        return key + "_turn";
    }

    /** The column with the records of the class that count for some item, and for which: {@code id} and {@code bits}. */
    String records() {
        return selection.recordClass() + "_records_" + place / ITEMS_A_LIST;
    }

    /** The bit of the item in {@code bits}. */
    long bit() {
        return 1L << (place % ITEMS_A_LIST);
    }

    /** The ids of the records that count, ascending. */
    Column evidence() {
        Column own = filter(
                col(records()), r -> r.getField("bits").bitwiseAND(lit(bit())).notEqual(0L));
        return coalesce(transform(own, r -> r.getField("id")), array().cast("array<bigint>"));
    }
}
