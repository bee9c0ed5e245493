package io.creditlake.publish.view;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.creditlake.lake.PlainFiles;
import io.creditlake.publish.view.Publication.Format;
import io.creditlake.publish.view.Publication.Header;
import io.creditlake.publish.view.Publication.Layout;
import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rows of a partition to files of so many rows at most, and gives a row for each: part, file, rows, sha256.
 * Rows come with their part, the number of their group and their cells, sorted by part and group.
 */
final class ChunkWriter implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final String prefix;
    private final Layout layout;
    private final List<String> names;
    private final List<String> labels;
    private final boolean[] isText;
    private final SerializableConfiguration hadoop;

    /**
     * A writer.
     *
     * @param folder where folders of parts go
     * @param prefix what the names of files begin with
     * @param names of the columns
     * @param labels of the columns
     * @param isText which columns hold texts, as opposed to numbers, days and the like
     */
    ChunkWriter(
            String folder,
            String prefix,
            Layout layout,
            List<String> names,
            List<String> labels,
            boolean[] isText,
            SerializableConfiguration hadoop) {
        this.folder = folder;
        this.prefix = prefix;
        this.layout = layout;
        this.names = List.copyOf(names);
        this.labels = List.copyOf(labels);
        this.isText = isText.clone();
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        List<Row> written = new ArrayList<>();
        Chunk chunk = null;
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                String part = row.getString(0);
                int group = row.getInt(1);
                if (chunk == null || !chunk.takes(part, group)) {
                    int number = chunk != null && chunk.isOf(part, group) ? chunk.number + 1 : 1;
                    if (chunk != null) {
                        written.add(chunk.end());
                    }
                    chunk = new Chunk(part, group, number);
                }
                chunk.add(row.getList(2));
            }
            if (chunk != null) {
                written.add(chunk.end());
                chunk = null;
            }
        } finally {
            if (chunk != null) {
                chunk.out.close();
            }
        }
        return written.iterator();
    }

    /** The folder of a part. */
    static Path folder(String root, String part) {
        return part.isEmpty() ? new Path(root) : new Path(root, PlainFiles.fitName(part));
    }

    /** A file that is being written. */
    private final class Chunk {
        private final String part;
        private final int group;
        private final int number;
        private final String file;
        private final MessageDigest digest = sha256();
        private final Writer out;
        private final CsvWriter csv;
        private int rows;

        Chunk(String part, int group, int number) throws IOException {
            this.part = part;
            this.group = group;
            this.number = number;
            String suffix = layout.format() == Format.JSONL ? "jsonl" : "csv";
            this.file = "%s-%d-%04d.%s".formatted(prefix, group + 1, number, suffix);
            Configuration configuration = hadoop.value();
            Path path = new Path(folder(folder, part), file);
            FileSystem files = PlainFiles.system(path, configuration);
            OutputStream stream = new DigestOutputStream(files.create(path, true), digest);
            this.out = new OutputStreamWriter(stream, Charset.forName(layout.charset()));
            boolean spreadsheet = layout.format() == Format.SPREADSHEET;
            if (spreadsheet) {
                out.write('\uFEFF');
            }
            this.csv = CsvWriter.builder()
                    .lineDelimiter(spreadsheet ? LineDelimiter.CRLF : LineDelimiter.LF)
                    .build(out);
            if (layout.format() != Format.JSONL) {
                if (layout.header() != Header.LABELS) {
                    csv.writeRecord(names);
                }
                if (layout.header() != Header.NAMES) {
                    csv.writeRecord(labels);
                }
            }
        }

        boolean isOf(String otherPart, int otherGroup) {
            return part.equals(otherPart) && group == otherGroup;
        }

        boolean takes(String otherPart, int otherGroup) {
            return isOf(otherPart, otherGroup) && rows < layout.rows();
        }

        void add(List<String> cells) throws IOException {
            rows++;
            switch (layout.format()) {
                case JSONL -> out.append(cells.get(0)).append('\n');
                case CSV -> csv.writeRecord(cells);
                case SPREADSHEET -> {
                    List<String> safe = new ArrayList<>();
                    for (int i = 0; i < cells.size(); i++) {
                        safe.add(isText[i] ? SafeText.of(cells.get(i)) : cells.get(i));
                    }
                    csv.writeRecord(safe);
                }
            }
        }

        Row end() {
            try {
                csv.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the file " + file + " could not be written", e);
            }
            return RowFactory.create(part, file, (long) rows, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
