package io.creditlake.ingest;

import io.creditlake.contract.Marker;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of the dumps: {@code <landing>/<source>/<yyyy-MM-dd>/}. Names that begin with a dot or _ are no dumps. */
final class Landing {
    private static final String SUCCESS = "_SUCCESS";

    private final Path root;
    private final FileSystem files;
    private final Links links;
    private final List<String> passedOver = new ArrayList<>();

    Landing(String landing, Configuration hadoop) throws IOException {
        this.root = new Path(landing);
        this.files = root.getFileSystem(hadoop);
        this.links = new Links(files);
    }

    /**
     * A complete delivery of a source.
     *
     * @param contract its contract
     * @param date date of its folder
     * @param manifest its manifest; empty when it has none, or none that can be read
     * @param problem why its manifest cannot be read; empty when it can, or there is none
     * @param dumps its files by name
     * @param absent what should be a file of it and is none
     */
    record Delivery(
            SourceContract contract,
            LocalDate date,
            Optional<Manifest> manifest,
            String problem,
            List<FileStatus> dumps,
            List<Absent> absent) {
        /** The path of something in its folder, below the landing folder. */
        String path(String name) {
            return contract.source() + "/" + date + "/" + name;
        }

        /** Rows that the manifest declares of a file; null when it does not. */
        Long declared(String name) {
            return manifest.map(m -> m.files().get(name))
                    .flatMap(Manifest.Entry::rows)
                    .orElse(null);
        }
    }

    /**
     * A file that never came, or something that is no file.
     *
     * @param name its name
     * @param message what is wrong, in the language of the department
     */
    record Absent(String name, String message) {}

    /** Complete deliveries whose folder date is wanted, by source and date. */
    List<Delivery> complete(SourceContracts contracts, Predicate<LocalDate> wanted) throws IOException {
        passedOver.clear();
        List<Delivery> deliveries = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        for (SourceContract contract : contracts.all()) {
            sources.add(contract.source());
            Path source = new Path(root, contract.source());
            for (FileStatus folder : visible(list(source))) {
                Optional<LocalDate> date = date(folder);
                if (links.leadOut(folder, source)) {
                    passedOver.add(contract.source() + "/" + name(folder) + ": is a link that leads out of its folder");
                } else if (date.isEmpty()) {
                    passedOver.add(contract.source() + "/" + name(folder) + ": is no folder named like 2026-11-23");
                } else if (wanted.test(date.get())) {
                    delivery(contract, date.get(), folder.getPath()).ifPresent(deliveries::add);
                }
            }
        }
        visible(list(root)).stream()
                .filter(f -> !sources.contains(name(f)))
                .forEach(f -> passedOver.add(name(f) + ": no contract names such a source"));
        return deliveries;
    }

    /** What the last look passed over, and why. */
    List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    private Optional<Delivery> delivery(SourceContract contract, LocalDate date, Path folder) throws IOException {
        List<FileStatus> all = list(folder);
        List<FileStatus> content =
                all.stream().filter(f -> !links.leadOut(f, folder.getParent())).toList();
        boolean hasManifest = content.stream().anyMatch(f -> f.isFile() && name(f).equals(Manifest.NAME));
        boolean whole = hasManifest || isMarked(contract, content);
        List<FileStatus> dumps = dumps(contract, content, whole);
        if (!whole && dumps.isEmpty()) {
            passedOver.add(contract.source() + "/" + date + ": has neither " + SUCCESS + " nor " + Manifest.NAME
                    + contract.delivery()
                            .marker()
                            .map(m -> " nor " + m.pattern())
                            .orElse(""));
            return Optional.empty();
        }
        Optional<Manifest> manifest = Optional.empty();
        String problem = "";
        if (hasManifest) {
            try (InputStream in = files.open(new Path(folder, Manifest.NAME))) {
                manifest = Optional.of(Manifest.read(in));
            } catch (DumpException e) {
                problem = e.getMessage();
            }
        }
        return Optional.of(
                new Delivery(contract, date, manifest, problem, dumps, absent(all, content, dumps, manifest, problem)));
    }

    private static boolean isMarked(SourceContract contract, List<FileStatus> content) {
        Optional<String> ofFolder =
                contract.delivery().marker().filter(m -> !m.ofEachFile()).map(Marker::pattern);
        return content.stream()
                .map(Landing::name)
                .anyMatch(name ->
                        name.equals(SUCCESS) || ofFolder.filter(name::equals).isPresent());
    }

    /** The files that have come whole; of a folder that has not, those with a marker of their own. */
    private List<FileStatus> dumps(SourceContract contract, List<FileStatus> content, boolean whole) {
        Optional<Marker> marker = contract.delivery().marker();
        List<FileStatus> dumps = visible(content).stream()
                .filter(f -> f.isFile() && marker.filter(m -> m.fits(name(f))).isEmpty())
                .toList();
        if (whole) {
            return dumps;
        }
        Set<String> names = new HashSet<>(content.stream().map(Landing::name).toList());
        List<FileStatus> marked = dumps.stream()
                .filter(f -> marker.filter(m -> m.ofEachFile() && names.contains(m.of(name(f))))
                        .isPresent())
                .toList();
        if (!marked.isEmpty()) {
            dumps.stream()
                    .filter(f -> !marked.contains(f))
                    .forEach(f -> passedOver.add(contract.source() + "/"
                            + f.getPath().getParent().getName() + "/" + name(f) + ": has no "
                            + marker.orElseThrow().of(name(f)) + " beside it"));
        }
        return marked;
    }

    private static List<Absent> absent(
            List<FileStatus> all,
            List<FileStatus> content,
            List<FileStatus> dumps,
            Optional<Manifest> manifest,
            String problem) {
        List<Absent> absent = new ArrayList<>();
        visible(all).stream()
                .filter(f -> !content.contains(f))
                .forEach(f -> absent.add(new Absent(name(f), "是指向报送目录之外的链接，不予接收，请直接放入文件")));
        if (dumps.isEmpty() && !problem.isEmpty()) {
            absent.add(new Absent(Manifest.NAME, problem));
        }
        visible(content).stream()
                .filter(f -> !f.isFile())
                .forEach(f -> absent.add(new Absent(name(f), "是子目录，其中的文件不接收，请直接放在日期目录下")));
        Set<String> present = new HashSet<>(dumps.stream().map(Landing::name).toList());
        absent.forEach(a -> present.add(a.name()));
        manifest.ifPresent(m -> m.files().keySet().stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> absent.add(new Absent(name, "清单列有此文件而未收到"))));
        return absent;
    }

    private static Optional<LocalDate> date(FileStatus folder) {
        try {
            return folder.isDirectory() ? Optional.of(LocalDate.parse(name(folder))) : Optional.empty();
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

    private static List<FileStatus> visible(List<FileStatus> all) {
        return all.stream()
                .filter(f -> !name(f).startsWith("_") && !name(f).startsWith("."))
                .toList();
    }

    private static String name(FileStatus file) {
        return file.getPath().getName();
    }
}
