package io.creditlake.cli;

import io.creditlake.lake.Release;
import io.creditlake.night.ReleaseLog;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Shows the releases, or takes the last ones back.")
final class ReleaseCommand {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the releases, the last one first.")
    int list(@Mixin CommonOptions common) {
        List<Release> releases = new ReleaseLog(common.settings()).all();
        for (int i = releases.size() - 1; i >= 0; i--) {
            Release release = releases.get(i);
            String failed = release.audits().stream()
                    .filter(a -> !a.passed())
                    .map(a -> a.name() + ": " + a.found())
                    .collect(Collectors.joining("; "));
            System.out.printf(
                    Locale.ROOT,
                    "%-22s  night of %s  %-11s  %s%s%n",
                    release.name(),
                    release.runDate(),
                    release.status().name().toLowerCase(Locale.ROOT),
                    release.publishedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    failed.isEmpty() ? "" : "  " + failed);
        }
        if (releases.isEmpty()) {
            System.out.println("no release yet");
        }
        return 0;
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Takes published releases back, so that readers see an earlier one.")
    int rollback(
            @Mixin CommonOptions common,
            @Option(
                            names = "--to",
                            paramLabel = "NAME",
                            description = "The release that readers shall see (default: the one before the current).")
                    String to) {
        ReleaseLog log = new ReleaseLog(common.settings());
        List<Release> taken = log.rollBack(java.util.Optional.ofNullable(to));
        taken.forEach(r -> System.out.println(r.name() + " is taken back"));
        System.out.println(
                "readers see " + log.current().map(Release::name).orElse("no release: the first one is taken back"));
        return 0;
    }
}
