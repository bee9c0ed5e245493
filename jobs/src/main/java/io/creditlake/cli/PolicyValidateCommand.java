package io.creditlake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.grade.Separation;
import io.creditlake.grade.Shift;
import io.creditlake.grade.Validation;
import io.creditlake.grade.ValidationResult;
import io.creditlake.lake.Release;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseReader;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Shows how well the grades of a day foresaw the serious penalties of the next twelve months, and"
                + " how stable they were. Nothing is published.")
final class PolicyValidateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--policy", paramLabel = "P", required = true, description = "The policy.")
    private String policy;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--as-of",
            paramLabel = "yyyy-MM-dd",
            description = "The day of the grades (default: twelve months before the release).")
    private LocalDate asOf;

    @Option(
            names = "--until",
            paramLabel = "yyyy-MM-dd",
            description = "Last day on which a penalty counts (default: twelve months after --as-of).")
    private LocalDate until;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description = "Another release, to compare the distribution of its grades.")
    private String against;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to show it (default: ${DEFAULT-VALUE}).")
    private Format format;

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        Policies policies = Policies.load(common.conf(), TableContracts.load(common.schemas()));
        AsOfOptions.checkPolicy(policies, Optional.of(policy));
        AsOfOptions.tellInternal(policies, Optional.of(policy));
        Map<String, Long> other = against == null ? Map.of() : distribution(against);
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.ofNullable(release))) {
            LocalDate day = Optional.ofNullable(asOf)
                    .or(() -> reader.release().map(Release::runDate).map(date -> date.minusYears(1)))
                    .orElseThrow(() -> ConfigurationException.of(
                            "--as-of", "no release to take the day from", "a day", "Run a night first"));
            LocalDate last = until == null ? day.plusYears(1) : until;
            if (!last.isAfter(day)) {
                throw ConfigurationException.of("--until " + last, "not after " + day, "a day after --as-of", "");
            }
            Optional<LocalDate> known = reader.release().map(Release::runDate);
            if (known.filter(last::isAfter).isPresent()) {
                throw ConfigurationException.of(
                        "--until " + last,
                        "after the release of " + known.orElseThrow(),
                        "a day that the release knows",
                        "Give --until, or an earlier --as-of");
            }
            policies.checkExpressions(reader.spark());
            PolicyVersion version = policies.inForce(policy, day)
                    .orElseThrow(() -> ConfigurationException.of(
                            "--as-of " + day, "no version of " + policy + " in force", "a later day", ""));
            ValidationResult result = new Validation(reader.spark(), policies, version, day, last).run();
            OptionalDouble shift = against == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Shift.index(other, distribution(reader)));
            System.out.print(format == Format.text ? text(result, shift) : json(result, shift));
            System.out.flush();
        }
        return 0;
    }

    private Map<String, Long> distribution(String name) {
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.of(name))) {
            return distribution(reader);
        }
    }

    private Map<String, Long> distribution(ReleaseReader reader) {
        Map<String, Long> grades = new LinkedHashMap<>();
        reader.spark()
                .table(Sessions.CATALOG + ".grade.grade")
                .where(functions.col("policy").equalTo(policy))
                .groupBy("grade")
                .agg(functions.count(functions.lit(1)))
                .collectAsList()
                .forEach(r -> grades.put(r.getString(0), r.getLong(1)));
        return grades;
    }

    private String text(ValidationResult result, OptionalDouble shift) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "%s, version %s: grades of %s, serious penalties until %s%n",
                policy, result.version().version(), result.day(), result.until()));
        out.append(String.format("%-8s %12s %12s %10s%n", "grade", "subjects", "punished", "rate"));
        result.grades()
                .forEach(g -> out.append(
                        String.format("%-8s %12d %12d %10s%n", g.grade(), g.subjects(), g.events(), number(g.rate()))));
        out.append(separation("by grade", result.byGrade()));
        out.append(separation("by score", result.byScore()));
        out.append(String.format(
                "from %s to %s: %s of the grades are the same, PSI %s%n",
                result.day(), result.until(), number(result.stable()), number(result.shift())));
        shift.ifPresent(psi -> out.append(String.format("from %s: PSI %s%n", against, number(psi))));
        return out.toString();
    }

    private static String separation(String name, Separation separation) {
        return String.format(
                "%s: KS %s, AUC %s, Gini %s%n",
                name, number(separation.ks()), number(separation.auc()), number(separation.gini()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private String json(ValidationResult result, OptionalDouble shift) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("policy", policy);
        root.put("policy_version", result.version().version());
        root.put("as_of", result.day().toString());
        root.put("until", result.until().toString());
        root.put(
                "grades",
                result.grades().stream().map(PolicyValidateCommand::figures).toList());
        root.put("by_grade", figures(result.byGrade()));
        root.put("by_score", figures(result.byScore()));
        root.put("stable", orNull(result.stable()));
        root.put("psi", orNull(result.shift()));
        root.put("psi_against", shift.isPresent() ? orNull(shift.getAsDouble()) : null);
        root.put("moves", result.moves());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
        }
    }

    private static Map<String, Object> figures(ValidationResult.OfGrade grade) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("grade", grade.grade());
        figures.put("subjects", grade.subjects());
        figures.put("events", grade.events());
        figures.put("rate", orNull(grade.rate()));
        return figures;
    }

    private static Map<String, Object> figures(Separation separation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ks", orNull(separation.ks()));
        figures.put("auc", orNull(separation.auc()));
        figures.put("gini", orNull(separation.gini()));
        return figures;
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
