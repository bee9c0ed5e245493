package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.GenerateSummary;
import io.creditlake.generate.Generator;
import io.creditlake.lake.FileSystems;
import io.creditlake.lake.TableContracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Writes the dumps of a synthetic province to the landing folder, and the truth about them.")
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--subjects", defaultValue = "2000", description = "Subjects (default: ${DEFAULT-VALUE}).")
    private long subjects;

    @Option(names = "--nights", defaultValue = "3", description = "Nights (default: ${DEFAULT-VALUE}).")
    private int nights;

    @Option(
            names = "--start",
            paramLabel = "yyyy-MM-dd",
            defaultValue = "2026-11-22",
            description = "The first night (default: ${DEFAULT-VALUE}).")
    private LocalDate start;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--dirt",
            defaultValue = "0.08",
            description = "Share of rows planted with dirt (default: ${DEFAULT-VALUE}).")
    private double dirt;

    @Option(
            names = "--identity-dirt",
            defaultValue = "0.05",
            description = "Share of records that name their subject badly, and of subjects easily taken for others"
                    + " (default: ${DEFAULT-VALUE}).")
    private double identityDirt;

    @Override
    public Integer call() {
        GenerateSummary summary = generate(common, options -> options.withSubjects(subjects)
                .withNights(start, nights)
                .withSeed(seed)
                .withDirt(dirt)
                .withIdentityDirt(identityDirt));
        System.out.printf(
                Locale.ROOT,
                "%,d rows in %,d files under %s; the truth is in %s%n",
                summary.totalRows(),
                summary.files(),
                common.folders().landing(),
                summary.truth());
        return 0;
    }

    /** Writes a province to the landing folder, with other options than those of {@link GenerateOptions#of}. */
    static GenerateSummary generate(CommonOptions common, UnaryOperator<GenerateOptions> options) {
        String landing = common.folders().landing();
        if (FileSystems.isUri(landing)) {
            throw ConfigurationException.of(
                    "--landing " + landing,
                    "a URI",
                    "a folder of a local disk, the only place where a province is written",
                    "Copy it from there: hdfs dfs -put");
        }
        SourceContracts contracts = SourceContracts.load(common.schemas(), TableContracts.load(common.schemas()));
        return Generator.generate(options.apply(GenerateOptions.of(Path.of(landing), contracts, common.conf())));
    }
}
