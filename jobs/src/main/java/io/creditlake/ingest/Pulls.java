package io.creditlake.ingest;

import io.creditlake.archive.Archive;
import io.creditlake.contract.Pull;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpShape;
import io.creditlake.ingest.PullHistory.Extract;
import io.creditlake.ingest.TableRead.Done;
import io.creditlake.ingest.TableRead.Range;
import io.creditlake.ingest.TakeIn.Incoming;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Pulls what has changed in departments' databases since the last release, up to the end of the night's date, into the
 * archive. From there on it is a file of JSON lines like any other. A database that cannot be read is refused alone.
 */
final class Pulls {
    private static final Format EXTRACT = new Format("*", Kind.JSONL, List.of("UTF-8"), List.of(','), "", "");

    private final Workspace workspace;
    private final Archive archive;
    private final TakeIn takeIn;

    Pulls(Workspace workspace, Configuration hadoop) {
        String lake = workspace.settings().folders().lake();
        this.workspace = workspace;
        this.archive = Archive.of(lake, hadoop);
        this.takeIn = new TakeIn(lake, new SerializableConfiguration(hadoop));
    }

    /** A row for each source that is pulled. */
    List<DeliveryRow> of(SourceContracts contracts) throws IOException {
        List<SourceContract> pulled =
                contracts.all().stream().filter(c -> c.pull().isPresent()).toList();
        if (pulled.isEmpty()) {
            return List.of();
        }
        PullHistory history = PullHistory.of(workspace, pulled);
        try (Connections connections = new Connections(workspace.settings())) {
            List<Callable<DeliveryRow>> pulls = new ArrayList<>();
            pulled.forEach(contract -> pulls.add(() -> pull(contract, history, connections)));
            return SideBySide.run(workspace.spark(), pulls);
        }
    }

    private DeliveryRow pull(SourceContract contract, PullHistory history, Connections connections) throws IOException {
        Pull pull = contract.pull().orElseThrow();
        Optional<HighWater> mark = history.mark(contract.source(), pull.table());
        String begin = pull.table() + "@" + mark.map(HighWater::value).orElse("") + "..";
        try {
            Optional<Extract> earlier = history.extract(contract.source(), begin);
            Optional<Archive.Entry> kept = earlier.flatMap(Extract::entry);
            if (kept.isPresent()) {
                archive.require(kept.get().sha256());
            }
            return row(contract, earlier.isPresent() ? earlier.get() : read(contract, begin, mark, connections));
        } catch (PullException e) {
            return refused(contract, begin, e.getMessage());
        }
    }

    private Extract read(SourceContract contract, String begin, Optional<HighWater> mark, Connections connections)
            throws IOException, PullException {
        Pull pull = contract.pull().orElseThrow();
        try (Connection connection = connections.open(pull)) {
            TableRead read = new TableRead(
                    connection,
                    pull,
                    Duration.ofMinutes(workspace.settings().databases().minutes()));
            Optional<Range> range = read.range(workspace.runDate(), mark);
            String message = read.hasUndated() ? "有的行变更列 " + pull.changeColumn() + " 为空，增量读取不到，请补填" : "";
            AtomicReference<Done> done = new AtomicReference<>(new Done(0, null));
            Optional<Archive.Entry> entry = Optional.empty();
            if (range.isPresent()) {
                entry = Optional.of(archive.<SQLException, PullException>store(
                        out -> done.set(read.write(range.get(), mark, out))));
            }
            if (done.get().rows() == 0) {
                return new Extract(path(contract, begin), Optional.empty(), message, mark);
            }
            HighWater reached = done.get().mark();
            return new Extract(path(contract, begin + reached.value()), entry, message, Optional.of(reached));
        } catch (SQLException e) {
            throw PullException.of(e, pull.table(), pull.database().address(), true);
        }
    }

    private String path(SourceContract contract, String name) {
        return contract.source() + "/" + workspace.runDate() + "/" + name;
    }

    private DeliveryRow row(SourceContract contract, Extract extract) throws IOException {
        LocalDate night = workspace.runDate();
        if (extract.entry().isEmpty()) {
            return new DeliveryRow(
                    contract,
                    night,
                    extract.file(),
                    Optional.empty(),
                    Drift.NONE,
                    null,
                    DeliveryRow.UNCHANGED,
                    extract.message(),
                    extract.mark(),
                    night);
        }
        DumpShape shape = new DumpShape(List.of(EXTRACT), DumpShape.of(contract).columns());
        String name = extract.file().substring(extract.file().lastIndexOf('/') + 1);
        TakenIn taken = takeIn.examined(
                new Incoming(0, "", name, shape), extract.entry().get());
        Drift drift = Drift.of(contract, taken);
        String refusal = taken.refusal().isEmpty() ? drift.refusal(contract) : taken.refusal();
        boolean refused = !refusal.isEmpty();
        return new DeliveryRow(
                contract,
                night,
                extract.file(),
                Optional.of(taken),
                drift,
                null,
                refused ? DeliveryRow.REFUSED : DeliveryRow.RECEIVED,
                refused ? refusal : DeliveryRules.joined(extract.message(), drift.note()),
                // What was refused is read again.
                refused ? Optional.empty() : extract.mark(),
                night);
    }

    private DeliveryRow refused(SourceContract contract, String begin, String message) {
        LocalDate night = workspace.runDate();
        return new DeliveryRow(
                contract,
                night,
                path(contract, begin),
                Optional.empty(),
                Drift.NONE,
                null,
                DeliveryRow.REFUSED,
                message,
                Optional.empty(),
                night);
    }
}
