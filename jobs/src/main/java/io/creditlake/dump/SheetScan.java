package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.HeaderFinder.Header;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Layout.Place;
import io.creditlake.dump.Layout.Sheet;
import io.creditlake.dump.Merges.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Finds the tables among the sheets of a workbook. Without a word of the contract those are the visible sheets in whose
 * first rows stand at least two headers that it knows; what is passed over is noted.
 */
final class SheetScan {
    /** What a workbook is that cannot be read. */
    static final String BROKEN = "工作簿不完整或已损坏，请重新导出后报送";

    private static final int RECOGNISED = 2;
    private static final int MOST_NAMED = 10;

    private final DumpShape shape;
    private final HeaderFinder finder;

    SheetScan(DumpShape shape) {
        this.shape = shape;
        this.finder = new HeaderFinder(shape);
    }

    /** A sheet whose cells have been looked at. */
    private record Seen(int index, String name, long rows, Head head, boolean merged) {}

    /** The first rows of a sheet, plain and with merged titles in all of their columns. */
    private record Head(List<List<String>> rows, List<List<String>> spread, List<Integer> lines) {}

    /**
     * The tables of a workbook.
     *
     * @throws DumpException when it is broken, or a sheet that should be one is no table
     */
    Tables scan(Format format, List<String> members, Bytes content) throws IOException, DumpException {
        FileKind found = FileKind.of(content);
        Kind kind = found == FileKind.OLE ? Kind.XLS : found == FileKind.ZIP ? Kind.XLSX : format.kind();
        if (kind == Kind.XLSX) {
            ZipGuard.checkWorkbook(content);
        } else if (found != FileKind.OLE) {
            throw new DumpException(
                    "不是 xls 工作簿" + (found == FileKind.OTHER ? "" : "，而是" + found.label()) + "，请另存为 xlsx 后报送");
        }
        Bytes local = kind == Kind.XLSX ? LocalCopy.seekable(content) : content;
        try (Book book = DumpReader.book(kind, local)) {
            return tables(format, kind, members, book);
        } catch (FaultyFileException e) {
            throw new DumpException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new DumpException(BROKEN, e);
        } finally {
            LocalCopy.release(local);
        }
    }

    private Tables tables(Format format, Kind kind, List<String> members, Book book) throws IOException, DumpException {
        List<Book.Sheet> sheets = book.sheets();
        List<Seen> tables = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        Seen first = null;
        for (int i = 0; i < sheets.size(); i++) {
            Book.Sheet sheet = sheets.get(i);
            boolean named = !format.sheets().isEmpty() && isNamed(sheet.name(), format.sheets());
            if (!named && (!format.sheets().isEmpty() || sheet.hidden())) {
                passedOver.add(sheet.name());
                continue;
            }
            Seen seen = look(book, i, sheet.name());
            first = first == null ? seen : first;
            if (seen.rows() == 0) {
                continue;
            }
            if (named || finder.score(seen.head().rows(), seen.head().spread()) >= RECOGNISED) {
                tables.add(seen);
            } else {
                passedOver.add(sheet.name());
            }
        }
        if (tables.isEmpty()) {
            tables.add(only(format, first, sheets));
            passedOver.remove(tables.get(0).name());
        }
        return numbered(kind, members, book, tables, note(passedOver));
    }

    /** Of a workbook without a table its first sheet is said to be none. */
    private static Seen only(Format format, Seen first, List<Book.Sheet> sheets) throws DumpException {
        if (first == null) {
            String names = listed(sheets.stream().map(Book.Sheet::name).toList());
            throw new DumpException(
                    sheets.isEmpty()
                            ? "工作簿中没有工作表"
                            : format.sheets().isEmpty()
                                    ? "工作簿的工作表都是隐藏的：" + names
                                    : "没有名为 " + format.sheets() + " 的工作表，只有 " + names);
        }
        return first;
    }

