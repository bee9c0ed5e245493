package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.grade.Simulation;
import io.creditlake.grade.SimulationJson;
import io.creditlake.grade.SimulationPage;
import io.creditlake.grade.SimulationResult;
import io.creditlake.grade.SimulationText;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseReader;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Grades everybody of a release under the version in force and under another one, and shows who"
                + " moves and why. Nothing is published.")
final class PolicySimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--policy", paramLabel = "P", required = true, description = "The policy.")
    private String policy;

    @Option(
            names = "--version",
            paramLabel = "FILE",
            required = true,
            description = "The version to try: a file of the policy's folder, or a draft anywhere.")
    private Path version;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--as-of",
            paramLabel = "yyyy-MM-dd",
            description = "The day to grade for under both (default: that of the release).")
    private LocalDate asOf;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many subjects that move most are named (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            defaultValue = "text",
            description = "How to show it (default: ${DEFAULT-VALUE}); html is a page with a heat map.")
    private PageFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "A file to write to (default: standard output).")
    private Path output;

    @Mixin
    private LanguageOption language;

    @Override
    public Integer call() {
        if (top < 0) {
            throw new ParameterException(spec.commandLine(), "--top " + top + ": expected 0 or more");
        }
        Policies policies = Policies.load(common.conf(), TableContracts.load(common.schemas()));
        AsOfOptions.checkPolicy(policies, Optional.of(policy));
        Policy known = policies.find(policy).orElseThrow();
        PolicyVersion other = policies.draft(known, version);
        AsOfOptions.tellInternal(policies, Optional.of(policy));
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.ofNullable(release))) {
            policies.checkExpressions(reader.spark(), other);
            LocalDate day = Optional.ofNullable(asOf)
                    .or(() -> reader.release().map(Release::runDate))
                    .orElseThrow(() -> ConfigurationException.of(
                            "--as-of", "no release to take the day from", "a day", "Run a night first"));
            PolicyVersion now = inForce(policies, day);
            PolicyVersion tried = policies.governed(other, day);
            if (tried.digest().equals(now.digest())) {
                throw ConfigurationException.of(
                        "--version " + version, "what the version in force says", "another version", "");
            }
            Simulation simulation = new Simulation(reader.spark(), policies, now, tried, day);
            write(shown(simulation.run(top), reader.release().map(Release::name).orElse("")));
        }
        return 0;
    }

    private PolicyVersion inForce(Policies policies, LocalDate day) {
        return policies.inForce(policy, day)
                .orElseThrow(() -> ConfigurationException.of(
                        "--as-of " + day, "no version of " + policy + " in force", "a later day", ""));
    }

    private String shown(SimulationResult result, String name) {
        Path reference = common.conf().resolve("reference");
        Regions regions = Regions.load(reference.resolve("regions.csv"));
        Industries industries = Industries.load(reference.resolve("industries.csv"));
        Locale locale = language.locale();
        return switch (format) {
            case text -> SimulationText.of(result, locale, regions, industries);
            case json -> SimulationJson.of(result) + "\n";
            case html -> SimulationPage.of(result, name, locale, regions, industries);
        };
    }

    private void write(String text) {
        if (output == null) {
            System.out.print(text);
            System.out.flush();
            return;
        }
        try {
            Files.writeString(output, text);
        } catch (IOException e) {
            throw ConfigurationException.of("--output " + output, "no file that can be written", "a file", "");
        }
    }
}
