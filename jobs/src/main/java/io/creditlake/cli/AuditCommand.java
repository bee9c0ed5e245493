package io.creditlake.cli;

import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.RuleLint;
import io.creditlake.policy.Policies;
import io.creditlake.publish.audit.Audits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Audits: what must hold of a night before readers see it.")
final class AuditCommand implements Callable<Integer> {
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
            description = "Shows every mistake in conf/audits.yaml, with file and line.")
    int lint(@Mixin CommonOptions options) {
        Settings settings = options.settings();
        TableContracts tables = TableContracts.load(options.schemas());
        Audits audits = Audits.load(
                settings,
                tables,
                SourceContracts.load(options.schemas(), tables),
                Policies.load(options.conf(), tables));
        new RuleLint(settings).audits(audits);
        System.out.println(audits.count() + " audits, two of which no file can switch off: no mistake found");
        return 0;
    }
}
