package io.creditlake.supervise;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.Policies;
import io.creditlake.supervise.draw.Campaign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code conf/supervision} says.
 *
 * @param measures inspections by policy and grade
 * @param warnings what raises a warning, in the order of the file
 * @param listings red and black lists, in the order of the file
 * @param campaigns inspections to draw for, by id
 * @param placeholders values that are ours
 * @param contracts tables that conditions are checked against
 */
public record Supervision(
        List<InspectionMeasure> measures,
        List<WarningRule> warnings,
        List<ListingRule> listings,
        List<Campaign> campaigns,
        List<Placeholder> placeholders,
        TableContracts contracts) {

    /**
     * Reads the files. Conditions are read but not analysed, which needs the engine.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake of all files
     */
    public static Supervision load(Path conf, TableContracts contracts, Policies policies) {
        Problems problems = new Problems();
        Path folder = conf.resolve("supervision");
        Optional<TypedNode> measures = read(folder.resolve("measures.yaml"), problems);
        Optional<TypedNode> warnings = read(folder.resolve("warnings.yaml"), problems);
        Optional<TypedNode> listings = read(folder.resolve("listings.yaml"), problems);
        List<Placeholder> placeholders = new ArrayList<>();
        List<InspectionMeasure> inspections =
                measures.map(new MeasuresReader(policies)::read).orElse(List.of());
        List<ListingRule> lists =
                listings.map(new ListingsReader(contracts)::read).orElse(List.of());
        List<String> ids = lists.stream().map(ListingRule::id).toList();
        List<WarningRule> rules =
                warnings.map(new WarningsReader(contracts, ids)::read).orElse(List.of());
        listings.ifPresent(root -> root.items("listings").forEach(list -> {
            note(List.of(list), "id", placeholders);
            note(list.items("consequences"), "title", placeholders);
        }));
        measures.ifPresent(root -> root.items("measures").forEach(policy -> {
            note(policy.items("grades"), "grade", placeholders);
            note(policy.items("incentives"), "title", placeholders);
            note(policy.items("restraints"), "title", placeholders);
        }));
        warnings.ifPresent(root -> note(root.items("warnings"), "id", placeholders));
        CampaignReader.Bounds bounds = new CampaignReader.Bounds(
                inspections,
                contracts
                        .get("record.registration")
                        .column("status")
                        .map(TableContract.Column::values)
                        .orElse(List.of()));
        List<Campaign> campaigns =
                new CampaignReader(Optional.of(bounds), problems).readAll(folder.resolve("draws"), placeholders);
        problems.throwIfAny();
        return new Supervision(inspections, rules, lists, campaigns, List.copyOf(placeholders), contracts);
    }

    private static Optional<TypedNode> read(Path file, Problems problems) {
        return YamlNode.read(file, problems).map(node -> new TypedNode(node, problems));
    }

    private static void note(List<TypedNode> items, String name, List<Placeholder> placeholders) {
        items.stream()
                .filter(item -> item.flag("illustrative"))
                .forEach(item -> placeholders.add(new Placeholder(
                        item.node().file(),
                        item.node().line(),
                        name + " " + item.optionalText(name).orElse(""))));
    }

    /**
     * Analyses every condition against the columns of its record class.
     *
     * @throws ConfigurationException with every condition that is wrong
     */
    public void checkExpressions(SparkSession spark) {
        Problems problems = new Problems();
        ConditionCheck check = new ConditionCheck(spark, contracts, problems);
        warnings.forEach(rule -> rule.watched().ifPresent(check::check));
        listings.forEach(rule -> check.check(rule.condition()));
        problems.throwIfAny();
    }
}
