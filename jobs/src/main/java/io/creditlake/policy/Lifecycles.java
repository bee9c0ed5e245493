package io.creditlake.policy;

import io.creditlake.config.Problems;
import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of {@code conf/lifecycle}.
 *
 * @param versions by rising effective date; each is in force until the next
 */
public record Lifecycles(List<LifecycleVersion> versions) {

    /**
     * Reads every version; none when there is no such folder. Conditions are read but not analysed.
     *
     * @param conf the folder {@code conf}
     * @param problems where every mistake of every file is reported
     */
    static Lifecycles read(Path conf, TableContracts contracts, Problems problems) {
        Path folder = conf.resolve("lifecycle");
        List<LifecycleVersion> versions = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : YamlFiles.among(files, "a version that is not read", problems)) {
                    new LifecycleReader(file, contracts, problems).read().ifPresent(versions::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + folder, e);
            }
        }
        versions.sort(Comparator.comparing(LifecycleVersion::effectiveFrom));
        return new Lifecycles(List.copyOf(versions));
    }

    /**
     * The versions that govern records on a day, the one in force first. Behind it stand those that still govern the
     * records of their own time; none before the first version.
     */
    public List<LifecycleVersion> on(LocalDate day) {
        List<LifecycleVersion> governing = new ArrayList<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            LifecycleVersion version = versions.get(i);
            if (version.effectiveFrom().isAfter(day)) {
                continue;
            }
            governing.add(version);
            if (version.governsEarlier()) {
                break;
            }
        }
        return List.copyOf(governing);
    }

    /** The day from which the next version is in force after a day. */
    public Optional<LocalDate> nextAfter(LocalDate day) {
        return versions.stream()
                .map(LifecycleVersion::effectiveFrom)
                .filter(date -> date.isAfter(day))
                .findFirst();
    }

    /** A fingerprint of what governs records on a day; empty before the first version. */
    String digest(LocalDate day) {
        return on(day).stream().map(LifecycleVersion::digest).collect(Collectors.joining("+"));
    }

    /** Every condition of every version. */
    List<Condition> conditions() {
        return versions.stream()
                .flatMap(version -> version.classes().stream())
                .flatMap(c -> c.terms().stream())
                .map(Term::where)
                .toList();
    }

    /** The values that a province must replace by its own. */
    public List<Placeholder> placeholders() {
        return versions.stream()
                .flatMap(version -> version.placeholders().stream())
                .toList();
    }
}
