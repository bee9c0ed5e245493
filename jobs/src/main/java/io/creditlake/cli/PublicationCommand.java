package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseReader;
import io.creditlake.night.RuleLint;
import io.creditlake.policy.Policies;
import io.creditlake.publish.Receipts;
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.PublicationWriter;
import io.creditlake.publish.view.PublicationWriter.File;
import io.creditlake.publish.view.PublicationWriter.Source;
import io.creditlake.publish.view.Publications;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publication",
        mixinStandardHelpOptions = true,
        description = "Publications: files for readers outside of the lake, with what they may see and nothing else.")
final class PublicationCommand {
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Shows every mistake in conf/publications, with file and line.")
    int lint(@Mixin CommonOptions options) {
        Publications publications = publications(options);
        new RuleLint(options.settings()).publications(publications);
        for (Publication publication : publications.all()) {
            System.out.println("%s: %s, for the %s, from %s"
                    .formatted(
                            publication.id(),
                            publication.title(),
                            publication.audience().word(),
                            publication.table().name()));
        }
        System.out.println(publications.all().size() + " publications, no mistakes");
        return 0;
    }

    @Command(
            name = "write",
            mixinStandardHelpOptions = true,
            description = "Writes all rows of a publication from a release, as its night would have.")
    int write(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "ID", description = "The publication, such as penalty-publicity.") String id,
            @Option(
                            names = "--output",
                            required = true,
                            paramLabel = "DIR",
                            description = "Where its folder goes; there must be no such folder yet.")
                    Path output,
            @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
                    String release) {
        Publications publications = publications(options);
        Publication publication = find(publications, id);
        Path folder = output.resolve(id);
        if (Files.exists(folder)) {
            throw ConfigurationException.of(
                    "--output " + output, "the folder " + folder, "a place without it", "Remove it, or name another");
        }
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.ofNullable(release))) {
            publications.checkExpressions(reader.spark());
            Release of = reader.release()
                    .orElseThrow(() -> ConfigurationException.of(
                            "--lake " + options.settings().folders().lake(),
                            "no release",
                            "a lake with one",
                            "A night makes one: creditlake nightly"));
            List<File> files = new PublicationWriter(
                            publications.policies(),
                            new org.apache.hadoop.fs.Path(
                                    output.toAbsolutePath().toString()),
                            reader.spark().sparkContext().hadoopConfiguration())
                    .write(publication, new Source(of.name(), of.runDate(), reader.spark()::table), Optional.empty());
            long rows = files.stream().mapToLong(File::rows).sum();
            System.out.println("%,d rows of %s in %d files under %s".formatted(rows, of.name(), files.size(), folder));
        }
        return 0;
    }

    @Command(
            name = "receipts",
            mixinStandardHelpOptions = true,
            description = "Holds the receipts of readers against the files that were sent. Ends with 1 when a file was"
                    + " not taken as it was sent.")
    int receipts(
            @Mixin CommonOptions options,
            @Option(
                            names = "--format",
                            paramLabel = "table|csv|json",
                            defaultValue = "table",
                            description = "How to print them (default: ${DEFAULT-VALUE}).")
                    RowFormat format) {
        Publications publications = publications(options);
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.empty())) {
            Dataset<Row> receipts = new Receipts(reader.spark()::table).of(publications);
            new RowPrinter(System.out, format).print(receipts);
            return receipts.where("status NOT IN ('accepted', 'awaited')").isEmpty() ? 0 : Failures.FAILED;
        }
    }

    private static Publications publications(CommonOptions options) {
        TableContracts contracts = TableContracts.load(options.schemas());
        Policies policies = Policies.load(options.conf(), contracts);
        return Publications.load(options.conf(), contracts, policies);
    }

    private static Publication find(Publications publications, String id) {
        List<String> ids = publications.all().stream().map(Publication::id).toList();
        return publications.all().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of(
                        "ID",
                        "'" + id + "'",
                        "one of " + String.join(", ", ids),
                        Spelling.nearest(id, ids)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("")));
    }
}
