package io.creditlake.infer;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.Archives;
import io.creditlake.dump.Archives.Member;
import io.creditlake.dump.Bytes;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpReader;
import io.creditlake.dump.FileKind;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Layout.Place;
import io.creditlake.dump.Layout.Sheet;
import io.creditlake.dump.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out how a file is written by its first bytes: kind, charset, separator. */
final class FormatFinder {
    private static final int HEAD = 1 << 18;
    private static final int ROWS = 200;
    private static final int MOST_SHEETS = 8;
    /** An archive in an archive. */
    private static final int DEEPEST = 2;

    private static final String SEPARATORS = ",\t|;^~\u0001";
    /** Share of rows that must have as many cells as most rows have. */
    private static final double REGULAR = 0.6;

    private final String name;
    private final Bytes bytes;

    FormatFinder(String name, Bytes bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * A format that may read the file, and its first rows.
     *
     * @param format kind, charsets and separator, for files of this name's ending
     * @param rows the first rows with titles and headers; empty where rows name their cells themselves
     */
    record Found(Format format, List<List<String>> rows) {}

    /**
     * Finds the format.
     *
     * @throws ConfigurationException when the file is none that creditlake reads
     */
    Found find() throws IOException {
        try {
            return find(name, bytes, 0);
        } catch (DumpException e) {
            throw ConfigurationException.of(
                    name, e.getMessage(), "a whole file", "A night would refuse it with this message");
        }
    }

    private static Found find(String name, Bytes bytes, int depth) throws IOException, DumpException {
        FileKind kind = FileKind.of(bytes);
        boolean inside = depth < DEEPEST;
        if (kind == FileKind.GZIP && inside) {
            Member member = Archives.gzip(name, bytes);
            return find(member.name(), member.content(), depth + 1);
        }
        if (kind == FileKind.ZIP && inside && !Archives.isDocument(bytes)) {
            Member first = Archives.zip(bytes).stream()
                    .min(Comparator.comparing(Member::name))
                    .orElseThrow();
            return find(first.name().replaceFirst("^.*/", ""), first.content(), depth + 1);
        }
        return new FormatFinder(name, bytes).ofContent(kind);
    }

    private Found ofContent(FileKind kind) throws IOException {
        switch (kind) {
            case ZIP -> {
                return workbook(Kind.XLSX);
            }
            case OLE -> {
                return workbook(Kind.XLS);
            }
            case PARQUET -> {
                return new Found(format(Kind.PARQUET, List.of(), ',', ""), List.of());
            }
            case OTHER -> {
                return text();
            }
            default ->
                throw ConfigurationException.of(
                        name, kind.label(), "a dump, or a zip or gzip of dumps", "Unpack it, or ask for another kind");
        }
    }

    /** The first sheet that looks like a table, or else the fullest. */
    private Found workbook(Kind kind) {
        Format format = format(kind, List.of(), ',', "");
        List<List<String>> fullest = List.of();
        for (int sheet = 0; sheet < MOST_SHEETS; sheet++) {
            List<List<String>> rows;
            try {
                rows = rows(format, "", 0, sheet);
            } catch (IOException | RuntimeException e) {
                if (sheet == 0) {
                    throw ConfigurationException.of(
                            name, "a workbook that cannot be read", "a whole workbook without a password", "");
                }
                break;
            }
            if (regularity(rows) > 0 && rows.size() > 2) {
                return new Found(format, rows);
            }
            fullest = cells(rows) > cells(fullest) ? rows : fullest;
        }
        if (fullest.isEmpty()) {
            throw ConfigurationException.of(name, "a workbook with empty sheets", "a header and rows", "");
        }
        return new Found(format, fullest);
    }

    private static int cells(List<List<String>> rows) {
        return rows.stream().mapToInt(List::size).sum();
    }

    private Found text() throws IOException {
        byte[] head;
        try (InputStream in = bytes.open(0)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length == 0) {
            throw ConfigurationException.of(name, "an empty file (0 bytes)", "a dump with a header and rows", "");
        }
        Charset charset = charset(head);
        int mark = mark(head, charset);
        String text = decode(Arrays.copyOfRange(head, mark, head.length), charset, CodingErrorAction.REPLACE);
        List<String> charsets = charsets(charset);
        String begin = text.stripLeading();
        if (begin.startsWith("<")) {
            return new Found(format(Kind.XML, charsets, ',', RowsPath.ofXml(name, bytes)), List.of());
        }
        if (begin.startsWith("{") || begin.startsWith("[")) {
            Kind kind = RowsPath.isObjectALine(begin) ? Kind.JSONL : Kind.JSON;
            String path = kind == Kind.JSON ? RowsPath.ofJson(name, bytes) : "";
            return new Found(format(kind, charsets, ',', path), List.of());
        }
        return separated(charsets, charset, mark);
    }

    private Format format(Kind kind, List<String> charsets, char separator, String rows) {
        return new Format(files(), kind, charsets, List.of(separator), rows, "");
    }

    private String files() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "*" : "*" + name.substring(dot);
    }

