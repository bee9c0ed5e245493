package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.lake.Release;
import io.creditlake.night.ReleaseReader;
import io.creditlake.supervise.CampaignReader;
import io.creditlake.supervise.draw.Campaign;
import io.creditlake.supervise.draw.Seed;
import io.creditlake.supervise.draw.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "draw",
        mixinStandardHelpOptions = true,
        description = "Random inspections: commits to a seed, and verifies what a night has drawn.")
final class DrawCommand {
    @Command(
            name = "commit",
            mixinStandardHelpOptions = true,
            description = "Makes the secret seed of a campaign and prints what to publish of it now.")
    int commit(
            @Parameters(paramLabel = "CAMPAIGN", description = "The campaign, such as 2026-q4-food.") String campaign,
            @Option(
                            names = "--output",
                            required = true,
                            paramLabel = "FILE",
                            description = "Where to keep the seed until the draw; an existing file is not replaced.")
                    Path output) {
        if (!Campaign.isId(campaign)) {
            throw ConfigurationException.of(
                    "CAMPAIGN",
                    "'" + campaign + "'",
                    "lower-case letters, digits and hyphens, such as 2026-q4-food",
                    "");
        }
        String seed = Seed.random();
        try {
            Files.createFile(
                    output, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(output, seed + "\n", StandardOpenOption.WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            throw ConfigurationException.of(
                    "--output " + output, "no new file that can be written", "one that is not there yet", "");
        }
        System.out.println("commitment: " + Seed.commitment(seed));
        System.out.println("Put this line into conf/supervision/draws/" + campaign
                + ".yaml and publish it. For the night that draws, copy " + output
                + " to conf/supervision/draws/" + campaign + ".seed.");
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Draws again from the release that made a draw and compares. Ends with 1 when they differ.")
    int verify(
            @Mixin CommonOptions common,
            @Parameters(paramLabel = "CAMPAIGN", description = "The campaign.") String campaign,
            @Option(
                            names = "--release",
                            paramLabel = "NAME",
                            description = "A release that shows the draw (default: the current one).")
                    String release) {
        Row said;
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.ofNullable(release))) {
            List<Row> rows = Verification.alike(reader.spark()::table, campaign);
            if (rows.isEmpty()) {
                throw ConfigurationException.of(
                        campaign,
                        "no draw in " + reader.release().map(Release::name).orElse("a lake without a release"),
                        "a campaign that a night has drawn for",
                        "");
            }
            if (rows.size() > 1) {
                System.out.println("The draw does not hold: its rows have several seeds, commitments, terms or days");
                return 1;
            }
            said = rows.get(0);
        }
        LocalDate day = LocalDate.parse(String.valueOf(said.<Object>getAs("drawn_on")));
        Problems problems = new Problems();
        Optional<Campaign> terms = CampaignReader.ofRelease(said.getAs("terms"), problems);
        problems.throwIfAny();
        try (ReleaseReader reader = ReleaseReader.openKnownOn(common.settings(), day)) {
            if (!reader.release().map(Release::runDate).equals(Optional.of(day))) {
                throw ConfigurationException.of(
                        campaign,
                        "no release of " + day + ", the night that drew",
                        "that release, published",
                        "It may have been rolled back: see creditlake release list");
            }
            Verification verified =
                    Verification.of(reader.spark()::table, terms.orElseThrow().with(said.getAs("seed")), day);
            String where = reader.release().map(Release::name).orElseThrow();
            if (verified.holds()) {
                System.out.println(verified.drawn() + " subjects and their inspectors are as terms and seed give them"
                        + " on " + where + "; the seed is the one committed to.");
                return 0;
            }
            System.out.println("The draw does not hold on " + where + ":");
            if (!verified.committed()) {
                System.out.println("  the seed is not the one committed to");
            }
            verified.missing().forEach(row -> System.out.println("  missing  " + row));
            verified.surplus().forEach(row -> System.out.println("  surplus  " + row));
            return 1;
        }
    }
}