    private static boolean isNamed(String name, String pattern) {
        return new GlobPattern(pattern.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
    }

    private Seen look(Book book, int index, String name) throws IOException {
        List<UTF8String[]> head = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        long rows = 0;
        Merges merges;
        try (SheetCells cells = book.open(index, Set.of());
                SheetRows all = new SheetRows(cells, new Merges(), () -> {})) {
            while (all.next()) {
                rows++;
                if (rows <= HeaderFinder.ROWS + 1) {
                    head.add(all.cells());
                    lines.add((int) all.line() - 1);
                }
            }
            merges = cells.merges();
        }
        return new Seen(index, name, rows, head(head, lines, merges), merges.reachBelow(-1));
    }

    /** The first rows with what areas merged over rows say of them. */
    private static Head head(List<UTF8String[]> rows, List<Integer> lines, Merges merges) {
        List<List<String>> tall = new ArrayList<>();
        List<List<String>> spread = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> plain = texts(rows.get(i));
            List<String> wide = texts(rows.get(i));
            for (Area area : merges.in(lines.get(i))) {
                int from = lines.indexOf(area.firstRow());
                String value = from < 0 ? "" : cell(texts(rows.get(from)), area.firstColumn());
                if (area.lastRow() > area.firstRow()) {
                    put(plain, area.firstColumn(), value);
                }
                for (int c = area.firstColumn(); c <= Math.min(area.lastColumn(), area.firstColumn() + 1000); c++) {
                    put(wide, c, value);
                }
            }
            tall.add(plain);
            spread.add(wide);
        }
        return new Head(tall, spread, lines);
    }

    private static String cell(List<String> cells, int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    private static void put(List<String> cells, int column, String value) {
        if (value.isEmpty() || column >= SheetCells.MOST_COLUMNS) {
            return;
        }
        if (column >= cells.size()) {
            cells.addAll(Collections.nCopies(column + 1 - cells.size(), ""));
        }
        if (cells.get(column).isEmpty()) {
            cells.set(column, value);
        }
    }

    private static List<String> texts(UTF8String[] cells) {
        List<String> texts = new ArrayList<>();
        for (UTF8String cell : cells) {
            texts.add(cell == null ? "" : cell.toString());
        }
        return texts;
    }

    private Tables numbered(Kind kind, List<String> members, Book book, List<Seen> tables, String note)
            throws DumpException {
        List<Layout> layouts = new ArrayList<>();
        for (Seen seen : tables) {
            String label = tables.size() > 1 ? "工作表“" + seen.name() + "”" : "";
            Header header;
            try {
                header = finder.find(seen.head().rows(), seen.head().spread());
            } catch (DumpException e) {
                throw label.isEmpty() ? e : new DumpException(label + "：" + e.getMessage(), e);
            }
            Sheet sheet = new Sheet(seen.index(), seen.merged(), book.countsFrom1904() ? days(header) : List.of());
            layouts.add(new Layout(
                    kind,
                    new Place(members, sheet, label),
                    "",
                    ',',
                    "",
                    header.names(),
                    header.fields(),
                    header.unknown(),
                    seen.rows() - header.skip(),
                    List.of(new Part(0, 0, 1, header.skip()))));
        }
        return new Tables(layouts, note);
    }

    private List<Integer> days(Header header) {
        List<Integer> days = new ArrayList<>();
        for (int i = 0; i < header.fields().size(); i++) {
            if (header.fields().get(i) >= 0 && shape.columns().get(i).isDay()) {
                days.add(header.fields().get(i));
            }
        }
        return days;
    }

    private static String note(List<String> passedOver) {
        return passedOver.isEmpty() ? "" : "未读取的工作表：" + listed(passedOver);
    }

    private static String listed(List<String> names) {
        String more = names.size() > MOST_NAMED ? " 等 " + names.size() + " 个" : "";
        return String.join("、", names.subList(0, Math.min(names.size(), MOST_NAMED))) + more;
    }
}
