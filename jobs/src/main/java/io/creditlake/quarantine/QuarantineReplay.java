package io.creditlake.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.dump.Layout;
import io.creditlake.dump.ReplayOrigins;
import io.creditlake.lake.Replay;
import io.creditlake.quarantine.ReplayFiles.Draft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Lays open refused rows before a night again, as they were sent or as somebody has corrected them. What the night makes
 * of them it says in {@code ops.quarantine}.
 */
public final class QuarantineReplay {
    private static final int MOST_SHOWN = 20;

    private final SparkSession reader;
    private final Settings settings;
    private final SourceContracts contracts;
    private final LocalDate night;
    private final Configuration hadoop;

    /**
     * Replays for a night.
     *
     * @param reader session that shows the release readers see
     * @param night the night; not before that release
     */
    public QuarantineReplay(SparkSession reader, Settings settings, SourceContracts contracts, LocalDate night) {
        this.reader = reader;
        this.settings = settings;
        this.contracts = contracts;
        this.night = night;
        this.hadoop = reader.sparkContext().hadoopConfiguration();
    }

    /**
     * What was written.
     *
     * @param files the replays, which may have been there already
     * @param rows rows in them
     * @param misshapen rows that were left out: without a right number of cells nobody knows which cell is which, so
     *     that they have to be corrected by hand
     * @param example where the first of these stands; empty when there is none
     */
    public record Replayed(List<String> files, long rows, long misshapen, String example) {}

    /**
     * Takes rows through as they were sent: the contract has been mended.
     *
     * @throws ConfigurationException when there is none, or one is on its way already
     */
    public Replayed asSent(RefusedFilter filter) {
        try {
            Dataset<Row> entries =
                    new Refusals(reader).entries(filter).filter(col("run_date").lt(lit(night)));
            ArchivedFiles files = ArchivedFiles.of(reader, settings, entries);
            if (files.sources().isEmpty()) {
                throw ConfigurationException.of(
                        "quarantine replay",
                        "no such refused row that is open",
                        "rows that nights before " + night + " have refused",
                        "See quarantine show. What the night itself refused it reads again when it is run again");
            }
            Dataset<Row> rows = ArchivedFiles.inOrder(files.asSent(reader, entries));
            return write(
                    rows,
                    entries,
                    row -> SentCells.of(
                            files.header(row.<Integer>getAs("file_index")), row.getList(row.fieldIndex("cells"))));
        } catch (IOException e) {
            throw new UncheckedIOException("the replay could not be written", e);
        }
    }

    /**
     * Takes rows through as a corrected file of {@link QuarantineExport} has them.
     *
     * @throws ConfigurationException when the file is none, names a row that is not open, or one is on its way already
     */
    public Replayed corrected(Path file) {
        try {
            CorrectedFile corrected = CorrectedFile.open(file, hadoop);
            Dataset<Row> rows =
                    corrected.rows(reader, new Refusals(reader).entries(RefusedFilter.OPEN.closedToo()), night);
            ArchivedFiles files = ArchivedFiles.of(reader, settings, rows);
            if (files.sources().size() != 1) {
                throw ConfigurationException.of(
                        file.toString(),
                        files.sources().isEmpty() ? "no row" : "rows of " + String.join(", ", files.sources()),
                        "rows of one source",
                        "");
            }
            corrected.refuseUnknownColumns(
                    contracts.get(files.sources().iterator().next()), files.headers());
            return write(ArchivedFiles.inOrder(files.dated(rows)), rows, corrected::cells);
        } catch (IOException e) {
            throw new UncheckedIOException("the replay could not be written", e);
        }
    }

