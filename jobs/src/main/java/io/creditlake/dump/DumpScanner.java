package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.HeaderFinder.Header;
import io.creditlake.dump.Layout.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds out how a file is written and how many rows it has, in one look at all of its bytes. */
public final class DumpScanner {
    private static final int HEAD = 1 << 20;
    private static final int MOST_KEYS = 1000;

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
                .filter(f -> isNamed(name, f.files()))
                .findFirst()
                .orElseThrow(() -> new DumpException("文件名不属于约定的格式："
                        + String.join(
                                "、", shape.formats().stream().map(Format::files).toList())));
        if (bytes.size() == 0) {
            throw new DumpException("文件是空的（0 字节）");
        }
        return format.kind() == Kind.XLSX ? workbook(bytes) : text(format, bytes);
    }

    /** Whatever the case: a spreadsheet may well be called {@code .XLSX}. */
    private static boolean isNamed(String name, String pattern) {
        return new GlobPattern(pattern.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
    }

    private Layout workbook(Bytes bytes) throws IOException, DumpException {
        ZipGuard.check(bytes);
        List<List<String>> head = new ArrayList<>();
        long rows = 0;
        try (InputStream in = bytes.open(0);
                Rows all = new WorkbookRows(in)) {
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
        Charset charset = new CharsetFinder(format.charsets(), head, bytes).find();
        int start = Charsets.byteOrderMark(head, charset);
        if (format.kind() == Kind.JSONL) {
            TextScanner scanner = new TextScanner((char) 0, false, partBytes);
            scanner.scan(bytes, start, charset, 0);
            Header header = new HeaderFinder(shape).ofKeys(keys(charset, start, bytes));
            return layout(Kind.JSONL, charset.name(), ',', header, scanner.rows(), scanner.parts());
        }
        TextScanner scanner = new TextScanner(format.separator(), true, partBytes);
        Header header = header(format, charset, start, head, bytes);
        scanner.scan(bytes, start, charset, header.skip());
        return layout(Kind.CSV, charset.name(), format.separator(), header, scanner.rows(), scanner.parts());
    }

    private Header header(Format format, Charset charset, int start, byte[] head, Bytes bytes)
            throws IOException, DumpException {
        try {
            return new HeaderFinder(shape).find(firstRows(format, charset, start, head));
        } catch (DumpException e) {
            // Of a file that does not fall into rows at all this is said, rather than that its header is lacking.
            new TextScanner(format.separator(), true, partBytes).scan(bytes, start, charset, 0);
            throw e;
        }
    }

    private static List<List<String>> firstRows(Format format, Charset charset, int start, byte[] head)
            throws IOException {
        List<List<String>> first = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(head, start, head.length - start);
        try (Rows rows = new CsvRows(Utf8Stream.of(in, charset), format.separator())) {
            while (first.size() <= HeaderFinder.ROWS && rows.next()) {
                first.add(texts(rows.cells()));
            }
        }
        return first;
    }

    /**
     * Every key of every line, in the order met: a key that comes late in the file is a column all the same. A line that
     * is no object will be refused as a row, with its number.
     */
    private static Set<String> keys(Charset charset, int start, Bytes bytes) throws IOException, DumpException {
        Set<String> keys = new LinkedHashSet<>();
        boolean any = false;
        try (LineReader lines = new LineReader(Utf8Stream.of(bytes.open(start), charset))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    JsonLine.object(line).fieldNames().forEachRemaining(keys::add);
                    any = true;
                } catch (DumpException e) {
                    continue;
                }
                if (keys.size() > MOST_KEYS) {
                    throw new DumpException("JSON 对象的键多于 " + MOST_KEYS + " 个");
                }
            }
        }
        if (!any) {
            throw new DumpException("文件中没有一行是 JSON 对象，应当每行一个对象");
        }
        return keys;
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
