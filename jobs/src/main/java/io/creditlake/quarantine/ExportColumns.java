package io.creditlake.quarantine;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpShape.Column;
import java.util.List;

/** The columns of an export beside those of the row, by which it is read back once it is corrected. */
final class ExportColumns {
    static final String DELIVERY = "#批次";
    static final String FILE = "#文件";
    static final String ROW = "#行号";
    static final String PROBLEMS = "#问题";
    /** Cells that stand under no header; empty where there are none. */
    static final String BEYOND = "#多余的格";
    /** In an export that cannot be read back, because its values are not those sent. */
    static final String MASKED = "#已脱敏";

    /** Places of the columns among the fields of {@link #shape}. */
    static final int DELIVERY_FIELD = 0;

    static final int FILE_FIELD = 1;
    static final int ROW_FIELD = 2;
    static final int BEYOND_FIELD = 3;
    static final int MASKED_FIELD = 4;

    private static final List<String> ALL = List.of(DELIVERY, FILE, ROW, PROBLEMS, BEYOND, MASKED);

    private ExportColumns() {}

    /** Whether a column is none of the row. */
    static boolean isOwn(String header) {
        return ALL.contains(header);
    }

    /** How a corrected export is read, however a spreadsheet has saved it. */
    static DumpShape shape() {
        List<String> charsets = List.of("UTF-8", "GB18030");
        return new DumpShape(
                List.of(
                        new Format("*.csv", Kind.CSV, charsets, List.of(',', '\t', ';'), "", ""),
                        new Format("*.xlsx", Kind.XLSX, List.of(), List.of(','), "", ""),
                        new Format("*.jsonl", Kind.JSONL, List.of("UTF-8"), List.of(','), "", "")),
                List.of(
                        new Column(List.of(DELIVERY), "批次", true),
                        new Column(List.of(FILE), "文件", true),
                        new Column(List.of(ROW), "行号", true),
                        new Column(List.of(BEYOND), "多余的格", false),
                        new Column(List.of(MASKED), "已脱敏", false)));
    }
}
