package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ContractTrial;
import io.creditlake.standardise.TrialReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what would be accepted and refused of dumps under a contract, and why. No lake is touched.",
            "Exit code 0 when every file can be read, whatever becomes of its rows; 1 when a file as a whole would"
                    + " be refused."
        })
final class ContractCheckCommand implements Callable<Integer> {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Dumps of one source, or a folder with them; they are read together, in the order of names.")
    private List<Path> files;

    @Option(
            names = "--contract",
            paramLabel = "CONTRACT",
            required = true,
            description = "A contract's file, or the name of a source of schemas/sources.")
    private String contract;

    @Option(
            names = "--date",
            paramLabel = "yyyy-MM-dd",
            description = "The night that would take the dumps (default: today).")
    private Optional<LocalDate> date;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rows shown of each reason (default: ${DEFAULT-VALUE}).")
    private int examples;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How to print what was found (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Override
    public Integer call() throws IOException {
        TableContracts tables = TableContracts.load(common.schemas());
        Path file = Path.of(contract);
        boolean isFile = contract.matches(".*\\.ya?ml") || Files.isRegularFile(file);
        SourceContracts contracts =
                isFile ? SourceContracts.ofFile(file, tables) : SourceContracts.load(common.schemas(), tables);
        String source = isFile ? contracts.all().get(0).source() : contract;
        contracts.get(source);
        TrialReport report = new ContractTrial(common.settings(), tables)
                .of(contracts, source, paths(), date.orElseGet(() -> LocalDate.now(CHINA)), examples);
        new TrialPrinter(System.out, report).print(format);
        return report.isReadable() ? 0 : Failures.FAILED;
    }

    private List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        for (Path path : files) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> all = Files.list(path)) {
                    all.filter(f -> Files.isRegularFile(f)
                                    && !f.getFileName().toString().matches("[_.].*"))
                            .sorted()
                            .forEach(f -> paths.add(f.toUri().toString()));
                }
            } else if (Files.isReadable(path)) {
                paths.add(path.toUri().toString());
            } else {
                throw ConfigurationException.of(path.toString(), "no readable file", "a dump", "");
            }
        }
        if (paths.isEmpty()) {
            throw ConfigurationException.of(files.toString(), "no files", "dumps of one source", "");
        }
        return paths;
    }
}
