package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpShape.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A source of three columns, two of which must be there, and what is read of its files. */
final class Shapes {
    static final DumpShape PENALTIES = new DumpShape(
            List.of(
                    format("*.csv", Kind.CSV, List.of("UTF-8", "GB18030"), ",\t", ""),
                    format("*.txt", Kind.CSV, List.of("GB18030"), "|", ""),
                    format("*.xlsx", Kind.XLSX, List.of(), ",", ""),
                    format("*.jsonl", Kind.JSONL, List.of("UTF-8"), ",", "")),
            List.of(
                    new Column(List.of("CF_XDR_MC", "行政相对人名称"), "行政相对人名称", true),
                    new Column(List.of("CF_WSH", "行政处罚决定书文号"), "行政处罚决定书文号", true),
                    new Column(List.of("BZ", "备注"), "备注", false)));

    /** The same source, which sends in every format. */
    static final DumpShape EVERY = new DumpShape(
            List.of(
                    format("*.csv", Kind.CSV, List.of("UTF-8", "GB18030", "UTF-16LE"), ",\t|;", ""),
                    format("*.xlsx", Kind.XLSX, List.of(), ",", ""),
                    format("*.xls", Kind.XLS, List.of(), ",", ""),
                    format("*.jsonl", Kind.JSONL, List.of("UTF-8"), ",", ""),
                    format("*.rows.json", Kind.JSON, List.of("UTF-8", "GB18030"), ",", "data.rows"),
                    format("*.json", Kind.JSON, List.of("UTF-8"), ",", ""),
                    format("*.xml", Kind.XML, List.of("UTF-8"), ",", "Message/Body/Record"),
                    format("*.parquet", Kind.PARQUET, List.of(), ",", ""),
                    new Format("only.*", Kind.XLSX, List.of(), List.of(','), "", "处罚*")),
            List.of(
                    new Column(List.of("CF_XDR_MC", "行政相对人名称"), "行政相对人名称", true),
                    new Column(List.of("CF_WSH", "行政处罚决定书文号"), "行政处罚决定书文号", true),
                    new Column(List.of("CF_JDRQ", "处罚决定日期"), "处罚决定日期", false, true),
                    new Column(List.of("CF_FRDB", "法定代表人姓名"), "法定代表人姓名", false)));

    private Shapes() {}

    /** What is read of a file: the rows of each field of {@link #EVERY}, or what is wrong with a row. */
    static List<List<String>> every(String name, byte[] content) throws IOException, DumpException {
        MemoryBytes bytes = new MemoryBytes(content);
        Tables tables = new DumpScanner(EVERY, 64).scan(name, bytes);
        List<List<String>> read = new ArrayList<>();
        for (Layout layout : tables.layouts()) {
            List<List<String>> rows = new ArrayList<>();
            for (Layout.Part part : layout.parts()) {
                assertThat(part.firstRow()).isEqualTo(read.size() + rows.size() + 1L);
                try (Rows of = DumpReader.open(layout, part, bytes)) {
                    while (of.next()) {
                        rows.add(of.problem().isEmpty() ? fields(layout, texts(of)) : List.of(of.problem()));
                    }
                }
            }
            assertThat(layout.rows()).isEqualTo(rows.size());
            read.addAll(rows);
        }
        assertThat(tables.rows()).isEqualTo(read.size());
        return read;
    }

    private static List<String> fields(Layout layout, List<String> cells) {
        return layout.fields().stream()
                .filter(i -> i >= 0)
                .map(i -> i < cells.size() ? cells.get(i) : "<none>")
                .toList();
    }

    static Tables everyTable(String name, byte[] content) throws IOException, DumpException {
        return new DumpScanner(EVERY, 1 << 20).scan(name, new MemoryBytes(content));
    }

    static String refusal(String name, byte[] content) {
        return catchThrowableOfType(DumpException.class, () -> everyTable(name, content))
                .getMessage();
    }

    static Format format(String files, Kind kind, List<String> charsets, String separators, String rows) {
        return new Format(
                files,
                kind,
                charsets,
                separators.chars().mapToObj(c -> (char) c).toList(),
                rows,
                "");
    }

    static Layout scan(String name, Bytes bytes) throws IOException, DumpException {
        List<Layout> layouts = tables(name, bytes).layouts();
        assertThat(layouts).hasSize(1);
        return layouts.get(0);
    }

    static Tables tables(String name, Bytes bytes) throws IOException, DumpException {
        return new DumpScanner(PENALTIES, 1 << 20).scan(name, bytes);
    }

    /** Every row of a file, each as the texts of its cells or, when it has a problem, as that. */
    static List<List<String>> rows(Layout layout, Bytes bytes) throws IOException {
        List<List<String>> read = new ArrayList<>();
        for (Layout.Part part : layout.parts()) {
            try (Rows rows = DumpReader.open(layout, part, bytes)) {
                while (rows.next()) {
                    read.add(rows.problem().isEmpty() ? texts(rows) : List.of(rows.problem()));
                }
            }
        }
        return read;
    }

    static List<String> texts(Rows rows) {
        return Arrays.stream(rows.cells())
                .map(c -> c == null ? "<none>" : c.toString())
                .toList();
    }
}
