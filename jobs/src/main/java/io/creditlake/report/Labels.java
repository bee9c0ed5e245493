package io.creditlake.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * Names for people of what the lake knows by key. What has no label is shown by its key.
 *
 * @param sources source to what it sends
 * @param classes record class to its name
 * @param fields field of a source, as {@code source.field}, to what the department calls it
 * @param policies policy to its title
 * @param indicators indicator of a policy, as {@code policy.indicator}, to its title
 * @param cities six-digit code of a prefecture to its name
 */
public record Labels(
        Map<String, String> sources,
        Map<String, String> classes,
        Map<String, String> fields,
        Map<String, String> policies,
        Map<String, String> indicators,
        Map<String, String> cities) {
    /** No label at all. */
    public static final Labels NONE = new Labels(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** Sorts every map, so that equal labels make equal pages. */
    public Labels {
        sources = sorted(sources);
        classes = sorted(classes);
        fields = sorted(fields);
        policies = sorted(policies);
        indicators = sorted(indicators);
        cities = sorted(cities);
    }

    private static Map<String, String> sorted(Map<String, String> labels) {
        return new TreeMap<>(labels);
    }
}
