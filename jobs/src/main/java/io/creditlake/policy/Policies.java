package io.creditlake.policy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The policies of {@code conf/policies}, by id, and what {@code conf/lifecycle} says of the records they count. */
public final class Policies {
    private final Map<String, Policy> policies;
    private final Lifecycles lifecycles;
    private final TableContracts contracts;

    private Policies(Map<String, Policy> policies, Lifecycles lifecycles, TableContracts contracts) {
        this.policies = policies;
        this.lifecycles = lifecycles;
        this.contracts = contracts;
    }

    /**
     * Reads every version of every policy and of the lifecycle. Conditions are read but not analysed, which needs the engine.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake of every file
     */
    public static Policies load(Path conf, TableContracts contracts) {
        Problems problems = new Problems();
        Map<String, Policy> policies = new LinkedHashMap<>();
        for (Path folder : entries(conf.resolve("policies"), Files::isDirectory)) {
            List<PolicyVersion> versions = new ArrayList<>();
            List<Path> files = entries(folder, Files::isRegularFile);
            for (Path file : YamlFiles.among(files.stream(), "a version that is not read", problems)) {
                new PolicyReader(file, contracts, problems).read(versions).ifPresent(versions::add);
            }
            versions.sort(Comparator.comparing(PolicyVersion::effectiveFrom));
            String id = folder.getFileName().toString();
            policies.put(id, new Policy(id, List.copyOf(versions)));
        }
        Lifecycles lifecycles = Lifecycles.read(conf, contracts, problems);
        problems.throwIfAny();
        return new Policies(policies, lifecycles, contracts);
    }

    /**
     * Reads a version that is to be tried, wherever its file lies and whatever that is called. Its conditions are read
     * but not analysed.
     *
     * @param policy the policy it is a version of
     * @throws ConfigurationException with every mistake of the file
     */
    public PolicyVersion draft(Policy policy, Path file) {
        if (!Files.isRegularFile(file)) {
            throw ConfigurationException.of(file.toString(), "no file", "a version of a policy", "");
        }
        Problems problems = new Problems();
        Optional<PolicyVersion> draft =
                PolicyReader.ofDraft(file.toAbsolutePath(), contracts, problems).read(List.of());
        problems.throwIfAny();
        PolicyVersion version = draft.orElseThrow();
        if (!version.policy().equals(policy.id())) {
            throw ConfigurationException.of(
                    file.toString(), "a version of " + version.policy(), "one of " + policy.id(), "Check --policy");
        }
        // As of every version in its folder: a simulation would otherwise pass what lint refuses.
        Visibility visibility = policy.isPublic() ? Visibility.PUBLIC : Visibility.INTERNAL;
        if (version.visibility() != visibility) {
            throw ConfigurationException.of(
                    file.toString(),
                    "visibility: " + version.visibility().key(),
                    visibility.key() + ", as of " + policy.id(),
                    "What others may see is another policy");
        }
        return version;
    }

    private static List<Path> entries(Path folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    folder.toString(), "no readable folder", "a folder of policies", "Check --conf");
        }
    }

    /**
     * Analyses every condition against the columns of its record class.
     *
     * @throws ConfigurationException with every condition that names an unknown column, is not boolean, may divide by 0, that
     *     no record can meet, or whose value depends on anything but the record
     */
    public void checkExpressions(SparkSession spark) {
        checkExpressions(spark, all().stream().flatMap(policy -> policy.versions().stream()));
    }

    /**
     * The same, and of a version that is to be tried: beside those in force, which may be what is wrong.
     *
     * @throws ConfigurationException as the other
     */
    public void checkExpressions(SparkSession spark, PolicyVersion draft) {
        Path tried = draft.file().toAbsolutePath().normalize();
        Stream<PolicyVersion> others = all().stream()
                .flatMap(policy -> policy.versions().stream())
                .filter(v -> !v.file().toAbsolutePath().normalize().equals(tried));
        checkExpressions(spark, Stream.concat(others, Stream.of(draft)));
    }

    private void checkExpressions(SparkSession spark, Stream<PolicyVersion> versions) {
        Problems problems = new Problems();
        ConditionCheck check = new ConditionCheck(spark, contracts, problems);
        versions.flatMap(version -> version.conditions(contracts).stream())
                .forEach(c -> check.check(c.condition(), c.beside()));
        lifecycles.conditions().forEach(check::check);
        problems.throwIfAny();
    }

    /** The tables that the policies read. */
    public TableContracts contracts() {
        return contracts;
    }

    /** What becomes of records with time, under whatever policy. */
    public Lifecycles lifecycles() {
        return lifecycles;
    }

    /** The policies whose grades everybody may see. */
    public List<Policy> published() {
        return all().stream().filter(Policy::isPublic).toList();
    }

    /** Every policy. */
    public List<Policy> all() {
        return List.copyOf(policies.values());
    }

    /** A policy by id. */
    public Optional<Policy> find(String id) {
        return Optional.ofNullable(policies.get(id));
    }

    /** The version of a policy in force on a day; empty when there is no such policy or none in force yet. */
    public Optional<PolicyVersion> inForce(String policy, LocalDate day) {
        return find(policy).flatMap(p -> p.inForce(day)).map(v -> governed(v, day));
    }

    /** The versions in force on a day, one a policy at most. */
    public List<PolicyVersion> inForce(LocalDate day) {
        return all().stream()
                .flatMap(policy -> policy.inForce(day).stream())
                .map(version -> governed(version, day))
                .toList();
    }

    /**
     * A version as it grades on a day: a grade rests on the lifecycle of the records as on the policy, and when either
     * changes, everybody is graded anew.
     */
    public PolicyVersion governed(PolicyVersion version, LocalDate day) {
        String lifecycle = lifecycles.digest(day);
        return lifecycle.isEmpty() ? version : version.withDigest(version.digest() + "+" + lifecycle);
    }

    /**
     * The policies without some.
     *
     * @throws ConfigurationException when one of the names is no policy
     */
    public Policies without(Collection<String> skipped) {
        Problems problems = new Problems();
        Map<String, Policy> kept = new LinkedHashMap<>(policies);
        for (String name : skipped) {
            if (kept.remove(name) == null) {
                String hint = Spelling.nearest(name, policies.keySet())
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("");
                problems.add(new Problem("grade.skip", 0, "the policy '" + name + "'", names(), hint));
            }
        }
        problems.throwIfAny();
        return new Policies(kept, lifecycles, contracts);
    }

    private String names() {
        return "one of " + String.join(", ", policies.keySet());
    }

    /** The values that a province must replace by its own, for a linter to show. */
    public List<Placeholder> placeholders() {
        return all().stream()
                .flatMap(policy -> policy.versions().stream())
                .flatMap(version -> version.placeholders().stream())
                .toList();
    }
}
