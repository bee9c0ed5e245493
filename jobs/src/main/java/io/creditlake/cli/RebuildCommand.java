package io.creditlake.cli;

import io.creditlake.archive.ArchivedNights.Line;
import io.creditlake.config.Settings;
import io.creditlake.night.Rebuild;
import io.creditlake.night.Rebuild.Rerun;
import io.creditlake.report.Language;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "Makes a lost lake anew from its archive alone: runs every published night again, in order.")
final class RebuildCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Folder or URI of the archive (default: the folder 'archive' of the lake).")
    private String archive;

    @Override
    public Integer call() {
        Progress progress = new Progress(common);
        Settings settings = common.settings();
        Rebuild rebuild = new Rebuild(
                settings, archive == null ? settings.folders().lake() + "/archive" : CommonOptions.absolute(archive));
        List<Line> releases = rebuild.toDo();
        for (Line release : releases) {
            progress.say("Night of " + release.runDate() + ", again");
            try (Rerun rerun = rebuild.begin(release)) {
                rerun.night()
                        .stagesToDo()
                        .forEach(
                                name -> progress.stage(name, () -> rerun.night().run(name)));
            }
        }
        System.out.println(releases.size() + " releases are made anew; report: "
                + new Nights(settings, progress).report(Optional.empty(), Language.ZH));
        return 0;
    }
}
