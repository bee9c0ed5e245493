package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.HeaderFinder.Header;
import io.creditlake.dump.Layout.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds out how a file is written and how many rows it has, in one look at all of its bytes. */
public final class DumpScanner {
    private static final int HEAD = 1 << 20;
    private static final int MOST_KEYS = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DumpShape shape;
    private final long partBytes;

    /**
     * A scanner for the files of a source.
     *
     * @param partBytes bytes of a part that is read apart, at least
     */
    public DumpScanner(DumpShape shape, long partBytes) {
        this.shape = shape;
        this.partBytes = partBytes;
    }

    /**
     * The layout of a file.
     *
     * @param name its name, which chooses the format
     * @throws DumpException when it cannot be read as the contract says
     */
    public Layout scan(String name, Bytes bytes) throws IOException, DumpException {
        Format format = shape.formats().stream()
                .filter(f -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + f.files())
                        .matches(Path.of(name)))
                .findFirst()
                .orElseThrow(() -> new DumpException("文件 " + name + " 不属于约定的格式："
                        + String.join(
                                "、", shape.formats().stream().map(Format::files).toList())));
        if (bytes.size() == 0) {
            throw new DumpException("文件是空的（0 字节）");
        }
        return format.kind() == Kind.XLSX ? workbook(bytes) : text(format, bytes);
    }

    private Layout workbook(Bytes bytes) throws IOException, DumpException {
        ZipGuard.check(bytes.open(0), bytes.size());
        List<List<String>> head = new ArrayList<>();
        long rows = 0;
        try (Rows all = new WorkbookRows(bytes.open(0))) {
            while (all.next()) {
                rows++;
                if (rows <= HeaderFinder.ROWS + 1) {
                    head.add(texts(all.cells()));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new DumpException("工作簿不完整或已损坏，请重新导出后报送", e);
        }
        Header header = new HeaderFinder(shape).find(head);
        long data = rows - header.skip();
        return layout(Kind.XLSX, "", ',', header, data, List.of(new Part(0, 0, 1, header.skip())));
    }

    private Layout text(Format format, Bytes bytes) throws IOException, DumpException {
        byte[] head;
        try (InputStream in = bytes.open(0)) {
            head = in.readNBytes(HEAD);
        }
        DumpException refusal = null;
        for (String name : format.charsets()) {
            Charset charset = Charset.forName(name);
            try {
                Optional<Layout> layout = text(format, charset, head, bytes);
                if (layout.isPresent()) {
                    return layout.get();
                }
            } catch (DumpException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        throw new DumpException("文件编码不是约定的 " + String.join("、", format.charsets()) + "，无法解码");
    }

    private Optional<Layout> text(Format format, Charset charset, byte[] head, Bytes bytes)
            throws IOException, DumpException {
        int start = Charsets.byteOrderMark(head, charset);
        boolean csv = format.kind() == Kind.CSV;
        TextScanner scanner = new TextScanner(csv ? format.separator() : 0, csv, partBytes);
        if (!csv) {
            if (!scanner.scan(bytes, start, charset, 0)) {
                return Optional.empty();
            }
            Header header = new HeaderFinder(shape).ofKeys(keys(charset, start, bytes));
            return Optional.of(layout(format.kind(), charset.name(), ',', header, scanner.rows(), scanner.parts()));
        }
        if (!new Decoding(charset).accepts(head, head.length)) {
            return Optional.empty();
        }
        Header header = new HeaderFinder(shape).find(firstRows(format, charset, start, bytes));
        if (!scanner.scan(bytes, start, charset, header.skip())) {
            return Optional.empty();
        }
        return Optional.of(
                layout(format.kind(), charset.name(), format.separator(), header, scanner.rows(), scanner.parts()));
    }

    private static List<List<String>> firstRows(Format format, Charset charset, int start, Bytes bytes)
            throws IOException {
        List<List<String>> head = new ArrayList<>();
        try (Rows rows = new CsvRows(Utf8Stream.of(bytes.open(start), charset), format.separator())) {
            while (head.size() <= HeaderFinder.ROWS && rows.next()) {
                head.add(texts(rows.cells()));
            }
        }
        return head;
    }

    /** Every key of every line, in the order met: a key that comes late in the file is a column all the same. */
    private static Set<String> keys(Charset charset, int start, Bytes bytes) throws IOException, DumpException {
        Set<String> keys = new LinkedHashSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Utf8Stream.of(bytes.open(start), charset), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addKeys(line, keys);
                if (keys.size() > MOST_KEYS) {
                    throw new DumpException("JSON 对象的键多于 " + MOST_KEYS + " 个");
                }
            }
        }
        return keys;
    }

    private static void addKeys(String line, Set<String> keys) {
        object(line).ifPresent(node -> node.fieldNames().forEachRemaining(keys::add));
    }

    /** The object of a line; a line that is none will be refused as a row, with its number. */
    private static Optional<JsonNode> object(String line) {
        try {
            return Optional.ofNullable(line.isBlank() ? null : JSON.readTree(line))
                    .filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Layout layout(
            Kind kind, String charset, char separator, Header header, long rows, List<Part> parts) {
        return new Layout(
                kind,
                charset,
                separator,
                header.names(),
                header.fields(),
                List.copyOf(new TreeSet<>(header.unknown())),
                rows,
                parts);
    }

    private static List<String> texts(UTF8String[] cells) {
        return Arrays.stream(cells).map(c -> c == null ? "" : c.toString()).toList();
    }
}
