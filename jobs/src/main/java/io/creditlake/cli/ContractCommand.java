package io.creditlake.cli;

import io.creditlake.config.Problems;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.RuleLint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        description = "Works on the contracts of the sources.",
        subcommands = {ContractInferCommand.class, ContractCheckCommand.class})
final class ContractCommand {
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Shows every mistake of the contracts in schemas, with file and line.")
    int lint(@Mixin CommonOptions common) {
        TableContracts tables = TableContracts.load(common.schemas());
        Problems problems = new Problems();
        SourceContracts sources = SourceContracts.read(common.schemas(), tables, problems);
        new RuleLint(common.settings()).contracts(sources, tables, problems);
        problems.throwIfAny();
        System.out.println(sources.all().size() + " sources and " + tables.all().size() + " tables: no mistake found");
        return 0;
    }
}
