package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.HeaderFinder.Header;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Layout.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds out how a file of text is written: separated, or a document whose cells have names. */
final class TextScan {
    private static final int HEAD = 1 << 20;
    private static final int MOST_NAMES = 1000;
    /** What a contract that states another separator may be told of. */
    private static final List<Character> COMMON = List.of(',', '\t', '|', ';');

    private final HeaderFinder finder;
    private final long partBytes;

    TextScan(DumpShape shape, long partBytes) {
        this.finder = new HeaderFinder(shape);
        this.partBytes = partBytes;
    }

    /** A text of a charset, behind its byte order mark. */
    private record Decoded(Bytes content, ByteBuffer head, Charset charset, int start) {}

    private static Decoded decoded(Format format, Bytes content) throws IOException, DumpException {
        if (content.size() == 0) {
            throw new DumpException("文件是空的（0 字节）");
        }
        byte[] head;
        try (InputStream in = content.open(0)) {
            head = in.readNBytes(HEAD);
        }
        List<String> charsets =
                format.kind() == Kind.XML ? XmlCharset.candidates(head, format.charsets()) : format.charsets();
        Charset charset = new CharsetFinder(charsets, head, content).find();
        return new Decoded(content, ByteBuffer.wrap(head), charset, Charsets.byteOrderMark(head, charset));
    }

    /** The table of separated text. */
    Tables csv(Format format, List<String> members, Bytes content) throws IOException, DumpException {
        Decoded text = decoded(format, content);
        char separator = likeliest(format.separators(), text);
        TextScanner scanner = new TextScanner(separator, true, partBytes(members));
        Header header = header(format, separator, text);
        scanner.scan(content, text.start(), text.charset(), header.skip());
        return table(Kind.CSV, members, text, separator, "", header, scanner.rows(), scanner.parts());
    }

    /** What lies in an archive is unpacked from its beginning, so it is one part. */
    private long partBytes(List<String> members) {
        return members.isEmpty() ? partBytes : Long.MAX_VALUE;
    }

    /** The separator by which most headers are known; the first of those of which none is. */
    private char likeliest(List<Character> separators, Decoded text) throws IOException {
        char likeliest = separators.get(0);
        int best = 0;
        for (char separator : separators) {
            List<List<String>> rows = firstRows(separator, text);
            int score = separators.size() == 1 ? 0 : finder.score(rows, rows);
            if (score > best) {
                best = score;
                likeliest = separator;
            }
        }
        return likeliest;
    }

    private Header header(Format format, char separator, Decoded text) throws IOException, DumpException {
        try {
            return finder.find(firstRows(separator, text));
        } catch (DumpException e) {
            // Of a file that does not fall into rows at all this is said, rather than that its header is lacking.
            new TextScanner(separator, true, partBytes).scan(text.content(), text.start(), text.charset(), 0);
            char other = likeliest(COMMON, text);
            List<List<String>> rows = firstRows(other, text);
            List<List<String>> own = firstRows(separator, text);
            if (!format.separators().contains(other)
                    && finder.score(rows, rows) > Math.max(1, finder.score(own, own))) {
                throw new DumpException("分隔符像是" + shown(other) + "，不是约定的" + shown(separator) + "，请改后报送", e);
            }
            throw e;
        }
    }

    private static String shown(char separator) {
        return switch (separator) {
            case '\t' -> "制表符";
            case ',' -> "逗号";
            case ';' -> "分号";
            case '|' -> "竖线（|）";
            default -> separator < ' ' ? String.format("字符 0x%02X", (int) separator) : " " + separator + " ";
        };
    }

    private static List<List<String>> firstRows(char separator, Decoded text) throws IOException {
        List<List<String>> first = new ArrayList<>();
        byte[] head = text.head().array();
        InputStream in = new ByteArrayInputStream(head, text.start(), head.length - text.start());
        try (Rows rows = new CsvRows(Utf8Stream.of(in, text.charset()), separator)) {
            while (first.size() <= HeaderFinder.ROWS && rows.next()) {
                first.add(Arrays.stream(rows.cells()).map(UTF8String::toString).toList());
            }
        }
        return first;
    }

    /** The table of a document: every name in it is a column, wherever it comes first. */
    Tables named(Format format, List<String> members, Bytes content) throws IOException, DumpException {
        Decoded text = decoded(format, content);
        List<Part> parts = List.of(new Part(text.start(), 0, 1, 0));
        TextScanner lines = new TextScanner((char) 0, false, partBytes(members));
        if (format.kind() == Kind.JSONL) {
            lines.scan(content, text.start(), text.charset(), 0);
            parts = lines.parts();
        }
        Layout bare = layout(format.kind(), members, text, ',', format.rows(), finder.none(), 0, List.of());
        Set<String> names = new LinkedHashSet<>();
        long rows = 0;
        boolean readable = false;
        try (NamedRows all = DumpReader.named(bare, new Part(text.start(), 0, 1, 0), content)) {
            while (all.next()) {
                rows++;
                readable |= all.problem().isEmpty();
                names.addAll(all.problem().isEmpty() ? all.row().keySet() : Set.of());
                if (names.size() > MOST_NAMES) {
                    throw new DumpException("记录的字段名多于 " + MOST_NAMES + " 个");
                }
            }
            all.finish();
        } catch (FaultyFileException e) {
            throw new DumpException(e.getMessage(), e);
        }
        if (!readable && (rows > 0 || format.kind() == Kind.JSONL)) {
            throw new DumpException(
                    format.kind() == Kind.JSONL ? "文件中没有一行是 JSON 对象，应当每行一个对象" : "数组中没有一个元素是 JSON 对象，应当每个元素一个对象");
        }
        Header header = rows == 0 ? finder.none() : finder.ofKeys(names);
        return table(format.kind(), members, text, ',', format.rows(), header, rows, parts);
    }

    private static Tables table(
            Kind kind,
            List<String> members,
            Decoded text,
            char separator,
            String path,
            Header header,
            long rows,
            List<Part> parts) {
        return new Tables(List.of(layout(kind, members, text, separator, path, header, rows, parts)), "");
    }

    private static Layout layout(
            Kind kind,
            List<String> members,
            Decoded text,
            char separator,
            String path,
            Header header,
            long rows,
            List<Part> parts) {
        return new Layout(
                kind,
                new Place(members, Layout.Sheet.NONE, ""),
                text.charset().name(),
                separator,
                path,
                header.names(),
                header.fields(),
                List.copyOf(new TreeSet<>(header.unknown())),
                rows,
                parts);
    }
}
