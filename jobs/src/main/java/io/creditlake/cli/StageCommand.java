package io.creditlake.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        mixinStandardHelpOptions = true,
        description = "Runs this stage of the night of a date, on what the stage before it left.")
final class StageCommand implements Callable<Integer> {
    private final String stage;

    @Mixin
    private CommonOptions common;

    @Option(names = "--date", required = true, paramLabel = "yyyy-MM-dd", description = "The night.")
    private LocalDate date;

    @Option(names = "--again", description = "Run it although the release is published from the same inputs.")
    private boolean again;

    StageCommand(String stage) {
        this.stage = stage;
    }

    @Override
    public Integer call() {
        new Nights(common.settings(), new Progress(common)).stage(date, stage, again);
        return 0;
    }
}
