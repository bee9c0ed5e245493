package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.grade.CaseResult;
import io.creditlake.grade.CaseRun;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.RuleLint;
import io.creditlake.policy.CaseReader;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyCase;
import io.creditlake.retention.RetentionRules;
import io.creditlake.supervise.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Works on the policies.",
        subcommands = {PolicySimulateCommand.class, PolicyValidateCommand.class})
final class PolicyCommand {
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description =
                    "Shows every mistake of the policies in conf, of the lifecycle and of retention, with file and"
                            + " line.")
    int lint(@Mixin CommonOptions common) {
        TableContracts tables = TableContracts.load(common.schemas());
        Policies policies = Policies.load(common.conf(), tables);
        Supervision supervision = Supervision.load(common.conf(), tables, policies);
        RetentionRules retention = RetentionRules.load(common.conf(), tables);
        new RuleLint(common.settings()).policies(policies, supervision);
        List<Placeholder> placeholders = new ArrayList<>(policies.placeholders());
        placeholders.addAll(policies.lifecycles().placeholders());
        placeholders.addAll(supervision.placeholders());
        placeholders.addAll(retention.placeholders());
        long versions =
                policies.all().stream().mapToLong(p -> p.versions().size()).sum();
        System.out.println(policies.all().size() + " policies in " + versions + " versions, "
                + policies.lifecycles().versions().size() + " of the lifecycle: no mistake found");
        if (!placeholders.isEmpty()) {
            System.out.println(
                    placeholders.size() + " values are illustrative: a province puts its own in their place");
        }
        return 0;
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Runs the cases of the policies in conf and shows, line by line, where a policy gives other"
                    + " than a case expects. Ends with 1 when one does.")
    int test(
            @Mixin CommonOptions common,
            @Option(names = "--policy", paramLabel = "P", description = "The policy of interest (default: all).")
                    String policy) {
        TableContracts tables = TableContracts.load(common.schemas());
        Policies policies = Policies.load(common.conf(), tables);
        List<PolicyCase> cases = CaseReader.read(common.conf(), policies, wanted(policies, policy));
        SparkSession spark = Sessions.forReading(common.settings(), Map.of(), 0);
        policies.checkExpressions(spark);
        List<CaseResult> failed = new CaseRun(spark, policies)
                .of(cases).stream().filter(r -> !r.holds()).toList();
        failed.forEach(PolicyCommand::print);
        System.out.println(
                cases.size() + " cases: " + (cases.size() - failed.size()) + " hold, " + failed.size() + " do not");
        return failed.isEmpty() ? 0 : Failures.FAILED;
    }

    private static List<Policy> wanted(Policies policies, String policy) {
        return policy == null
                ? policies.all()
                : List.of(policies.find(policy)
                        .orElseThrow(() -> ConfigurationException.of(
                                "--policy " + policy,
                                "no such policy",
                                "one of "
                                        + policies.all().stream()
                                                .map(Policy::id)
                                                .collect(Collectors.joining(", ")),
                                "")));
    }

    private static void print(CaseResult result) {
        System.out.println(result.given().file() + ":" + result.given().line() + ": "
                + result.given().name());
        for (CaseResult.Difference d : result.differences()) {
            System.out.printf("  %-32s expected %-12s found %s%n", d.what(), d.expected(), d.found());
        }
    }
}
