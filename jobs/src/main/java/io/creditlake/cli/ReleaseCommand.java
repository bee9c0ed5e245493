package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.ContentHash;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseLog;
import io.creditlake.night.ReleaseReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Shows the releases, what one holds as a hash, or takes the last ones back.")
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
            name = "hash",
            mixinStandardHelpOptions = true,
            description = "Prints a hash of what a release holds: equal wherever and by whatever engine it was made.")
    int hash(
            @Mixin CommonOptions common,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "RELEASE",
                            description = "The releases (default: the one that readers see).")
                    List<String> names,
            @Option(names = "--tables", description = "Print rows and sum of every table before the hash of all.")
                    boolean tables) {
        if (names == null) {
            printHash(common.settings(), Optional.empty(), tables);
        } else {
            names.forEach(name -> printHash(common.settings(), Optional.of(name), tables));
        }
        return 0;
    }

    private static void printHash(Settings settings, Optional<String> name, boolean tables) {
        try (ReleaseReader reader = ReleaseReader.open(settings, name)) {
            Release release = reader.release()
                    .orElseThrow(() -> ConfigurationException.of(
                            "--lake " + settings.folders().lake(),
                            "no published release",
                            "a lake whose night has published",
                            ""));
            TableContracts contracts = TableContracts.load(settings.folders().schemas());
            ContentHash hash = ContentHash.of(release, reader.spark(), contracts);
            if (tables) {
                hash.tables()
                        .forEach(t -> System.out.printf(Locale.ROOT, "%-32s %12d %s%n", t.table(), t.rows(), t.sum()));
            }
            System.out.println(release.name() + "  " + hash.sha256());
        }
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
        List<Release> taken = log.rollBack(Optional.ofNullable(to));
        taken.forEach(r -> System.out.println(r.name() + " is taken back"));
        System.out.println(
                "readers see " + log.current().map(Release::name).orElse("no release: the first one is taken back"));
        return 0;
    }
}