    private static boolean startsWith(byte[] head, String magic) {
        return new String(head, 0, Math.min(head.length, magic.length()), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private Charset charset(byte[] head) {
        if (startsWith(head, "\u00FF\u00FE") || startsWith(head, "\u00FE\u00FF")) {
            return StandardCharsets.UTF_16;
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), Charset.forName("Big5"))) {
            // The last character may be cut.
            for (int cut = 0; cut < 4 && cut < head.length; cut++) {
                if (decode(Arrays.copyOf(head, head.length - cut), charset, CodingErrorAction.REPORT) != null) {
                    return charset;
                }
            }
        }
        throw ConfigurationException.of(
                name, "text in no charset that is known", "UTF-8, GB18030, Big5 or UTF-16", "Is it text at all?");
    }

    /** Both charsets that departments use, the one found first: which one it is is found out for each file. */
    private static List<String> charsets(Charset found) {
        if (found.equals(StandardCharsets.UTF_8)) {
            return List.of("UTF-8", "GB18030");
        }
        return found.name().equals("GB18030") ? List.of("GB18030", "UTF-8") : List.of(found.name());
    }

    private static int mark(byte[] head, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) && startsWith(head, "\u00EF\u00BB\u00BF") ? 3 : 0;
    }

    private static String decode(byte[] bytes, Charset charset, CodingErrorAction onError) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(onError)
                    .onUnmappableCharacter(onError)
                    .decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (java.nio.charset.CharacterCodingException e) {
            return null;
        }
    }

    private Found separated(List<String> charsets, Charset charset, int mark) throws IOException {
        Found best = null;
        double bestScore = 0;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            Format format = format(Kind.CSV, charsets, separator, "");
            List<List<String>> rows = rows(format, charset.name(), mark, 0);
            double score = regularity(rows);
            if (score > bestScore) {
                best = new Found(format, rows);
                bestScore = score;
            }
        }
        if (best == null) {
            throw ConfigurationException.of(
                    name,
                    "no separator that cuts its rows into the same number of cells",
                    "text separated by a comma, a tab, |, ;, ^ or ~, a workbook, XML, JSON or Parquet",
                    "Look at its first lines");
        }
        return best;
    }

    /** How regular the rows are; 0 when they have one cell, or mostly different numbers of cells. */
    private static double regularity(List<List<String>> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        rows.forEach(r -> widths.merge(r.size(), 1, Integer::sum));
        int width = widths.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
        double share = width == 0 ? 0 : widths.get(width) / (double) rows.size();
        return width < 2 || share < REGULAR ? 0 : share * share * Math.log(width);
    }

    private List<List<String>> rows(Format format, String charset, int start, int sheet) throws IOException {
        Layout whole = new Layout(
                format.kind(),
                new Place(List.of(), new Sheet(sheet, false, List.of()), ""),
                charset,
                format.separator(),
                "",
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(new Part(start, 0, 1, 0)));
        List<List<String>> first = new ArrayList<>();
        try (Rows rows = DumpReader.open(whole, whole.parts().get(0), bytes)) {
            while (first.size() < ROWS && rows.next()) {
                first.add(Arrays.stream(rows.cells())
                        .map(c -> c == null ? "" : c.toString())
                        .toList());
            }
        }
        return first;
    }
}
