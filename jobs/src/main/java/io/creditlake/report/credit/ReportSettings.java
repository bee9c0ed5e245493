package io.creditlake.report.credit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Access;
import io.creditlake.lake.TableContracts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What {@code conf/report.yaml} says.
 *
 * @param classes the record classes that reports show, in order, all of them public
 * @param fonts files of fonts for PDF, in order of preference
 */
public record ReportSettings(List<TableContract> classes, List<Path> fonts) {
    private static final Set<String> KEYS = Set.of("records", "fonts");

    /**
     * Reads the file.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake
     */
    public static ReportSettings load(Path conf, TableContracts contracts) {
        Problems problems = new Problems();
        YamlNode root = YamlNode.read(conf.resolve("report.yaml"), problems).orElse(null);
        problems.throwIfAny();
        root.allowOnly(KEYS, problems);
        List<String> known = contracts.recordClasses().stream()
                .filter(table -> table.access() == Access.PUBLIC)
                .map(table -> table.name().table())
                .toList();
        List<String> named = root.get("records").map(YamlNode::texts).orElse(List.of());
        named.stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        problems.unknown(root.get("records").orElseThrow(), "the public record class", name, known));
        problems.throwIfAny();
        return new ReportSettings(
                named.stream()
                        .map(name -> contracts.recordClass(name).orElseThrow())
                        .toList(),
                root.get("fonts").map(YamlNode::texts).orElse(List.of()).stream()
                        .map(Path::of)
                        .toList());
    }
}
