package io.creditlake.contract;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every source of {@code schemas/sources}, by name. */
public final class SourceContracts {
    private final Map<String, SourceContract> contracts;

    private SourceContracts(Map<String, SourceContract> contracts) {
        this.contracts = Collections.unmodifiableMap(contracts);
    }

    /**
     * Reads every source contract.
     *
     * @param schemas the folder {@code schemas}
     * @param tables the tables of the lake, whose columns the fields name
     * @throws ConfigurationException with every mistake of every file
     */
    public static SourceContracts load(Path schemas, TableContracts tables) {
        Problems problems = new Problems();
        SourceContracts contracts = read(schemas, tables, problems);
        problems.throwIfAny();
        return contracts;
    }

    /** As {@link #load}, with mistakes put into {@code problems} and the contracts as far as they can be read. */
    public static SourceContracts read(Path schemas, TableContracts tables, Problems problems) {
        Map<String, SourceContract> contracts = new TreeMap<>();
        for (Path file : yamlFiles(schemas.resolve("sources"))) {
            YamlNode.read(file, problems)
                    .flatMap(root -> new SourceContractReader(file, tables, problems).read(root))
                    .ifPresent(contract -> add(contract, contracts, problems));
        }
        return new SourceContracts(contracts);
    }

    /**
     * Reads one contract that may lie anywhere, such as a draft.
     *
     * @throws ConfigurationException with every mistake of the file
     */
    public static SourceContracts ofFile(Path file, TableContracts tables) {
        Problems problems = new Problems();
        Map<String, SourceContract> contracts = new TreeMap<>();
        YamlNode.read(file, problems)
                .flatMap(root -> new SourceContractReader(file, tables, problems).read(root))
                .ifPresent(contract -> contracts.put(contract.source(), contract));
        problems.throwIfAny();
        return new SourceContracts(contracts);
    }

    private static void add(SourceContract contract, Map<String, SourceContract> contracts, Problems problems) {
        String expected = contract.source() + ".yaml";
        if (!contract.file().getFileName().toString().equals(expected)) {
            problems.add(new Problem(
                    contract.file().toString(),
                    0,
                    "the source '" + contract.source() + "'",
                    "a file of that name, " + expected,
                    "The landing folder has the same name"));
        }
        contracts.put(contract.source(), contract);
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    folder.toString(), "no readable folder", "the folder schemas/sources", "Check --schemas");
        }
    }

    /** Every contract, by name of the source. */
    public List<SourceContract> all() {
        return List.copyOf(contracts.values());
    }

    /**
     * The contract of a source.
     *
     * @throws ConfigurationException when there is none
     */
    public SourceContract get(String source) {
        SourceContract contract = contracts.get(source);
        if (contract == null) {
            throw ConfigurationException.of(
                    "schemas/sources/" + source + ".yaml",
                    "no such contract",
                    "one of " + String.join(", ", contracts.keySet()),
                    Spelling.nearest(source, contracts.keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(""));
        }
        return contract;
    }
}
