package io.creditlake.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Replay;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Replays on their way into the landing folder, one for each source and folder date. They are written aside and named by
 * their content, so that the same rows make the same files and a file that is there is whole.
 */
final class ReplayFiles implements AutoCloseable {
    private static final String ASIDE = ".incoming";

    private final Path root;
    private final LocalDate night;
    private final Configuration hadoop;
    private final FileSystem files;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<RefusedRow> open = new ArrayList<>();
    private JsonGenerator json;
    private MessageDigest digest;
    private Path aside;

    ReplayFiles(String landing, LocalDate night, Configuration hadoop) throws IOException {
        this.root = new Path(landing, Replay.FOLDER);
        this.night = night;
        this.hadoop = hadoop;
        this.files = PlainFiles.system(root, hadoop);
    }

    /**
     * A file that is written and has not its place yet.
     *
     * @param aside where it lies
     * @param replay what its name will say
     */
    record Draft(Path aside, Replay replay) {}

    /** Adds a row; rows of a source and folder date come together. */
    void add(RefusedRow row, Map<String, String> cells) throws IOException {
        boolean another = open.isEmpty()
                || !open.get(0).source().equals(row.source())
                || !open.get(0).folderDate().equals(row.folderDate());
        if (another) {
            finish();
            begin(row);
        }
        json.writeStartObject();
        json.writeObjectFieldStart(Replay.ORIGIN);
        json.writeStringField("run_date", row.runDate().toString());
        json.writeStringField("delivery_id", row.deliveryId());
        json.writeStringField("file", row.file());
        json.writeNumberField("row_number", row.rowNumber());
        json.writeStringField("sent_delivery_id", row.sentDeliveryId());
        json.writeStringField("sent_file", row.sentFile());
        json.writeNumberField("sent_row_number", row.sentRowNumber());
        json.writeEndObject();
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            json.writeStringField(cell.getKey(), cell.getValue());
        }
        json.writeEndObject();
    }

    private void begin(RefusedRow first) throws IOException {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
        aside = new Path(root, ASIDE + "/" + UUID.randomUUID());
        OutputStream out = new DigestOutputStream(PlainFiles.createForOwner(aside, hadoop), digest);
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        open.add(first);
    }

    private void finish() throws IOException {
        if (open.isEmpty()) {
            return;
        }
        json.writeRaw('\n');
        json.close();
        RefusedRow first = open.remove(0);
        String hash = HexFormat.of().formatHex(digest.digest()).substring(0, Replay.HASH_DIGITS);
        drafts.add(new Draft(aside, new Replay(first.source(), first.folderDate(), hash)));
    }

    /** Ends the writing and gives the files written. */
    List<Draft> finished() throws IOException {
        finish();
        return List.copyOf(drafts);
    }

    /** Where a file will lie. */
    Path place(Replay replay) {
        return new Path(root, night + "/" + replay.name());
    }

    /** The replays that lie in the landing folder, of whatever night. */
    List<Path> present() throws IOException {
        List<Path> present = new ArrayList<>();
        for (org.apache.hadoop.fs.FileStatus folder : list(root)) {
            if (folder.isDirectory() && !folder.getPath().getName().startsWith(".")) {
                for (org.apache.hadoop.fs.FileStatus file : list(folder.getPath())) {
                    if (Replay.of(file.getPath().getName()).isPresent()) {
                        present.add(file.getPath());
                    }
                }
            }
        }
        return present;
    }

    private org.apache.hadoop.fs.FileStatus[] list(Path folder) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new org.apache.hadoop.fs.FileStatus[0];
        }
    }

    /** Gives every file its place; one that is there already is the same. */
    void publish() throws IOException {
        for (Draft draft : drafts) {
            Path place = place(draft.replay());
            files.mkdirs(place.getParent());
            if (!files.exists(place) && !files.rename(draft.aside(), place)) {
                throw new IOException("could not rename " + draft.aside() + " to " + place);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!open.isEmpty()) {
            json.close();
            files.delete(aside, false);
        }
        for (Draft draft : drafts) {
            files.delete(draft.aside(), false);
        }
        Path folder = new Path(root, ASIDE);
        if (files.exists(folder) && list(folder).length == 0) {
            files.delete(folder, false);
        }
    }
}
