package io.creditlake.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "creditlake",
        mixinStandardHelpOptions = true,
        version = "creditlake 0.1.0",
        description = "Nightly, explainable credit grading on an Apache Iceberg lakehouse.",
        subcommands = {
            DemoCommand.class,
            NightlyCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            SqlCommand.class,
            ReleaseCommand.class,
            QuarantineCommand.class,
            ContractCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            DrawCommand.class,
            PublicationCommand.class,
            WarningsCommand.class,
            ServeCommand.class,
            GenerateCommand.class,
            DoctorCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  failed",
            "  2  wrong usage or configuration",
            "  3  release withheld by an audit",
            "  4  another run holds the lake"
        })
public final class Creditlake implements Callable<Integer> {
    /** Stages of a night that are commands too, in order; report is a command of its own. */
    private static final List<String> STAGES =
            List.of("ingest", "standardise", "resolve", "grade", "supervise", "publish");

    @Spec
    private CommandSpec spec;

    private Creditlake() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command. */
    public static int run(String... arguments) {
        CommandLine root = new CommandLine(new Creditlake());
        for (String stage : STAGES) {
            root.addSubcommand(
                    stage,
                    switch (stage) {
                        case "resolve" -> new ResolveCommand();
                        case "grade" -> new GradeCommand();
                        default -> new StageCommand(stage);
                    });
        }
        root.setExecutionExceptionHandler(Failures::handle);
        root.setParameterExceptionHandler(Failures::handleUsage);
        root.setUsageHelpAutoWidth(true);
        return root.execute(arguments);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return Failures.USAGE;
    }
}
