package io.creditlake.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names for people of what the lake knows by key. What has no label is shown by its key.
 *
 * @param sources source to what it sends
 * @param classes record class to its name
 * @param fields field of a source, as {@code source.field}, to what the department calls it
 * @param policies policy that everybody may see the grades of, to its title
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

    /** The labels of what a report mentions, so that others do not change its page. */
    Labels of(ReportData data) {
        return new Labels(
                among(
                        sources,
                        Stream.concat(
                                data.sources().stream().map(ReportData.Source::source),
                                data.rejects().stream().map(ReportData.Reject::source))),
                among(classes, data.ties().stream().map(ReportData.Tie::recordClass)),
                among(fields, data.rejects().stream().map(r -> r.source() + "." + r.field())),
                among(
                        policies,
                        Stream.concat(
                                data.standing().stream().map(ReportData.Standing::policy),
                                data.before().stream().map(ReportData.Before::policy))),
                among(indicators, data.causes().stream().map(c -> c.policy() + "." + c.indicator())),
                among(
                        cities,
                        Stream.concat(
                                data.standing().stream().map(ReportData.Standing::city),
                                data.warnings().stream().map(ReportData.Warning::city))));
    }

    private static Map<String, String> among(Map<String, String> labels, Stream<String> keys) {
        return keys.filter(labels::containsKey).distinct().collect(Collectors.toMap(Function.identity(), labels::get));
    }

    private static Map<String, String> sorted(Map<String, String> labels) {
        return new TreeMap<>(labels);
    }
}
