package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.generate.DeliveryFile.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What one source sends for one night: files of several layouts, and a marker that they are complete. */
final class Delivery {
    /** Files of a night after the first, which has every layout. */
    private static final int LAYOUTS_A_NIGHT = 2;

    private final Path folder;
    private final List<DeliveryFile> files;
    private final boolean manifest;

    private Delivery(Path folder, List<DeliveryFile> files, boolean manifest) {
        this.folder = folder;
        this.files = files;
        this.manifest = manifest;
    }

    /** Makes the folder, empty; what an earlier generation left in it goes. */
    static Delivery open(SourceContract contract, GenerateOptions options, int night) throws IOException {
        LocalDate date = options.date(night);
        Path folder = options.landing().resolve(contract.source()).resolve(date.toString());
        Files.createDirectories(folder);
        clear(folder);
        String stem = contract.source() + "_" + date.format(DateTimeFormatter.BASIC_ISO_DATE) + "_";
        String title = contract.department() + " " + contract.recordClass() + " " + date;
        List<DeliveryFile> files = new ArrayList<>();
        for (Layout layout : layouts(contract, night)) {
            files.add(new DeliveryFile(folder, stem + (files.size() + 1), title, layout, options.rowsPerFile()));
        }
        boolean manifest = Math.floorMod(contract.source().hashCode() + night, 3) != 0;
        return new Delivery(folder, files, manifest);
    }

    private static List<Layout> layouts(SourceContract contract, int night) {
        List<Layout> all = Layout.all(contract);
        if (night == 1) {
            return all;
        }
        List<Layout> tonight = new ArrayList<>();
        for (int i = 0; i < Math.min(LAYOUTS_A_NIGHT, all.size()); i++) {
            Layout layout = all.get((night - 2 + i) % all.size());
            tonight.add(night % 3 == 0 ? layout.varied(contract) : layout);
        }
        return tonight;
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One for each layout. */
    List<DeliveryFile> files() {
        return files;
    }

    /**
     * Ends every file and marks the delivery as complete; a delivery without rows leaves no folder.
     *
     * @return number of files with rows
     */
    int complete() throws IOException {
        List<Written> written = new ArrayList<>();
        for (DeliveryFile file : files) {
            file.end();
            written.addAll(file.written());
        }
        if (written.isEmpty()) {
            Files.delete(folder);
        } else if (manifest) {
            Files.writeString(folder.resolve("_MANIFEST.json"), manifest(written));
        } else {
            Files.writeString(folder.resolve("_SUCCESS"), "");
        }
        return written.size();
    }

    private String manifest(List<Written> written) throws IOException {
        StringBuilder json = new StringBuilder("{\"files\":[");
        for (Written file : written) {
            json.append(json.charAt(json.length() - 1) == '[' ? "\n{\"name\":" : ",\n{\"name\":");
            Json.string(file.name(), json);
            json.append(",\"rows\":").append(file.rows()).append(",\"sha256\":\"");
            json.append(sha256(folder.resolve(file.name()))).append("\"}");
        }
        return json.append("\n]}\n").toString();
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
