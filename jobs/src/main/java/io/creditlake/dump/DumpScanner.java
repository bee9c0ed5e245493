package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.Archives.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.GlobPattern;

/**
 * Finds out how a file is written and how many rows it has, by reading all of it: what a reader could stumble over in the
 * night is met here, where it refuses the file alone.
 */
public final class DumpScanner {
    /** A gzip of a zip, but no archive of archives of archives. */
    private static final int DEEPEST = 2;

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
     * The tables of a file.
     *
     * @param name its name, which chooses the format
     * @throws DumpException when it cannot be read as the contract says
     */
    public Tables scan(String name, Bytes file) throws IOException, DumpException {
        if (file.size() == 0) {
            format(name, FileKind.OTHER);
            throw new DumpException("文件是空的（0 字节）");
        }
        return numbered(tables(name, List.of(), file));
    }

    private Tables tables(String name, List<String> members, Bytes content) throws IOException, DumpException {
        FileKind found = FileKind.of(content);
        if (found == FileKind.GZIP && members.size() < DEEPEST) {
            Member inner = Archives.gzip(name, content);
            return tables(inner.name(), with(members, inner), inner.content());
        }
        if (found == FileKind.EMPTY_ZIP) {
            throw new DumpException("压缩包内没有文件");
        }
        if (found == FileKind.ZIP && members.size() < DEEPEST && !isWorkbook(name) && !Archives.isDocument(content)) {
            return ofMembers(members, content);
        }
        Format format = format(name, found);
        return switch (format.kind()) {
            case CSV -> new TextScan(shape, partBytes).csv(format, members, content);
            case JSONL, JSON, XML -> new TextScan(shape, partBytes).named(format, members, content);
            case XLSX, XLS -> new SheetScan(shape).scan(format, members, content);
            case PARQUET -> ParquetScan.scan(shape, partBytes, members, content);
        };
    }

    private Tables ofMembers(List<String> members, Bytes archive) throws IOException, DumpException {
        List<Layout> layouts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Member> files = Archives.zip(archive).stream()
                .sorted(Comparator.comparing(Member::name))
                .toList();
        for (Member member : files) {
            try {
                Tables inner = tables(ZipNames.base(member.name()), with(members, member), member.content());
                inner.layouts().forEach(table -> layouts.add(table.behind(0, label(member, table))));
                if (!inner.note().isEmpty()) {
                    notes.add(label(member) + "：" + inner.note());
                }
            } catch (DumpException e) {
                throw new DumpException(label(member) + "：" + e.getMessage(), e);
            }
        }
        return new Tables(layouts, String.join("；", notes));
    }

    private static List<String> with(List<String> members, Member member) {
        return Stream.concat(members.stream(), Stream.of(member.name())).toList();
    }

    private static String label(Member member) {
        return "压缩包内的 " + member.name();
    }

    private static String label(Member member, Layout table) {
        String inner = table.place().label();
        return inner.isEmpty() ? label(member) : label(member) + " " + inner;
    }

    /** The tables one behind the other; a table that is alone needs no label. */
    private static Tables numbered(Tables tables) {
        List<Layout> numbered = new ArrayList<>();
        long before = 0;
        boolean alone = tables.layouts().size() == 1;
        for (Layout table : tables.layouts()) {
            numbered.add(table.behind(before, alone ? "" : table.place().label()));
            before += table.rows();
        }
        return new Tables(numbered, tables.note());
    }

    private boolean isWorkbook(String name) {
        return named(name)
                .filter(f -> f.kind() == Kind.XLSX || f.kind() == Kind.XLS)
                .isPresent();
    }

    private Format format(String name, FileKind found) throws DumpException {
        Optional<Format> format = named(name);
        if (format.isPresent()) {
            return format.get();
        }
        if (found == FileKind.RAR || found == FileKind.SEVEN_ZIP) {
            throw new DumpException("不接收 " + found.label() + "，请改用 zip 或 gz 压缩后报送");
        }
        List<String> patterns = shape.formats().stream().map(Format::files).toList();
        throw new DumpException("文件名不属于约定的格式：" + String.join("、", patterns));
    }

    /** Whatever the case: a spreadsheet may well be called {@code .XLSX}. */
    private Optional<Format> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return shape.formats().stream()
                .filter(f -> new GlobPattern(f.files().toLowerCase(Locale.ROOT)).matches(lower))
                .findFirst();
    }
}
