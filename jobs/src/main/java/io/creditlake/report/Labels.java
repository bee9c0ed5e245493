package io.creditlake.report;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.standards.Regions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Names for people of what the lake knows by key, in the Chinese of contracts and policies. Each operator gives null for
 * what it does not know, which is then shown by its key.
 *
 * @param source source to what it sends
 * @param recordClass record class to its name
 * @param field field of a source, as {@code source.field}, to what the department calls it
 * @param policy policy to its title
 * @param indicator indicator of a policy, as {@code policy.indicator}, to its title
 * @param city six-digit code of a prefecture to its name
 */
public record Labels(
        UnaryOperator<String> source,
        UnaryOperator<String> recordClass,
        UnaryOperator<String> field,
        UnaryOperator<String> policy,
        UnaryOperator<String> indicator,
        UnaryOperator<String> city) {
    /** No label at all. */
    public static final Labels NONE =
            new Labels(Labels::none, Labels::none, Labels::none, Labels::none, Labels::none, Labels::none);

    /**
     * The labels that contracts, regions and policies give.
     *
     * @param sources contracts of the sources
     * @param tables contracts of the tables, which name the record classes
     * @param regions names of the cities
     * @param policies versions in force on the night, which name themselves and their indicators
     */
    public static Labels of(
            SourceContracts sources, TableContracts tables, Regions regions, List<PolicyVersion> policies) {
        Map<String, String> sourceLabels = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        for (SourceContract contract : sources.all()) {
            tables.recordClass(contract.recordClass())
                    .ifPresent(table -> sourceLabels.put(contract.source(), table.label()));
            contract.fields().forEach(field -> fields.put(contract.source() + "." + field.column(), field.label()));
        }
        Map<String, String> titles = new TreeMap<>();
        Map<String, String> indicators = new TreeMap<>();
        for (PolicyVersion version : policies) {
            titles.put(version.policy(), version.title());
            version.indicators().forEach(i -> indicators.put(version.policy() + "." + i.id(), i.title()));
            version.directRules().forEach(rule -> indicators.put(version.policy() + "." + rule.id(), rule.title()));
        }
        UnaryOperator<String> classes =
                name -> tables.recordClass(name).map(TableContract::label).orElse(null);
        return new Labels(sourceLabels::get, classes, fields::get, titles::get, indicators::get, regions::name);
    }

    /** The labels of everything that a report mentions, by kind and key. */
    Map<String, Map<String, String>> of(ReportData data) {
        Map<String, Map<String, String>> labels = new TreeMap<>();
        labels.put(
                "sources",
                known(
                        source,
                        Stream.concat(
                                data.sources().stream().map(ReportData.Source::source),
                                data.rejects().stream().map(ReportData.Reject::source))));
        labels.put("classes", known(recordClass, data.ties().stream().map(ReportData.Tie::recordClass)));
        labels.put(
                "fields", known(field, data.rejects().stream().map(reject -> reject.source() + "." + reject.field())));
        labels.put(
                "policies",
                known(
                        policy,
                        Stream.concat(
                                data.standing().stream().map(ReportData.Standing::policy),
                                data.before().stream().map(ReportData.Before::policy))));
        labels.put(
                "indicators",
                known(indicator, data.causes().stream().map(cause -> cause.policy() + "." + cause.indicator())));
        labels.put(
                "cities",
                known(
                        city,
                        Stream.concat(
                                data.standing().stream().map(ReportData.Standing::city),
                                data.warnings().stream().map(ReportData.Warning::city))));
        return labels;
    }

    private static String none(String key) {
        return null;
    }

    private static Map<String, String> known(UnaryOperator<String> names, Stream<String> keys) {
        Map<String, String> labels = new TreeMap<>();
        keys.distinct().forEach(key -> {
            String label = names.apply(key);
            if (label != null) {
                labels.put(key, label);
            }
        });
        return labels;
    }
}
