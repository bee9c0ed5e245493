package io.creditlake.policy;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files of a folder are read. */
public final class YamlFiles {
    private YamlFiles() {}

    /**
     * The files in {@code .yaml}, sorted. One in {@code .yml} is reported: who wrote it believes that it holds.
     *
     * @param what what such a file is, for the message
     */
    public static List<Path> among(Stream<Path> files, String what, Problems problems) {
        Map<Boolean, List<Path>> byName = files.filter(file ->
                        file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                .sorted()
                .collect(Collectors.partitioningBy(file -> file.toString().endsWith(".yaml")));
        byName.get(false).forEach(file -> problems.add(new Problem(file.toString(), 0, what, "a name in .yaml", "")));
        return byName.get(true);
    }
}
