package io.creditlake.ingest;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNight;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.config.Problem;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpShape;
import io.creditlake.ingest.Landing.Delivery;
import io.creditlake.ingest.TakeIn.Incoming;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.DurableLake;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes in the complete deliveries of the night: archives each file under its hash, checks it against its manifest, finds
 * out how it is written, and records it in {@code ops.delivery}. A folder of an earlier date that no night has taken in
 * is taken in too, so that what came late is not lost. Pulls from databases are deliveries like the others. The
 * judgements of people on identities that are in force, what they say about warnings and
 * what readers say about files they got are taken in beside them. All of it, with contracts and configuration, stays in the
 * archive, so that {@link RetakeStage} can do the same again without landing folder and databases.
 */
public final class IngestStage implements Stage {
    /** Counter of the bytes that were pulled from databases; absent when no source is pulled. */
    public static final String PULLED_BYTES = "pulled_bytes";

    static final String DELIVERIES = "ops.delivery";

    private final SourceContracts contracts;

    /** A stage that takes in what the contracts name. */
    public IngestStage(SourceContracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public StageReport run(Workspace workspace) {
        try {
            return takeIn(workspace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StageReport takeIn(Workspace workspace) throws IOException {
        Configuration hadoop = workspace.spark().sparkContext().hadoopConfiguration();
        Arrivals arrivals = Arrivals.of(workspace, contracts, hadoop);
        List<Delivery> deliveries = arrivals.deliveries();
        List<DeliveryRow> rows = new ArrayList<>(absent(deliveries, workspace.runDate()));
        List<Expected> expected = expected(deliveries);
        if (!expected.isEmpty()) {
            List<TakenIn> taken = archive(workspace, hadoop, expected);
            Set<String> known = knownContents(workspace, taken);
            for (TakenIn file : taken) {
                rows.add(row(expected.get(file.index()), file, known, workspace.runDate()));
            }
        }
        List<DeliveryRow> pulled = new Pulls(workspace, hadoop).of(contracts);
        rows.addAll(pulled);
        rows = new ArrayList<>(new DeliveryRules(workspace).applied(rows));
        rows.addAll(DueDeliveries.missing(workspace, contracts, rows));
        Replays replays = Replays.of(workspace, contracts, hadoop);
        long judged = TakenJudgements.take(workspace, hadoop);
        TakenAcknowledgements.take(workspace, hadoop);
        List<Problem> unread = TakenReceipts.take(workspace, hadoop);
        rows.addAll(replays.rows());
        Dataset<Row> frame = workspace
                .spark()
                .createDataFrame(rows.stream().map(DeliveryRow::toRow).toList(), DeliveryRow.SCHEMA)
                .coalesce(1);
        if (!rows.isEmpty()) {
            workspace.append(DELIVERIES, frame);
        }
        Archive archive = Archive.of(workspace.settings().folders().lake(), hadoop);
        new ArchivedNights(archive)
                .taken(ArchivedNight.of(
                        archive,
                        workspace.settings(),
                        workspace.runDate(),
                        frame.toJSON().collectAsList(),
                        SaidFiles.of(workspace.settings().folders().landing(), workspace.runDate(), hadoop)));
        // What is taken in can be thrown away where it came from. Where it cannot be forced, publication says so.
        DurableLake.force(workspace.settings().folders().lake());
        return report(arrivals, replays, rows, pulled, judged, unread);
    }

    /** A file of a delivery. */
    private record Expected(Delivery delivery, FileStatus dump) {}

    private static List<Expected> expected(List<Delivery> deliveries) {
        List<Expected> expected = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            delivery.dumps().forEach(dump -> expected.add(new Expected(delivery, dump)));
        }
        return expected;
    }

    private static List<TakenIn> archive(Workspace workspace, Configuration hadoop, List<Expected> expected) {
        Map<String, DumpShape> shapes = new HashMap<>();
        List<Incoming> incoming = new ArrayList<>();
        for (Expected file : expected) {
            DumpShape shape = shapes.computeIfAbsent(
                    file.delivery().contract().source(),
                    source -> DumpShape.of(file.delivery().contract()));
            incoming.add(new Incoming(
                    incoming.size(),
                    file.dump().getPath().toString(),
                    file.dump().getPath().getName(),
                    shape));
        }
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(workspace.spark().sparkContext());
        TakeIn takeIn = new TakeIn(workspace.settings().folders().lake(), new SerializableConfiguration(hadoop));
        List<TakenIn> taken =
                new ArrayList<>(spark.parallelize(incoming, Math.min(incoming.size(), spark.defaultParallelism() * 4))
                        .map(takeIn)
                        .collect());
        taken.sort(Comparator.comparingInt(TakenIn::index));
        return taken;
    }

    /** Contents that were taken in before, as source and hash. */
    private static Set<String> knownContents(Workspace workspace, List<TakenIn> taken) {
        Set<String> known = new HashSet<>();
        if (!workspace.hasRows(DELIVERIES)) {
            return known;
        }
        Column tonight = functions
                .col("sha256")
                .isInCollection(taken.stream().map(TakenIn::sha256).distinct().toList());
        Dataset<Row> earlier = workspace
                .read(DELIVERIES)
                .filter(tonight)
                .filter(functions.col("status").isin("received", "standardised"))
                .select("source", "sha256");
        earlier.collectAsList().forEach(row -> known.add(row.getString(0) + " " + row.getString(1)));
        return known;
    }

    private static DeliveryRow row(Expected expected, TakenIn file, Set<String> known, LocalDate night) {
        Delivery delivery = expected.delivery();
        String name = expected.dump().getPath().getName();
        String status = DeliveryRow.RECEIVED;
        Drift drift = Drift.of(delivery.contract(), file);
        String refusal = refusal(delivery, name, file, drift);
        String message = DeliveryRules.joined(file.note(), drift.note());
        if (!refusal.isEmpty()) {
            status = DeliveryRow.REFUSED;
            message = refusal;
        } else if (!known.add(delivery.contract().source() + " " + file.sha256())) {
            status = DeliveryRow.REPEATED;
            message = "与此前已接收的文件内容相同，不再处理";
        }
        return new DeliveryRow(
                delivery.contract(),
                delivery.date(),
                delivery.path(name),
                Optional.of(file).filter(TakenIn::isArchived),
                drift,
                delivery.declared(name),
                status,
                message,
                Optional.empty(),
                night);
    }

    private static String refusal(Delivery delivery, String name, TakenIn file, Drift drift) {
        if (!file.isArchived() || !delivery.problem().isEmpty()) {
            return file.isArchived() ? delivery.problem() : file.refusal();
        }
        return delivery.manifest()
                .flatMap(m -> m.contradiction(name, file.sha256(), file.rows()))
                .orElse(file.refusal().isEmpty() ? drift.refusal(delivery.contract()) : file.refusal());
    }

    private static List<DeliveryRow> absent(List<Delivery> deliveries, LocalDate night) {
        return deliveries.stream()
                .flatMap(delivery -> delivery.absent().stream()
                        .map(absent -> new DeliveryRow(
                                delivery.contract(),
                                delivery.date(),
                                delivery.path(absent.name()),
                                Optional.empty(),
                                Drift.NONE,
                                delivery.declared(absent.name()),
                                DeliveryRow.REFUSED,
                                absent.message(),
                                Optional.empty(),
                                night)))
                .toList();
    }

    private static StageReport report(
            Arrivals arrivals,
            Replays replays,
            List<DeliveryRow> rows,
            List<DeliveryRow> pulled,
            long judged,
            List<Problem> unread) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("deliveries", (long) arrivals.deliveries().size());
        counters.put("files", rows.stream().filter(r -> !r.isMissing()).count());
        counters.put(
                "refused",
                rows.stream()
                        .filter(r -> r.status().equals(DeliveryRow.REFUSED))
                        .count());
        counters.put(
                "repeated",
                rows.stream()
                        .filter(r -> r.status().equals(DeliveryRow.REPEATED))
                        .count());
        if (!pulled.isEmpty()) {
            counters.put("pulls", (long) pulled.size());
            counters.put(
                    PULLED_BYTES,
                    pulled.stream()
                            .flatMap(r -> r.taken().stream())
                            .mapToLong(TakenIn::bytes)
                            .sum());
        }
        if (judged > 0) {
            counters.put("pairs_judged", judged);
        }
        if (!unread.isEmpty()) {
            // A line may have several mistakes, and a file that cannot be read counts as one.
            counters.put(
                    "receipts_unread",
                    unread.stream()
                            .map(p -> p.file() + ":" + p.line())
                            .distinct()
                            .count());
        }
        counters.put("missing", rows.stream().filter(DeliveryRow::isMissing).count());
        List<String> notes = new ArrayList<>();
        rows.stream()
                .filter(r -> !r.message().isEmpty())
                .map(r -> r.file() + ": " + r.status() + ": " + r.message())
                .forEach(note -> notes.add(SafeText.line(note)));
        arrivals.passedOver().forEach(note -> notes.add(SafeText.line(note)));
        replays.passedOver().forEach(note -> notes.add(SafeText.line(note)));
        unread.forEach(mistake -> notes.add(SafeText.line("no receipt: " + mistake.describe())));
        return new StageReport(counters, notes);
    }
}
