package io.creditlake.generate;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContract;
import io.creditlake.standards.Industries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the dumps of a synthetic province and the truth about them. Rows are written as they are thought of: memory does
 * not grow with their number.
 */
public final class Generator {
    private final GenerateOptions options;
    private final World world;
    private final List<Source> sources = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Tally tally = new Tally();

    private Generator(GenerateOptions options) {
        Path reference = options.conf().resolve("reference");
        Places places = Places.load(reference.resolve("regions.csv"));
        Industries industries = Industries.load(reference.resolve("industries.csv"));
        this.options = options;
        this.world = new World(options, places, industries, new Vocabulary());
        List<SourceContract> contracts = options.contracts().all().stream()
                .filter(SourceContract::generated)
                .toList();
        Map<String, List<SourceContract>> classes =
                contracts.stream().collect(Collectors.groupingBy(SourceContract::recordClass));
        for (SourceContract contract : contracts) {
            List<SourceContract> peers = classes.get(contract.recordClass());
            Optional<FactMaker> maker = FactMaker.of(contract.recordClass(), world);
            if (maker.isEmpty() || Layout.all(contract).isEmpty()) {
                skipped.add(contract.source());
                continue;
            }
            sources.add(new Source(
                    contract,
                    maker.get(),
                    new Rendering(contract),
                    OrderRule.of(contract),
                    places,
                    new Planter(),
                    peers.indexOf(contract),
                    peers.size()));
        }
    }

    /**
     * Writes the dumps of every night to {@code <landing>/<source>/<date>/} and the truth to {@code <landing>/_truth/}.
     * Dumps that an earlier generation left at the same place are replaced.
     *
     * @throws ConfigurationException when a folder to write to holds files that were not generated, or the lists
     *     of regions and industries cannot be read; nothing is written then
     * @throws UncheckedIOException when a file cannot be written
     */
    public static GenerateSummary generate(GenerateOptions options) {
        Generator generator = new Generator(options);
        generator.checkLanding();
        try {
            for (int night = 1; night <= options.nights(); night++) {
                generator.write(night);
            }
            Census.write(options, generator.world);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return generator.tally.summary(options.truth(), List.copyOf(generator.skipped));
    }

    /** A delivery without truth beside it is a real one. */
    private void checkLanding() {
        for (int night = 1; night <= options.nights(); night++) {
            if (Files.exists(Truth.notable(options, options.date(night)))) {
                continue;
            }
            for (Source source : sources) {
                Path folder = options.landing()
                        .resolve(source.contract().source())
                        .resolve(options.date(night).toString());
                if (Files.exists(folder)) {
                    throw ConfigurationException.of(
                            folder.toString(),
                            "a delivery that was not generated",
                            "no folder of that name",
                            "Choose another --landing or another date");
                }
            }
        }
    }

    private void write(int night) throws IOException {
        try (Truth truth = Truth.open(options, night)) {
            for (Source source : sources) {
                Delivery delivery = Delivery.open(source.contract(), options, night);
                new SourceWriter(source, world, truth, tally, delivery, night)
                        .write(options.subjectsBy(night), options.dirt());
                tally.countFiles(delivery.complete());
            }
        }
    }
}
