package io.creditlake.generate;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A generated province, read again. */
final class Province {
    static final Path HOME = Path.of(System.getProperty("creditlake.home", ".."));
    static final LocalDate START = LocalDate.of(2026, 11, 23);

    private final GenerateOptions options;
    private final GenerateSummary summary;

    private Province(GenerateOptions options) {
        this.options = options;
        this.summary = Generator.generate(options);
    }

    static GenerateOptions options(Path landing) {
        Path schemas = HOME.resolve("schemas");
        SourceContracts contracts = SourceContracts.load(schemas, TableContracts.load(schemas));
        return GenerateOptions.of(landing, contracts, HOME.resolve("conf"));
    }

    static Province generate(GenerateOptions options) {
        return new Province(options);
    }

    GenerateOptions options() {
        return options;
    }

    GenerateSummary summary() {
        return summary;
    }

    List<LocalDate> dates() {
        return START.datesUntil(START.plusDays(options.nights())).toList();
    }

    /** The lines of the truth about notable rows. */
    List<NamedCsvRecord> truth(LocalDate date) {
        return csv(options.truth().resolve(date + ".csv"));
    }

    /** The lines of the truth about every row. */
    List<NamedCsvRecord> rows(LocalDate date) {
        return csv(options.truth().resolve(date + ".rows.csv"));
    }

    List<NamedCsvRecord> subjects() {
        return csv(options.truth().resolve("subjects.csv"));
    }

    private static List<NamedCsvRecord> csv(Path file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file);
                Stream<NamedCsvRecord> rows = reader.stream()) {
            return rows.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls for every delivery with its date. */
    void forEachDelivery(BiConsumer<LocalDate, Dumps> action) {
        for (SourceContract contract : options.contracts().all()) {
            for (LocalDate date : dates()) {
                Path folder = folder(contract.source(), date);
                if (Files.exists(folder)) {
                    action.accept(date, new Dumps(contract, folder));
                }
            }
        }
    }

    Dumps dumps(String source, LocalDate date) {
        return new Dumps(options.contracts().get(source), folder(source, date));
    }

    Path folder(String source, LocalDate date) {
        return options.landing().resolve(source).resolve(date.toString());
    }

    /** Every file below the landing folder, relative, in order. */
    static List<Path> files(Path landing) {
        try (Stream<Path> all = Files.walk(landing)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .map(landing::relativize)
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
