package io.creditlake.publish;

import io.creditlake.dump.CsvTable;
import io.creditlake.dump.WorkbookTable;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The feedback to one department: a workbook with a sheet of files, one of refused rows and one of the trend, and a CSV
 * that holds the same line by line.
 */
final class DepartmentFeedback implements Closeable {
    private static final List<String> FILES = List.of(
            "来源", "批次", "文件", "报送日期", "状态", "接收行数", "入库行数", "重复行数", "更正行数", "退回行数", "应按时报送行数", "迟报行数", "按时率（%）", "说明",
            "处理要求");
    private static final List<String> ROWS = List.of("来源", "批次", "文件", "行号", "字段", "值", "规则", "原因");
    private static final List<String> NIGHTS =
            List.of("日期", "接收行数", "入库行数", "重复行数", "退回行数", "退回率（%）", "应按时报送行数", "迟报行数", "按时率（%）");
    private static final List<String> LINES = List.of(
            "类型", "日期", "来源", "批次", "文件", "状态", "接收行数", "入库行数", "重复行数", "更正行数", "退回行数", "退回率（%）", "应按时报送行数", "迟报行数",
            "按时率（%）", "行号", "字段", "值", "规则", "原因", "处理要求");

    private final CsvTable csv;
    private final WorkbookTable workbook;
    private final FeedbackWords words;

    DepartmentFeedback(CsvTable csv, WorkbookTable workbook, FeedbackWords words) throws IOException {
        this.csv = csv;
        this.workbook = workbook;
        this.words = words;
        csv.row(LINES);
    }

    /**
     * A reason why a row was refused.
     *
     * @param source its source
     * @param deliveryId delivery in which the department sent it
     * @param file file in which it did
     * @param rowNumber row of the file
     * @param field field, null for the row as a whole
     * @param value value found, masked
     * @param rule rule
     * @param message reason
     */
    record Reason(
            String source,
            String deliveryId,
            String file,
            long rowNumber,
            String field,
            String value,
            String rule,
            String message) {}

    /** Writes the files of the night. Comes first. */
    void files(List<FileOutcome> files) throws IOException {
        workbook.sheet("汇总", FILES);
        RowCounts all = RowCounts.NONE;
        for (FileOutcome file : files) {
            RowCounts rows = file.rows();
            all = all.plus(rows);
            workbook.row(Arrays.asList(
                    words.source(file.source()),
                    file.deliveryId(),
                    file.file(),
                    file.folderDate(),
                    words.state(file),
                    rows.read(),
                    rows.accepted(),
                    rows.duplicate(),
                    rows.corrected(),
                    rows.quarantined(),
                    rows.due(),
                    rows.late(),
                    rows.onTimePercent(),
                    file.message(),
                    words.request(file)));
            csv.row(Arrays.asList(
                    "文件",
                    file.folderDate(),
                    words.source(file.source()),
                    file.deliveryId(),
                    file.file(),
                    words.state(file),
                    rows.read(),
                    rows.accepted(),
                    rows.duplicate(),
                    rows.corrected(),
                    rows.quarantined(),
                    rows.refusedPercent(),
                    rows.due(),
                    rows.late(),
                    rows.onTimePercent(),
                    null,
                    null,
                    null,
                    null,
                    file.message(),
                    words.request(file)));
        }
        workbook.row(Arrays.asList(
                "合计",
                null,
                null,
                null,
                null,
                all.read(),
                all.accepted(),
                all.duplicate(),
                all.corrected(),
                all.quarantined(),
                all.due(),
                all.late(),
                all.onTimePercent()));
        workbook.sheet("明细", ROWS);
    }

    /** Adds a refused row. */
    void row(Reason reason) throws IOException {
        List<Object> cells = Arrays.asList(
                words.source(reason.source()),
                reason.deliveryId(),
                reason.file(),
                reason.rowNumber(),
                words.field(reason.source(), reason.field()),
                reason.value(),
                words.rule(reason.rule()),
                reason.message());
        workbook.row(cells);
        line("退回", ROWS, cells);
    }

    /** Writes a line of the one table of the text file, whose other cells are empty. */
    private void line(String kind, List<String> columns, List<Object> cells) throws IOException {
        Object[] line = new Object[LINES.size()];
        line[0] = kind;
        for (int i = 0; i < columns.size(); i++) {
            line[LINES.indexOf(columns.get(i))] = cells.get(i);
        }
        csv.row(Arrays.asList(line));
    }

    /** Writes what became of the rows of the last nights. Comes last. */
    void nights(SortedMap<LocalDate, RowCounts> nights) throws IOException {
        workbook.sheet("趋势", NIGHTS);
        for (LocalDate night : nights.keySet()) {
            RowCounts rows = nights.get(night);
            List<Object> cells = Arrays.asList(
                    night,
                    rows.read(),
                    rows.accepted(),
                    rows.duplicate(),
                    rows.quarantined(),
                    rows.refusedPercent(),
                    rows.due(),
                    rows.late(),
                    rows.onTimePercent());
            workbook.row(cells);
            line("趋势", NIGHTS, cells);
        }
    }

    @Override
    public void close() throws IOException {
        try (csv) {
            workbook.close();
        }
    }
}
