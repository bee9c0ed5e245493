package io.creditlake.ingest;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpShape;
import io.creditlake.ingest.TakeIn.Incoming;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes in the files of {@code <landing>/_replay/<night>/}, which take refused rows through again: those of the night,
 * and of earlier ones what no night has seen. Each is a delivery like any other, but its rows count as of the day that
 * the department sent them. A file whose rows are not all open refusals of earlier nights is refused.
 *
 * @param rows what is in them
 * @param passedOver what lies there and is not taken in, and why
 */
record Replays(List<DeliveryRow> rows, List<String> passedOver) {

    /**
     * A file found.
     *
     * @param path its path below the landing folder
     * @param status the file
     * @param replay what its name says
     * @param contract contract of its source
     */
    private record Found(String path, FileStatus status, Replay replay, SourceContract contract) {}

    static Replays of(Workspace workspace, SourceContracts contracts, Configuration hadoop) throws IOException {
        List<String> passedOver = new ArrayList<>();
        List<Found> found = found(workspace, contracts, hadoop, passedOver);
        if (found.isEmpty()) {
            return new Replays(List.of(), passedOver);
        }
        TakeIn takeIn = new TakeIn(workspace.settings().folders().lake(), new SerializableConfiguration(hadoop));
        List<DeliveryRow> rows = new ArrayList<>();
        for (Found file : found) {
            TakenIn taken = takeIn.call(new Incoming(
                    rows.size(),
                    file.status().getPath().toString(),
                    file.replay().name(),
                    DumpShape.ofReplay(file.contract())));
            rows.add(row(file, taken, workspace.runDate()));
        }
        return new Replays(new OpenRows(workspace).held(rows), passedOver);
    }

    private static DeliveryRow row(Found file, TakenIn taken, LocalDate night) {
        boolean changed =
                taken.isArchived() && !taken.sha256().startsWith(file.replay().hash());
        String refusal = changed ? "文件内容与文件名中的摘要不符，疑被改动，请删除后用 quarantine replay 重新生成" : taken.refusal();
        return new DeliveryRow(
                file.contract(),
                file.replay().folderDate(),
                file.path(),
                Optional.of(taken).filter(TakenIn::isArchived),
                Drift.of(file.contract(), taken),
                null,
                refusal.isEmpty() ? DeliveryRow.RECEIVED : DeliveryRow.REFUSED,
                refusal,
                Optional.empty(),
                night);
    }

    private static List<Found> found(
            Workspace workspace, SourceContracts contracts, Configuration hadoop, List<String> passedOver)
            throws IOException {
        Path root = new Path(workspace.settings().folders().landing(), Replay.FOLDER);
        FileSystem files = root.getFileSystem(hadoop);
        List<FileStatus> nights = list(files, root);
        if (nights.isEmpty()) {
            return List.of();
        }
        LocalDate earliest = Arrivals.earliest(workspace);
        Set<String> seen = Arrivals.seen(workspace, earliest);
        Map<String, SourceContract> bySource =
                contracts.all().stream().collect(Collectors.toMap(SourceContract::source, Function.identity()));
        List<Found> found = new ArrayList<>();
        for (FileStatus folder : nights) {
            Optional<LocalDate> date = date(folder);
            boolean wanted = date.isPresent()
                    && !date.get().isAfter(workspace.runDate())
                    && !date.get().isBefore(earliest);
            for (FileStatus file : wanted ? list(files, folder.getPath()) : List.<FileStatus>of()) {
                String path =
                        Replay.FOLDER + "/" + date.get() + "/" + file.getPath().getName();
                Optional<Replay> replay = Replay.of(file.getPath().getName());
                SourceContract contract =
                        replay.map(r -> bySource.get(r.source())).orElse(null);
                boolean unseen =
                        date.get().equals(workspace.runDate()) || !seen.contains(Arrivals.sized(path, file.getLen()));
                if (contract == null) {
                    passedOver.add(path + ": is no replay of a source with a contract");
                } else if (unseen) {
                    found.add(new Found(path, file, replay.get(), contract));
                }
            }
        }
        return found;
    }

    private static Optional<LocalDate> date(FileStatus folder) {
        try {
            return folder.isDirectory()
                    ? Optional.of(LocalDate.parse(folder.getPath().getName()))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .filter(f -> !f.getPath().getName().startsWith("."))
                    .sorted(Comparator.comparing(f -> f.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
