package io.creditlake.ingest;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of the dumps: {@code <landing>/<source>/<yyyy-MM-dd>/}. */
final class Landing {
    private static final String SUCCESS = "_SUCCESS";
    private static final String MANIFEST = "_MANIFEST.json";

    private final Path root;
    private final FileSystem files;

    Landing(String landing, Configuration hadoop) throws IOException {
        this.root = new Path(landing);
        this.files = root.getFileSystem(hadoop);
    }

    /**
     * A complete delivery of a source.
     *
     * @param contract its contract
     * @param date date of its folder
     * @param manifest its manifest; empty when it has none, or none that can be read
     * @param unreadableManifest whether there is a manifest that cannot be read
     * @param dumps its files by name
     */
    record Delivery(
            SourceContract contract,
            LocalDate date,
            Optional<Manifest> manifest,
            boolean unreadableManifest,
            List<FileStatus> dumps) {}

    /** Complete deliveries whose folder date is wanted, by source and date. */
    List<Delivery> complete(SourceContracts contracts, Predicate<LocalDate> wanted) throws IOException {
        List<Delivery> deliveries = new ArrayList<>();
        for (SourceContract contract : contracts.all()) {
            for (FileStatus folder : list(new Path(root, contract.source()))) {
                Optional<LocalDate> date = date(folder).filter(wanted);
                if (date.isPresent()) {
                    delivery(contract, date.get(), folder.getPath()).ifPresent(deliveries::add);
                }
            }
        }
        return deliveries;
    }

    private Optional<Delivery> delivery(SourceContract contract, LocalDate date, Path folder) throws IOException {
        List<FileStatus> content = list(folder);
        boolean hasManifest = content.stream().anyMatch(f -> name(f).equals(MANIFEST));
        if (!hasManifest && content.stream().noneMatch(f -> name(f).equals(SUCCESS))) {
            return Optional.empty();
        }
        Optional<Manifest> manifest = Optional.empty();
        if (hasManifest) {
            try (InputStream in = files.open(new Path(folder, MANIFEST))) {
                manifest = Manifest.read(in);
            }
        }
        List<FileStatus> dumps = content.stream()
                .filter(f -> f.isFile() && !name(f).startsWith("_") && !name(f).startsWith("."))
                .toList();
        return Optional.of(new Delivery(contract, date, manifest, hasManifest && manifest.isEmpty(), dumps));
    }

    private static Optional<LocalDate> date(FileStatus folder) {
        if (!folder.isDirectory()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name(folder)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private List<FileStatus> list(Path folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .sorted(Comparator.comparing(Landing::name))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static String name(FileStatus file) {
        return file.getPath().getName();
    }
}
