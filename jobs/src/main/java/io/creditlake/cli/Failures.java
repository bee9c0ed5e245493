package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.Release;
import io.creditlake.night.LakeHeldException;
import io.creditlake.publish.WithheldException;
import io.creditlake.standards.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into messages that a person can act on, and exit codes. */
final class Failures {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int WITHHELD = 3;
    static final int HELD = 4;

    /** In the words of the operating system, which speaks the language of its user, of SQLite and of HDFS. */
    private static final List<String> FULL = List.of(
            "No space left on device",
            "设备上没有空间",
            "SQLITE_FULL",
            "DSQuotaExceededException",
            "could only be written to 0 of the 1 minReplication nodes");

    /** In the words of Java, and of Spark and YARN about an executor that ended so (52 is Spark's code of it). */
    private static final List<String> TOO_LITTLE_MEMORY = List.of(
            "java.lang.OutOfMemoryError: Java heap space",
            "java.lang.OutOfMemoryError: GC overhead limit exceeded",
            "exceeding memory limits",
            "exit code 52",
            "exited with code 52");

    /** Rows that a stage keeps lie on one executor each; Spark names what is missing by a condition of its own. */
    private static final List<String> LOST_WORKER = List.of("CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND", "ExecutorLostFailure");

    private Failures() {}

    /** Handles a failure of a command that was called rightly. */
    static int handle(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, parsed.originalArgs());
    }

    /** The same of any failure, given the words of the command. */
    static int handle(Throwable failure, List<String> arguments) {
        if (debug(arguments)) {
            failure.printStackTrace();
        }
        LogFormat format = LogFormat.of(arguments);
        if (failure instanceof ConfigurationException wrong) {
            say(format, USAGE, wrong.problems().stream().map(Problem::describe).toList());
            return USAGE;
        }
        if (failure instanceof WithheldException withheld) {
            say(format, WITHHELD, withheld(withheld.release()));
            return WITHHELD;
        }
        if (failure instanceof LakeHeldException) {
            say(format, HELD, List.of(failure.getMessage()));
            return HELD;
        }
        say(format, FAILED, List.of(reason(failure)));
        if (!debug(arguments) && format == LogFormat.text) {
            System.err.println("Run it again with --debug for the whole story.");
        }
        return FAILED;
    }

    /** Each reason in a line; what comes of a night's data may hold characters that a terminal obeys. */
    private static void say(LogFormat format, int code, List<String> reasons) {
        if (format == LogFormat.json) {
            System.err.println(LogFormat.line("error", "failure", Map.of("code", code, "reasons", reasons)));
        } else {
            reasons.forEach(reason ->
                    System.err.println((reason.startsWith("  ") ? "" : "creditlake: ") + SafeText.line(reason)));
        }
    }

    private static List<String> withheld(Release release) {
        List<String> reasons = new ArrayList<>();
        reasons.add(release.name() + " is withheld; readers keep the last release.");
        // What failed first: who is told of a failure may see the first lines alone.
        release.audits().stream()
                .sorted(Comparator.comparing(Release.Audit::passed))
                .forEach(audit -> reasons.add((audit.passed() ? "  passed  " : "  FAILED  ") + audit.name() + ": found "
                        + audit.found() + "; expected " + audit.expected()));
        reasons.add("Mend the cause and run the night again, or widen the bound in conf/audits.yaml, for one night with"
                + " --set audits.<audit>.at_most=…");
        return reasons;
    }

    /** Handles a command that was called wrongly. Of one that only groups others, those are shown when none was named. */
    static int handleUsage(ParameterException wrong, String[] arguments) {
        System.err.println("creditlake: " + wrong.getMessage());
        CommandLine command = wrong.getCommandLine();
        boolean groups = !command.getSubcommands().isEmpty() && !(command.getCommand() instanceof Callable);
        if (groups && !(wrong instanceof UnmatchedArgumentException)) {
            command.usage(System.err);
            return USAGE;
        }
        if (!UnmatchedArgumentException.printSuggestions(wrong, System.err)) {
            System.err.println("Try 'creditlake " + path(wrong.getCommandLine()) + "--help'.");
        }
        return USAGE;
    }

    private static String path(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return name.equals("creditlake") ? "" : name.substring("creditlake ".length()) + " ";
    }

    /** What it came of and what to do, where that is known; else the innermost reason that says something, in one line. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        Optional<String> remedy = remedy(innermost);
        while (remedy.isEmpty() && innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
            remedy = remedy(innermost);
        }
        return remedy.orElse(firstLine(innermost));
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }

    /**
     * What a failure that comes of the machines came of, and what to do; empty for others. Of the failure of a task only its
     * text is left.
     */
    private static Optional<String> remedy(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (holdsOneOf(message, FULL)) {
            return Optional.of(
                    "a disk is full, that of the lake or of temporary files. Make room (creditlake doctor looks at"
                            + " local ones) and run the same again: a night goes on with the stage that failed");
        }
        String text = failure instanceof OutOfMemoryError ? "java.lang.OutOfMemoryError: " + message : message;
        if (holdsOneOf(text, TOO_LITTLE_MEMORY)) {
            return Optional.of("found too little memory. Give more (CREDITLAKE_JAVA_OPTS=-Xmx8g; under spark-submit"
                    + " --driver-memory and --executor-memory) and run the same again: a night goes on with the stage that"
                    + " failed");
        }
        if (holdsOneOf(message, LOST_WORKER)) {
            return Optional.of(
                    "a worker of the cluster was lost, and with it rows that it alone held. Run the night again:"
                            + " it goes on with the stage that failed");
        }
        return Optional.empty();
    }

    private static boolean holdsOneOf(String message, List<String> words) {
        return words.stream().anyMatch(message::contains);
    }

    private static boolean debug(List<String> arguments) {
        return arguments.contains("--debug");
    }
}
