package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.Spelling;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.match.Comparison;
import io.creditlake.match.EstimationRun.Outcome;
import io.creditlake.match.EstimationRun.Told;
import io.creditlake.match.Level;
import io.creditlake.match.Model;
import io.creditlake.match.ModelReader;
import io.creditlake.match.ModelText;
import io.creditlake.night.ReleaseReader;
import io.creditlake.resolve.ModelEstimation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description =
                "Estimates m, u and the prior of a model on a release and prints its file with the new figures; nights"
                        + " obey the file in conf/identity alone.")
final class ResolveEstimateCommand implements Callable<Integer> {
    /** A level whose weight moves by fewer bits is not told. */
    private static final double TOLD_FROM = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model of conf/identity; may be left out where there is but one.")
    private String name;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "About how many subjects to draw when there are more (default: ${DEFAULT-VALUE}).")
    private long sample;

    @Option(names = "--write", description = "Write the file in conf/identity instead of printing it.")
    private boolean write;

    @Override
    public Integer call() {
        if (sample < 1) {
            throw new ParameterException(spec.commandLine(), "--sample is a number of subjects, 1 or more");
        }
        Settings settings = common.settings();
        Model model = model(ModelReader.read(common.conf().resolve("identity")));
        String text = read(model.file());
        // Before the long work: what cannot be written need not be estimated.
        with(model, text);
        Progress progress = new Progress(common);
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.ofNullable(release))) {
            String on = reader.release()
                    .map(Release::name)
                    .orElseThrow(() -> ConfigurationException.of(
                            "lake", "no release", "a published night", "Run one: creditlake nightly --date …"));
            progress.say("estimating model '" + model.identity() + "' on " + on + " …");
            Outcome outcome =
                    new ModelEstimation(reader.spark(), TableContracts.load(common.schemas())).of(model, on, sample);
            print(with(outcome.model(), text), model.file(), progress);
            summary(model, outcome, progress);
            if (text.lines().anyMatch(line -> line.startsWith("illustrative:"))) {
                progress.say("The line 'illustrative:' stays: take it out when the thresholds are your own too.");
            }
        }
        return 0;
    }

    private Model model(List<Model> models) {
        List<String> names = models.stream().map(Model::identity).toList();
        if (name == null && models.size() == 1) {
            return models.get(0);
        }
        return models.stream()
                .filter(m -> m.identity().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of(
                        name == null ? "--model" : "--model " + name,
                        name == null ? models.size() + " models in conf/identity" : "no such model",
                        names.isEmpty() ? "a file in conf/identity" : "one of " + String.join(", ", names),
                        Optional.ofNullable(name)
                                .flatMap(n -> Spelling.nearest(n, names))
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String with(Model model, String text) {
        try {
            return ModelText.of(model, text);
        } catch (IllegalArgumentException e) {
            throw ConfigurationException.of(
                    model.file().toString(),
                    e.getMessage(),
                    "each level in a line: - {level: same, m: 0.6, u: 0.0001}",
                    "");
        }
    }

    private void print(String text, Path file, Progress progress) {
        if (!write) {
            System.out.print(text);
            System.out.flush();
            return;
        }
        try {
            // A night that begins now finds the old file or the new one, never half of one.
            Path made = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.say("Written to " + file);
    }

    private static void summary(Model before, Outcome outcome, Progress progress) {
        Model after = outcome.model();
        progress.say(format(
                "%,d subjects, %,d random pairs, %,d blocked pairs with a code missing",
                outcome.subjects(), outcome.randomPairs(), outcome.openPairs()));
        for (Told told : outcome.rules()) {
            progress.say(format(
                    "  rule %-30s %,12d pairs, about %,.0f one, %d rounds",
                    told.rule(), told.pairs(), told.one(), told.rounds()));
        }
        progress.say(format("prior %.3g → %.3g", before.prior(), after.prior()));
        progress.say(format("Levels whose weight moved by %.0f bit or more:", TOLD_FROM));
        for (int c = 0; c < before.comparisons().size(); c++) {
            Comparison was = before.comparisons().get(c);
            for (Level old : was.levels()) {
                Level level = after.comparisons().get(c).level(old.name());
                if (Math.abs(level.weight() - old.weight()) >= TOLD_FROM) {
                    progress.say(format(
                            "  %-22s %-16s m %.3g → %.3g, u %.3g → %.3g, %+.1f → %+.1f bits",
                            was.name(),
                            level.name(),
                            old.m(),
                            level.m(),
                            old.u(),
                            level.u(),
                            old.weight(),
                            level.weight()));
                }
            }
        }
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
