package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.grade.Explanation;
import io.creditlake.grade.ExplanationJson;
import io.creditlake.grade.ExplanationPage;
import io.creditlake.grade.ExplanationText;
import io.creditlake.grade.Explanations;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.match.Model;
import io.creditlake.match.ModelReader;
import io.creditlake.night.ReleaseReader;
import io.creditlake.policy.Policies;
import io.creditlake.report.identity.IdentityExplanation;
import io.creditlake.report.identity.IdentityJson;
import io.creditlake.report.identity.IdentityPage;
import io.creditlake.report.identity.IdentityQueries;
import io.creditlake.report.identity.IdentityText;
import io.creditlake.resolve.SubjectSearch;
import io.creditlake.resolve.SubjectSearch.Found;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says why a subject has its grade, on which records, and what will change it; with --identity, why"
                        + " its codes, names and records belong together.")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "SUBJECT", description = "Any code of the subject, or its exact name.")
    private String subject;

    @Option(
            names = "--policy",
            paramLabel = "P",
            description = "The policy of interest (default: all that are public).")
    private String policy;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Mixin
    private AsOfOptions asOf;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            defaultValue = "text",
            description = "How to say it (default: ${DEFAULT-VALUE}); html is a page to print.")
    private PageFormat format;

    @Option(
            names = "--identity",
            description = "Every code and name, what tied each record and with what weight, merges, splits, open cases"
                    + " and judgements.")
    private boolean identity;

    @Mixin
    private LanguageOption language;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        TableContracts tables = TableContracts.load(common.schemas());
        if (identity) {
            explainIdentity(settings, tables);
        } else {
            explainGrades(settings, tables);
        }
        return 0;
    }

    private void explainIdentity(Settings settings, TableContracts tables) {
        if (asOf.day().isPresent() || asOf.knownOn().isPresent()) {
            throw new ParameterException(spec.commandLine(), "--as-of and --known-on are about grades");
        }
        if (policy != null) {
            throw new ParameterException(spec.commandLine(), "--policy is about grades: leave it or --identity away");
        }
        List<Model> models = ModelReader.read(common.conf().resolve("identity"));
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.ofNullable(release))) {
            long id = one(SubjectSearch.find(reader.spark(), subject)).subjectId();
            String name = reader.release().map(Release::name).orElse("");
            IdentityExplanation explanation = IdentityQueries.explain(reader.spark(), name, tables, models, id)
                    .orElseThrow(() -> notFound());
            System.out.print(
                    switch (format) {
                        case text -> IdentityText.of(explanation, language.language());
                        case json -> IdentityJson.of(explanation) + "\n";
                        case html -> IdentityPage.of(explanation, language.language());
                    });
            System.out.flush();
        }
    }

    private void explainGrades(Settings settings, TableContracts tables) {
        Policies policies = Policies.load(common.conf(), tables);
        AsOfOptions.checkPolicy(policies, Optional.ofNullable(policy));
        try (ReleaseReader reader = asOf.open(spec, settings, Optional.ofNullable(release))) {
            policies.checkExpressions(reader.spark());
            long id = one(SubjectSearch.find(reader.spark(), subject)).subjectId();
            Explanation explanation = Explanations.explain(
                            reader.spark(), policies, id, Optional.ofNullable(policy), asOf.day())
                    .orElseThrow(() -> notFound());
            AsOfOptions.tellInternal(policies, Optional.ofNullable(policy));
            Locale locale = language.locale();
            String name = reader.release().map(Release::name).orElse("");
            System.out.println(
                    switch (format) {
                        case text -> ExplanationText.of(explanation, locale);
                        case json -> ExplanationJson.of(explanation);
                        case html -> ExplanationPage.of(explanation, name, locale);
                    });
            System.out.flush();
        }
    }

    private Found one(List<Found> found) {
        if (found.isEmpty()) {
            throw notFound();
        }
        if (found.size() > 1) {
            throw ConfigurationException.of(
                    "SUBJECT",
                    found.size() + " subjects that bear this name or code",
                    "one of their codes: "
                            + found.stream()
                                    .map(f -> f.code().orElse("subject " + f.subjectId()))
                                    .collect(Collectors.joining(", ")),
                    "");
        }
        return found.get(0);
    }

    /** What was asked for is not repeated: it may be a person's number. */
    private static ConfigurationException notFound() {
        return ConfigurationException.of(
                "SUBJECT",
                "nobody in this release by that code or name",
                "a USCC, organisation code, registration number, taxpayer number, subject id, or an exact name",
                "Look it up: creditlake sql \"SELECT name, uscc FROM subject.subject WHERE name LIKE '%…%'\"");
    }
}
