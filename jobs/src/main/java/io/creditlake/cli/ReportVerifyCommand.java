package io.creditlake.cli;

import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Says whether a credit report was made with this key, and whether the release still says the same.")
final class ReportVerifyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "NUMBER", description = "The number on the report.")
    private String number;

    @Parameters(paramLabel = "CODE", description = "The verification code on the report.")
    private String code;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        ReportCheck check = new ReportCheck(settings, TableContracts.load(common.schemas()), ReportKey.load(settings));
        ReportCheck.Outcome outcome = check.of(number, code);
        if (!outcome.genuine()) {
            System.out.println("The code does not go with the number: no report that was made with this key has both.");
            System.out.println("Was one of them mistyped, or is another key in force?");
            return 1;
        }
        System.out.println("The report was made with this key, from release-" + outcome.date() + ".");
        System.out.println(
                switch (outcome.content()) {
                    case SAME -> "The release says the same of the subject today.";
                    case OTHER ->
                        "The release, or the configuration, says something else today: compare with a new one.";
                    case UNKNOWN -> "That release cannot be read any more.";
                });
        return 0;
    }
}
