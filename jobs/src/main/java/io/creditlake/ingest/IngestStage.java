package io.creditlake.ingest;

import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpShape;
import io.creditlake.ingest.Landing.Delivery;
import io.creditlake.ingest.TakeIn.Incoming;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
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
 * is taken in too, so that what came late is not lost.
 */
public final class IngestStage implements Stage {
    private static final String DELIVERIES = "ops.delivery";

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
        List<Delivery> deliveries = unseen(workspace, hadoop);
        List<DeliveryRow> rows = new ArrayList<>(lackingFiles(deliveries, workspace.runDate()));
        List<Expected> expected = expected(deliveries);
        if (!expected.isEmpty()) {
            List<TakenIn> taken = archive(workspace, hadoop, expected);
            Set<String> known = knownContents(workspace, taken);
            for (TakenIn file : taken) {
                rows.add(row(expected.get(file.index()), file, known, workspace.runDate()));
            }
        }
        if (!rows.isEmpty()) {
            workspace.append(
                    DELIVERIES,
                    workspace
                            .spark()
                            .createDataFrame(
                                    rows.stream().map(DeliveryRow::toRow).toList(), DeliveryRow.SCHEMA)
                            .coalesce(1));
        }
        return report(deliveries, rows);
    }

    /** Deliveries of the night's date, and earlier ones whose files no night has seen. */
    private List<Delivery> unseen(Workspace workspace, Configuration hadoop) throws IOException {
        LocalDate night = workspace.runDate();
        LocalDate first = new Releases(workspace.tables())
                .all().stream()
                        .filter(r -> r.runDate().isBefore(night))
                        .findFirst()
                        .map(r -> r.runDate())
                        .orElse(night);
        LocalDate earliest =
                night.minusDays(workspace.settings().ingestLookbackDays()).isAfter(first)
                        ? night.minusDays(workspace.settings().ingestLookbackDays())
                        : first;
        List<Delivery> all = new Landing(workspace.settings().folders().landing(), hadoop)
                .complete(contracts, date -> !date.isAfter(night) && !date.isBefore(earliest));
        boolean early = all.stream().anyMatch(d -> d.date().isBefore(night));
        Set<String> seen = early ? seenFiles(workspace, earliest) : Set.of();
        List<Delivery> unseen = new ArrayList<>();
        for (Delivery delivery : all) {
            List<FileStatus> dumps = delivery.dumps().stream()
                    .filter(f -> delivery.date().equals(night) || !seen.contains(path(delivery, f) + " " + f.getLen()))
                    .toList();
            if (delivery.date().equals(night) || !dumps.isEmpty()) {
                unseen.add(new Delivery(
                        delivery.contract(),
                        delivery.date(),
                        delivery.manifest(),
                        delivery.unreadableManifest(),
                        dumps));
            }
        }
        return unseen;
    }

    private static Set<String> seenFiles(Workspace workspace, LocalDate earliest) {
        Set<String> seen = new HashSet<>();
        workspace
                .read(DELIVERIES)
                .filter(functions.col("folder_date").geq(functions.lit(earliest)))
                .select(functions.concat_ws(" ", functions.col("file"), functions.col("bytes")))
                .collectAsList()
                .forEach(row -> seen.add(row.getString(0)));
        return seen;
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
        Optional<String> contradiction = delivery.unreadableManifest()
                ? Optional.of("清单 _MANIFEST.json 无法解析")
                : delivery.manifest().flatMap(m -> m.contradiction(name, file.sha256(), file.rows()));
        String message = contradiction.orElse(file.refusal());
        if (!message.isEmpty()) {
            status = DeliveryRow.REFUSED;
        } else if (!known.add(delivery.contract().source() + " " + file.sha256())) {
            status = DeliveryRow.REPEATED;
            message = "与此前已接收的文件内容相同，不再处理";
        }
        Long declared = delivery.manifest()
                .map(m -> m.files().get(name))
                .flatMap(Manifest.Entry::rows)
                .orElse(null);
        return new DeliveryRow(
                delivery.contract(),
                delivery.date(),
                path(delivery, expected.dump()),
                Optional.of(file),
                declared,
                status,
                message,
                night);
    }

    /** Files that a manifest names and nobody delivered. */
    private static List<DeliveryRow> lackingFiles(List<Delivery> deliveries, LocalDate night) {
        List<DeliveryRow> rows = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Set<String> present = new HashSet<>();
            delivery.dumps().forEach(f -> present.add(f.getPath().getName()));
            if (!delivery.date().equals(night) || delivery.manifest().isEmpty()) {
                continue;
            }
            delivery.manifest().get().files().forEach((name, entry) -> {
                if (!present.contains(name)) {
                    rows.add(new DeliveryRow(
                            delivery.contract(),
                            delivery.date(),
                            delivery.contract().source() + "/" + delivery.date() + "/" + name,
                            Optional.empty(),
                            entry.rows().orElse(null),
                            DeliveryRow.REFUSED,
                            "清单列有此文件而未收到",
                            night));
                }
            });
        }
        return rows;
    }

    private static String path(Delivery delivery, FileStatus dump) {
        return delivery.contract().source() + "/" + delivery.date() + "/"
                + dump.getPath().getName();
    }

    private static StageReport report(List<Delivery> deliveries, List<DeliveryRow> rows) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("deliveries", (long) deliveries.size());
        counters.put("files", (long) rows.size());
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
        List<String> notes = rows.stream()
                .filter(r -> !r.status().equals(DeliveryRow.RECEIVED))
                .map(r -> r.file() + ": " + r.status() + ": " + r.message())
                .toList();
        return new StageReport(counters, notes);
    }
}