    private Replayed write(Dataset<Row> rows, Dataset<Row> entries, Function<Row, SentCells> cells) throws IOException {
        long written = 0;
        long misshapen = 0;
        String example = "";
        try (ReplayFiles replays = new ReplayFiles(settings.folders().landing(), night, hadoop)) {
            for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
                Row row = all.next();
                RefusedRow refused = RefusedRow.of(row);
                if (row.getAs("problem") != null) {
                    misshapen++;
                    example = example.isEmpty() ? refused.place() : example;
                    continue;
                }
                replays.add(refused, cells.apply(row).byHeader());
                written++;
            }
            List<Draft> drafts = replays.finished();
            for (Draft draft : drafts) {
                refuseUnreadable(draft);
            }
            refuseThoseOnTheirWay(replays, drafts, entries);
            replays.publish();
            return new Replayed(
                    drafts.stream()
                            .map(draft -> replays.place(draft.replay()).toString())
                            .toList(),
                    written,
                    misshapen,
                    example);
        }
    }

    /** What the night would refuse as a whole is said now. */
    private void refuseUnreadable(Draft draft) throws IOException {
        SourceContract contract = contracts.get(draft.replay().source());
        try {
            scan(contract, draft.replay().name(), draft.aside());
        } catch (DumpException e) {
            throw ConfigurationException.of(
                    contract.file().toString(),
                    "rows of " + draft.replay().folderDate() + " that it cannot read: " + e.getMessage(),
                    "rows with every column that must exist",
                    "Mend the contract or correct the rows by hand");
        }
    }

    private List<Layout> scan(SourceContract contract, String name, org.apache.hadoop.fs.Path path)
            throws IOException, DumpException {
        return new DumpScanner(DumpShape.ofReplay(contract), Long.MAX_VALUE)
                .scan(name, new HadoopBytes(path, hadoop))
                .layouts();
    }

    private void refuseThoseOnTheirWay(ReplayFiles replays, List<Draft> drafts, Dataset<Row> entries)
            throws IOException {
        Set<String> known = new HashSet<>();
        drafts.forEach(draft -> known.add(replays.place(draft.replay()).getName()));
        List<org.apache.hadoop.fs.Path> others = replays.present().stream()
                .filter(path -> !known.contains(path.getName())
                        || !path.getParent().getName().equals(night.toString()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Set<String> taken = new HashSet<>();
        reader.table("ops.delivery")
                .filter(col("file").startsWith(Replay.FOLDER + "/"))
                .select("file")
                .collectAsList()
                .forEach(row -> taken.add(row.getString(0)));
        List<DumpFile> waiting = new ArrayList<>();
        for (org.apache.hadoop.fs.Path path : others) {
            String file = Replay.FOLDER + "/" + path.getParent().getName() + "/" + path.getName();
            if (!taken.contains(file)) {
                for (Layout layout : readable(path)) {
                    waiting.add(new DumpFile(waiting.size(), path.toString(), "", file, 0, layout));
                }
            }
        }
        refuse(waiting, entries);
    }

    /** The table of a replay; none when it cannot be read, for then the night will refuse it. */
    private List<Layout> readable(org.apache.hadoop.fs.Path path) throws IOException {
        SourceContract contract =
                contracts.get(Replay.of(path.getName()).orElseThrow().source());
        try {
            return scan(contract, path.getName(), path);
        } catch (DumpException e) {
            return List.of();
        }
    }

    private void refuse(List<DumpFile> waiting, Dataset<Row> entries) {
        if (waiting.isEmpty()) {
            return;
        }
        Dataset<Row> named = ReplayOrigins.of(reader, waiting)
                .select("replay_file", "run_date", "delivery_id", "file", "row_number");
        Problems problems = new Problems();
        List<Row> twice = entries.join(
                        named,
                        scala.jdk.javaapi.CollectionConverters.asScala(Refusals.KEY)
                                .toSeq())
                .select("sent_file", "sent_row_number", "replay_file")
                .orderBy("sent_file", "sent_row_number", "replay_file")
                .takeAsList(MOST_SHOWN);
        for (Row row : twice) {
            problems.add(new Problem(
                    row.getString(0) + ":" + row.getLong(1),
                    0,
                    "a row that is on its way already, in " + settings.folders().landing() + "/" + row.getString(2),
                    "a row that no replay has laid before a night",
                    "Run that night, or delete that file"));
        }
        problems.throwIfAny();
    }
}
