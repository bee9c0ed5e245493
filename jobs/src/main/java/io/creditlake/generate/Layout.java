package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a file of a source is written.
 *
 * @param format the contract's format
 * @param charset charset of a text
 * @param mark whether a text begins with a byte order mark
 * @param title whether a title stands above the header of a workbook
 * @param headers rows of headers, one or two
 * @param dates how days are written
 */
record Layout(
        Format format, Charset charset, boolean mark, boolean title, List<List<String>> headers, DateStyle dates) {

    /** Which of a field's headers stand in the file. */
    private enum HeaderStyle {
        CODES,
        LABELS,
        OTHERS,
        CODES_AND_LABELS
    }

    /** Every layout of a source: each format in each of its charsets, headers and dates differing between them. */
    static List<Layout> all(SourceContract contract) {
        List<Layout> layouts = new ArrayList<>();
        for (Format format : contract.formats()) {
            if (!isRead(contract, format)) {
                continue;
            }
            switch (format.kind()) {
                case CSV ->
                    format.charsets().stream()
                            .limit(hasManyFiles(format) ? format.charsets().size() : 1)
                            .forEach(charset -> layouts.add(csv(contract, format, charset)));
                case XLSX -> layouts.add(xlsx(contract, format));
                case JSONL -> layouts.add(jsonl(contract, format));
                // Synthetic departments send the kinds above.
                case XLS, XML, JSON, PARQUET -> {}
            }
        }
        return List.copyOf(layouts);
    }

    /** A format whose files an earlier one would read as well is never written. */
    private static boolean isRead(SourceContract contract, Format format) {
        Path sample = Path.of(fileName(format, "sample"));
        return contract.formats().stream()
                .filter(f -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + f.files())
                        .matches(sample))
                .findFirst()
                .equals(Optional.of(format));
    }

    /** Whether a delivery may hold more than one file of the format. */
    static boolean hasManyFiles(Format format) {
        return format.files().contains("*");
    }

    private static Layout csv(SourceContract contract, Format format, String name) {
        Charset charset = Charset.forName(name);
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        List<List<String>> headers = headers(contract, unicode ? HeaderStyle.LABELS : HeaderStyle.CODES);
        return new Layout(format, charset, unicode, false, headers, unicode ? DateStyle.SLASHES : DateStyle.WITH_TIME);
    }

    private static Layout xlsx(SourceContract contract, Format format) {
        List<List<String>> headers = headers(contract, HeaderStyle.CODES_AND_LABELS);
        return new Layout(format, StandardCharsets.UTF_8, false, true, headers, DateStyle.SERIAL);
    }

    private static Layout jsonl(SourceContract contract, Format format) {
        Charset charset = Charset.forName(format.charsets().get(0));
        return new Layout(format, charset, false, false, headers(contract, HeaderStyle.CODES), DateStyle.HYPHENS);
    }

    /** The same layout as another department's clerk would keep it: other headers, other dates, no mark. */
    Layout varied(SourceContract contract) {
        return format.kind() == Kind.CSV
                ? new Layout(format, charset, false, title, headers(contract, HeaderStyle.OTHERS), DateStyle.COMPACT)
                : this;
    }

    private static List<List<String>> headers(SourceContract contract, HeaderStyle style) {
        List<Field> fields = contract.fields();
        List<String> codes = fields.stream().map(f -> f.headers().get(0)).toList();
        List<String> labels = fields.stream().map(Field::label).toList();
        return switch (style) {
            case CODES -> List.of(codes);
            case LABELS -> List.of(labels);
            case OTHERS ->
                List.of(fields.stream()
                        .map(f -> f.headers().get(f.headers().size() - 1))
                        .toList());
            case CODES_AND_LABELS -> List.of(codes, labels);
        };
    }

    /** The name of a file of the format. */
    static String fileName(Format format, String stem) {
        return format.files().replace("*", stem);
    }
}
