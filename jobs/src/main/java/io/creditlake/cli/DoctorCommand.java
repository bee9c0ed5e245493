package io.creditlake.cli;

import io.creditlake.night.Checkup;
import io.creditlake.night.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks for what is wrong with the machine, the configuration and the lake, and says what to do.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--archive", description = "Read every file of the archive and hold it against its hash.")
    private boolean archive;

    @Override
    public Integer call() {
        List<Finding> findings = new Checkup(common.settings()).run(archive);
        for (Finding finding : findings) {
            System.out.printf(
                    Locale.ROOT,
                    "%-5s %-14s %s%n",
                    finding.good() ? "ok" : "WRONG",
                    finding.subject(),
                    finding.found() + (finding.good() ? "" : ". " + finding.toDo()));
        }
        return findings.stream().allMatch(Finding::good) ? 0 : Failures.FAILED;
    }
}
