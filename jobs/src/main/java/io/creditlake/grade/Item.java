package io.creditlake.grade;

import io.creditlake.policy.DirectRule;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Measure;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that is measured over a subject's records of one class: an indicator, or the circumstance of a direct rule.
 *
 * @param key prefix of its columns, unique among all policies evaluated together
 * @param selection records that count
 * @param measure what is measured
 */
record Item(String key, Selection selection, Measure measure) {
    private static final Measure OCCURRENCE = new Measure(Measure.Kind.COUNT, Optional.empty(), Optional.empty());

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
        for (int p = 0; p < versions.size(); p++) {
            PolicyVersion version = versions.get(p);
            List<Item> indicators = new ArrayList<>();
            for (Indicator indicator : version.indicators()) {
                String key = "p" + p + "_i" + indicators.size();
                indicators.add(new Item(key, indicator.selection(), indicator.measure()));
            }
            List<Item> rules = new ArrayList<>();
            for (DirectRule rule : version.directRules()) {
                rules.add(new Item("p" + p + "_r" + rules.size(), rule.selection(), OCCURRENCE));
            }
            policies.add(new OfPolicy(version, indicators, rules));
        }
        return policies;
    }

    /** The column of the amount, count or day measured; null without a record. */
    String value() {
        return key + "_value";
    }

    /** The column of the records that count, ascending; null without a record of the class. */
    String evidence() {
        return key + "_evidence";
    }

    /** The column of the next day on which a record begins or ceases to count. */
    String turn() {
        return key + "_turn";
    }
}
