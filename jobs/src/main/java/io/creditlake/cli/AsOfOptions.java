package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.night.ReleaseReader;
import io.creditlake.policy.Policies;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The two clocks: when it happened, and when the lake knew. */
final class AsOfOptions {
    @Option(
            names = "--as-of",
            paramLabel = "yyyy-MM-dd",
            description = "The day to grade for: policies, lifecycle and decisions in force then, records of what had"
                    + " happened by then. Nothing is published.")
    private LocalDate day;

    @Option(
            names = "--known-on",
            paramLabel = "yyyy-MM-dd",
            description = "Only what the lake knew on that day: the last release of that night or before (default: the"
                    + " current one).")
    private LocalDate known;

    /** The day to grade for; empty for the grades that a release holds. */
    Optional<LocalDate> day() {
        return Optional.ofNullable(day);
    }

    /** The day whose knowledge counts; empty for that of today. */
    Optional<LocalDate> knownOn() {
        return Optional.ofNullable(known);
    }

    /** The release to read. */
    ReleaseReader open(CommandSpec command, Settings settings, Optional<String> release) {
        if (known == null) {
            return ReleaseReader.open(settings, release);
        }
        if (release.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--known-on picks a release: leave it or --release away");
        }
        return ReleaseReader.openKnownOn(settings, known);
    }

    /** Says so, to who looks, when a policy that was asked for is internal. */
    static void tellInternal(Policies policies, Optional<String> policy) {
        if (policy.flatMap(policies::find).filter(p -> !p.isPublic()).isPresent()) {
            System.err.println(
                    "The policy " + policy.orElseThrow() + " is internal: what follows is for supervision alone.");
        }
    }

    /** Sees that a policy that was asked for is there. */
    static void checkPolicy(Policies policies, Optional<String> policy) {
        if (policy.isPresent() && policies.find(policy.get()).isEmpty()) {
            throw ConfigurationException.of(
                    "--policy " + policy.get(),
                    "no such policy",
                    "one of " + policies.all().stream().map(p -> p.id()).collect(Collectors.joining(", ")),
                    "");
        }
    }
}
