package io.creditlake.ingest;

import io.creditlake.archive.Archive;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.dump.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/** Archives a file and finds out how it is written. Runs where Spark sends it. */
final class TakeIn implements Function<TakeIn.Incoming, TakeIn.TakenIn> {
    private static final long serialVersionUID = 1L;

    private final String lake;
    private final SerializableConfiguration hadoop;

    TakeIn(String lake, SerializableConfiguration hadoop) {
        this.lake = lake;
        this.hadoop = hadoop;
    }

    /**
     * A file to take in.
     *
     * @param index its place among those of the night
     * @param path where it lies in the landing folder
     * @param name its name
     * @param shape how files of its source are read
     */
    record Incoming(int index, String path, String name, DumpShape shape) implements Serializable {}

    /**
     * A file in the archive, or one that cannot be read at all and is not there.
     *
     * @param index its place among those of the night
     * @param sha256 hash of its content; empty when it is not in the archive
     * @param bytes its size
     * @param archive where it lies, below the lake folder
     * @param layout its tables as JSON; empty when it cannot be read
     * @param rows its data rows, -1 when they cannot be counted
     * @param note what of it was passed over; empty when nothing was
     * @param refusal why it cannot be read; empty when it can
     */
    record TakenIn(
            int index, String sha256, long bytes, String archive, String layout, long rows, String note, String refusal)
            implements Serializable {
        boolean isArchived() {
            return !sha256.isEmpty();
        }
    }

    @Override
    public TakenIn call(Incoming incoming) throws IOException {
        Configuration configuration = hadoop.value();
        Archive.Entry entry;
        try {
            entry = Archive.of(lake, configuration).<RuntimeException, RuntimeException>store(out -> {
                try (InputStream in = UnreadableDumpException.reading(new Path(incoming.path()), configuration)) {
                    in.transferTo(out);
                }
            });
        } catch (UnreadableDumpException e) {
            return new TakenIn(incoming.index(), "", 0, "", "", -1, "", "文件无法读取，请检查其权限后重新放置");
        }
        return examined(incoming, entry);
    }

    /** Finds out how a file that is in the archive is written. */
    TakenIn examined(Incoming incoming, Archive.Entry entry) throws IOException {
        Configuration configuration = hadoop.value();
        HadoopBytes bytes = new HadoopBytes(new Path(lake, entry.location()), configuration);
        Optional<Tables> tables = Optional.empty();
        String refusal = "";
        try {
            tables = Optional.of(new DumpScanner(incoming.shape(), DumpScanner.partBytes(entry.bytes()))
                    .scan(incoming.name(), bytes));
        } catch (DumpException e) {
            refusal = e.getMessage();
        } catch (RuntimeException e) {
            // Whatever a file does to the libraries that read it, it is refused alone.
            refusal = "文件无法读取（" + e.getClass().getSimpleName() + "），请联系平台运维";
        }
        return new TakenIn(
                incoming.index(),
                entry.sha256(),
                entry.bytes(),
                entry.location(),
                tables.map(Tables::toJson).orElse(""),
                tables.map(Tables::rows).orElse(-1L),
                tables.map(Tables::note).orElse(""),
                refusal);
    }
}
