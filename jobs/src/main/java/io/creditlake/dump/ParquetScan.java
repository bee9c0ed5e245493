package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.HeaderFinder.Header;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Layout.Place;
import io.creditlake.dump.Layout.Sheet;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/** Finds out what a Parquet file holds; its columns are those of its schema. */
final class ParquetScan {
    private ParquetScan() {}

    /**
     * The table of a file, every value read once to see that it can be.
     *
     * @throws DumpException when it is broken, or a column is lacking
     */
    static Tables scan(DumpShape shape, long partBytes, List<String> members, Bytes content)
            throws IOException, DumpException {
        FileKind found = FileKind.of(content);
        if (found != FileKind.PARQUET) {
            throw new DumpException("不是 Parquet 文件" + (found == FileKind.OTHER ? "" : "，而是" + found.label()));
        }
        List<String> names;
        List<Part> parts;
        long rows = 0;
        try (ParquetRows all = new ParquetRows(LocalCopy.seekable(content), 0, 0)) {
            names = all.header();
            parts = members.isEmpty() ? all.parts(partBytes) : List.of(new Part(0, 0, 1, 0));
            while (all.next()) {
                rows++;
            }
        } catch (IOException | RuntimeException e) {
            throw new DumpException("Parquet 文件不完整或已损坏，请重新导出后报送", e);
        }
        Header header = new HeaderFinder(shape).ofKeys(new LinkedHashSet<>(names));
        return new Tables(
                List.of(new Layout(
                        Kind.PARQUET,
                        new Place(members, Sheet.NONE, ""),
                        "",
                        ',',
                        "",
                        header.names(),
                        header.fields(),
                        List.copyOf(new TreeSet<>(header.unknown())),
                        rows,
                        parts)),
                "");
    }
}
