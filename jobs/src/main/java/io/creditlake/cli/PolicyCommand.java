package io.creditlake.cli;

import io.creditlake.lake.TableContracts;
import io.creditlake.night.RuleLint;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.Policies;
import io.creditlake.supervise.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "policy", mixinStandardHelpOptions = true, description = "Works on the policies.")
final class PolicyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return Failures.USAGE;
    }

    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Shows every mistake of the policies in conf, with file and line.")
    int lint(@Mixin CommonOptions common) {
        TableContracts tables = TableContracts.load(common.schemas());
        Policies policies = Policies.load(common.conf(), tables);
        Supervision supervision = Supervision.load(common.conf(), tables, policies);
        new RuleLint(common.settings()).policies(policies, supervision);
        List<Placeholder> placeholders = new ArrayList<>(policies.placeholders());
        placeholders.addAll(policies.lifecycles().placeholders());
        placeholders.addAll(supervision.placeholders());
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
}
