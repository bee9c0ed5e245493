package io.creditlake.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.creditlake.contract.SourceContract;
import io.creditlake.generate.Telling.Repetition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What is true of the rows of a night.
 *
 * <p>{@code <date>.csv} has a line for each row with dirt and each repetition: what is written in which column, whether
 * the row is accepted, a duplicate or quarantined by which rule (a row with a cell too many is refused as a whole, in no
 * column), what value the record holds where normalising cures it, and what flag it carries, as {@code field:rule}.
 * {@code <date>.rows.csv} has a line for every row, with its fact, its subject, and the {@linkplain Naming slips} in how
 * it names the subject. A person's number is expected in
 * clear, as the lake keeps but a token of it; it is nobody's.
 */
final class Truth implements Closeable {
    private final LocalDate date;
    private final CsvWriter notable;
    private final CsvWriter every;

    private Truth(LocalDate date, CsvWriter notable, CsvWriter every) {
        this.date = date;
        this.notable = notable;
        this.every = every;
    }

    /** Opens the files of a night; a date has such a file exactly when its dumps were generated. */
    static Truth open(GenerateOptions options, int night) throws IOException {
        LocalDate date = options.date(night);
        Files.createDirectories(options.truth());
        CsvWriter notable = writer(notable(options, date));
        notable.writeRecord(
                "source",
                "date",
                "file",
                "row_number",
                "outcome",
                "field",
                "rule",
                "kind",
                "written",
                "expected",
                "flag",
                "corrected",
                "subject",
                "uscc");
        CsvWriter every = null;
        Path rows = options.truth().resolve(date + ".rows.csv");
        Files.deleteIfExists(rows);
        if (options.truthOfEveryRow()) {
            every = writer(rows);
            every.writeRecord("source", "file", "row_number", "outcome", "corrected", "fact", "subject", "slips");
        }
        return new Truth(date, notable, every);
    }

    static Path notable(GenerateOptions options, LocalDate date) {
        return options.truth().resolve(date + ".csv");
    }

    static CsvWriter writer(Path file) throws IOException {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    /** Notes a row. */
    void note(SourceContract contract, Position position, Telling telling, Stain stain) {
        Fact fact = telling.fact();
        Outcome outcome = telling.outcome();
        Repetition repetition = telling.repetition();
        String corrected = String.valueOf(repetition.corrects());
        String row = String.valueOf(position.row());
        if (every != null) {
            every.writeRecord(
                    contract.source(),
                    position.file(),
                    row,
                    outcome.key(),
                    corrected,
                    fact.id(),
                    fact.party(),
                    String.join(" ", fact.slips()));
        }
        if (stain != null || repetition != Repetition.NONE) {
            notable.writeRecord(
                    contract.source(),
                    date.toString(),
                    position.file(),
                    row,
                    outcome.key(),
                    stain == null || stain.splits() ? "" : stain.column(),
                    stain == null ? "" : stain.rule(),
                    stain == null ? repetition.kind() : stain.kind(),
                    stain == null ? "" : stain.written(),
                    stain == null ? "" : stain.expected(),
                    stain == null || stain.flag().isEmpty() ? "" : stain.column() + ":" + stain.flag(),
                    corrected,
                    fact.party(),
                    fact.uscc() == null ? "" : fact.uscc());
        }
    }

    @Override
    public void close() throws IOException {
        notable.close();
        if (every != null) {
            every.close();
        }
    }
}
