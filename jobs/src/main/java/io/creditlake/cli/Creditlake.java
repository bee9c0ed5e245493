package io.creditlake.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

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
            RebuildCommand.class,
            QuarantineCommand.class,
            ContractCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            DrawCommand.class,
            PublicationCommand.class,
            WarningsCommand.class,
            ServeCommand.class,
            GenerateCommand.class,
            MaintainCommand.class,
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
public final class Creditlake {
    /** Stages of a night that are commands too, in order; report is a command of its own. */
    private static final List<String> STAGES =
            List.of("ingest", "standardise", "resolve", "grade", "supervise", "publish");

    private Creditlake() {}

    /**
     * Runs a command and ends the process with its exit code. Under {@code spark-submit} a command that has succeeded
     * returns instead: YARN takes every driver that ends itself for one that has failed.
     */
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != 0 || System.getProperty("spark.submit.deployMode") == null) {
            System.exit(code);
        }
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
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
        root.registerConverter(LocalDate.class, Creditlake::day);
        root.setExecutionExceptionHandler(Failures::handle);
        root.setParameterExceptionHandler(Failures::handleUsage);
        root.setUsageHelpAutoWidth(true);
        return execute(root, arguments);
    }

    /** Runs a command and says what went wrong, also of an error: Hadoop throws one where a disk is full. */
    static int execute(CommandLine command, String... arguments) {
        try {
            return command.execute(arguments);
        } catch (Error e) {
            return Failures.handle(e, List.of(arguments));
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no day such as 2026-11-24");
        }
    }
}
