package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What departments do in workbooks: titles, merged cells, dates, many sheets; the same in both formats. */
class SheetsTest {
    private static final String HEADER = "CF_XDR_MC,CF_WSH,CF_JDRQ,CF_FRDB\n";

    /** A workbook of text cells, sheets and areas merged in them, written as the kind of its name. */
    private record Sketch(List<Page> pages) {
        private record Page(String name, boolean hidden, String csv, List<int[]> merged) {}

        static Sketch of(String name, String csv, int[]... merged) {
            return new Sketch(new ArrayList<>()).and(name, csv, merged);
        }

        Sketch and(String name, String csv, int[]... merged) {
            pages.add(new Page(name, false, csv, List.of(merged)));
            return this;
        }

        Sketch hidden(String name, String csv) {
            pages.add(new Page(name, true, csv, List.of()));
            return this;
        }

        byte[] as(String kind) {
            return kind.equals("xls") ? xls() : xlsx();
        }

        private byte[] xls() {
            return SampleFiles.xls(workbook -> {
                for (Page page : pages) {
                    Sheet sheet = workbook.createSheet(page.name());
                    SampleFiles.fill(sheet, page.csv());
                    page.merged().forEach(m -> sheet.addMergedRegion(new CellRangeAddress(m[0], m[1], m[2], m[3])));
                    workbook.setSheetHidden(workbook.getSheetIndex(sheet), page.hidden());
                }
            });
        }

        private byte[] xlsx() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Workbook workbook = new Workbook(out, "test", "1.0")) {
                for (Page page : pages) {
                    Worksheet sheet = workbook.newWorksheet(page.name());
                    List<String> lines = page.csv().lines().toList();
                    for (int i = 0; i < lines.size(); i++) {
                        String[] cells = lines.get(i).split(",", -1);
                        for (int j = 0; j < cells.length; j++) {
                            if (!cells[j].isEmpty()) {
                                sheet.value(i, j, cells[j]);
                            }
                        }
                    }
                    page.merged()
                            .forEach(m -> sheet.range(m[0], m[2], m[1], m[3]).merge());
                    if (page.hidden()) {
                        sheet.setVisibilityState(org.dhatim.fastexcel.VisibilityState.HIDDEN);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }

    private static int[] area(int firstRow, int lastRow, int firstColumn, int lastColumn) {
        return new int[] {firstRow, lastRow, firstColumn, lastColumn};
    }

    @ParameterizedTest
    @ValueSource(strings = {"xls", "xlsx"})
    void titlesAndTwoHeaderRowsWithMergedTitlesAreAHeader(String kind) throws IOException, DumpException {
        Sketch sketch = Sketch.of(
                "Sheet1",
                "行政处罚信息表,,,\n行政相对人名称,处罚,,法定代表人,\n,行政处罚决定书文号,处罚决定日期,姓名,电话\n甲,1号,2026-11-20,张某,1\n乙,2号,2026-11-21,李某,2\n",
                area(0, 0, 0, 4),
                area(1, 2, 0, 0),
                area(1, 1, 1, 2),
                area(1, 1, 3, 4));
        assertThat(Shapes.every("a." + kind, sketch.as(kind)))
                .containsExactly(List.of("甲", "1号", "2026-11-20", "张某"), List.of("乙", "2号", "2026-11-21", "李某"));
        assertThat(Shapes.everyTable("a." + kind, sketch.as(kind))
                        .layouts()
                        .get(0)
                        .header())
                .containsExactly("行政相对人名称", "行政处罚决定书文号", "处罚决定日期", "法定代表人姓名", "电话");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xls", "xlsx"})
    void aValueMergedOverRowsIsThatOfEachRow(String kind) throws IOException, DumpException {
        Sketch sketch = Sketch.of(
                "Sheet1",
                HEADER + "甲,1号,2026-11-20,\n,2号,2026-11-21,\n,3号,,\n乙,4号,,丙\n,,,\n填表说明：以上,,,\n",
                area(1, 3, 0, 0),
                area(2, 3, 2, 3),
                area(4, 5, 0, 0),
                area(6, 6, 0, 3));
        assertThat(Shapes.every("a." + kind, sketch.as(kind)))
                .containsExactly(
                        List.of("甲", "1号", "2026-11-20", "<none>"),
                        List.of("甲", "2号", "2026-11-21", "<none>"),
                        List.of("甲", "3号", "2026-11-21", "<none>"),
                        List.of("乙", "4号", "<none>", "丙"),
                        List.of("填表说明：以上", "<none>", "<none>", "<none>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xls", "xlsx"})
    void everyVisibleSheetWithAKnownHeaderIsATable(String kind) throws IOException, DumpException {
        Sketch sketch = Sketch.of("说明", "行政处罚决定书文号,必填\n")
                .and("一季度", HEADER + "甲,1号,,\n乙,2号,,\n")
                .hidden("旧", HEADER + "旧,0号,,\n")
                .and("空", "")
                .and("二季度", "标题\n\nCF_WSH,CF_XDR_MC\n3号,丙\n");
        byte[] file = sketch.as(kind);
        assertThat(Shapes.every("a." + kind, file))
                .containsExactly(
                        List.of("甲", "1号", "<none>", "<none>"),
                        List.of("乙", "2号", "<none>", "<none>"),
                        List.of("丙", "3号"));
        Tables tables = Shapes.everyTable("a." + kind, file);
        assertThat(tables.note()).isEqualTo("未读取的工作表：说明、旧");
        assertThat(tables.layouts()).extracting(t -> t.place().label()).containsExactly("工作表“一季度”", "工作表“二季度”");
        try (Rows rows = DumpReader.open(
                tables.layouts().get(1), tables.layouts().get(1).parts().get(0), new MemoryBytes(file))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.line()).isEqualTo(4);
        }
        assertThat(Shapes.refusal(
                        "a." + kind,
                        sketch.and("三季度", "CF_XDR_MC,CF_JDRQ\n丁,x\n").as(kind)))
                .isEqualTo("工作表“三季度”：缺少必需的列：CF_WSH（行政处罚决定书文号）");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xls", "xlsx"})
    void aContractNamesTheSheetsToRead(String kind) throws IOException, DumpException {
        Sketch sketch = Sketch.of("其他", HEADER + "甲,1号,,\n").hidden("处罚2026", HEADER + "乙,2号,,\n");
        assertThat(Shapes.every("only." + kind + "m", sketch.as(kind)))
                .containsExactly(List.of("乙", "2号", "<none>", "<none>"));
        assertThat(Shapes.everyTable("only." + kind + "m", sketch.as(kind)).note())
                .isEqualTo("未读取的工作表：其他");
        assertThat(Shapes.refusal("only." + kind + "m", Sketch.of("甲", HEADER).as(kind)))
                .isEqualTo("没有名为 处罚* 的工作表，只有 甲");
        assertThat(Shapes.refusal("a." + kind, Sketch.of("x", "说明\n").as(kind)))
                .isEqualTo("找不到表头：前 1 行中没有约定的列名（如 CF_XDR_MC、行政相对人名称）");
    }

    private static byte[] datedXls(boolean from1904) {
        return SampleFiles.xls(workbook -> {
            Sheet sheet = workbook.createSheet("Sheet1");
            SampleFiles.fill(sheet, HEADER);
            if (from1904) {
                workbook.getInternalWorkbook()
                        .getWorkbookRecordList()
                        .getRecords()
                        .forEach(r -> {
                            if (r instanceof org.apache.poi.hssf.record.DateWindow1904Record window) {
                                window.setWindowing((short) 1);
                            }
                        });
            }
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("yyyy\"年\"m\"月\"d\"日\""));
            CellStyle time = workbook.createCellStyle();
            time.setDataFormat((short) 22);
            double base = from1904 ? 44386 - 1462 : 44386;
            List<Double> values = List.of(base, base + 0.5, base, 20_210_709.0);
            for (int i = 0; i < values.size(); i++) {
                org.apache.poi.ss.usermodel.Row row = sheet.createRow(i + 1);
                row.createCell(0).setCellValue(base);
                row.createCell(1).setCellFormula("\"第\"&1&\"号\"");
                workbook.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(1));
                Cell cell = row.createCell(2);
                cell.setCellValue(values.get(i));
                if (i < 2) {
                    cell.setCellStyle(i == 0 ? day : time);
                }
                row.createCell(3).setCellValue(i == 0 ? 0.1 + 0.2 : i == 1 ? 9.1370102e17 : i == 2 ? -0.25 : 100.0);
            }
        });
    }

    @Test
    void numbersInDateFormatsAreDaysInBothCalendars() throws IOException, DumpException {
        assertThat(Shapes.every("a.xls", datedXls(false)))
                .containsExactly(
                        List.of("44386", "第1号", "2021-07-09", "0.30000000000000004"),
                        List.of("44386", "第1号", "2021-07-09 12:00:00", "9.1370102E+17"),
                        List.of("44386", "第1号", "44386", "-0.25"),
                        List.of("44386", "第1号", "20210709", "100"));
        // A plain number is a day in a column of days alone.
        assertThat(Shapes.every("a.xls", datedXls(true)))
                .extracting(row -> row.get(0) + " " + row.get(2))
                .containsExactly("42924 2021-07-09", "42924 2021-07-09 12:00:00", "42924 44386", "42924 20210709");
    }

    @Test
    void anXlsxThatCountsFrom1904IsReadSoToo() throws IOException, DumpException {
        String rows =
                "<row r=\"1\"><c t=\"inlineStr\"><is><t>CF_XDR_MC</t></is></c><c t=\"inlineStr\"><is><t>CF_WSH</t></is></c>"
                        + "<c t=\"inlineStr\"><is><t>CF_JDRQ</t></is></c></row>"
                        + "<row><c t=\"str\"><f>x</f><v>甲_x000D_乙</v></c><c t=\"d\"><v>2021-07-09</v></c><c s=\"1\"><v>42924</v></c></row>"
                        + "<row r=\"5\"><c r=\"B5\" t=\"b\"><v>1</v></c><c r=\"C5\"><v>42924</v></c><c r=\"A5\" t=\"e\"><v>#N/A</v></c></row>";
        byte[] file =
                Workbooks.ofBook("<workbookPr date1904=\"1\"/>", "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>", rows);
        assertThat(Shapes.every("a.xlsx", file))
                .containsExactly(List.of("甲\r乙", "2021-07-09", "2021-07-09"), List.of("<none>", "TRUE", "44386"));
    }

    @Test
    void aWorkbookIsKnownByItsContent() throws IOException, DumpException {
        assertThat(Shapes.every("a.xls", Workbooks.of(HEADER + "甲,1号,,\n"))).hasSize(1);
        assertThat(Shapes.every("a.xlsx", SampleFiles.xls(HEADER + "甲,1号,,\n"))).hasSize(1);
    }

    @Test
    void aWorkbookOfExcel95IsReadInItsCodePage() throws IOException, DumpException {
        assertThat(Shapes.every("a.xls", SampleFiles.excel95("行政相对人名称,行政处罚决定书文号\n济南甲商贸有限公司,鲁市监罚〔2026〕1号\n")))
                .containsExactly(List.of("济南甲商贸有限公司", "鲁市监罚〔2026〕1号"));
    }

    @Test
    void whatIsNoXlsIsRefused() {
        byte[] whole = SampleFiles.xls(HEADER + "甲,1号,,\n");
        assertThat(Shapes.refusal("a.xls", java.util.Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo("工作簿不完整或已损坏，请重新导出后报送");
        assertThat(Shapes.refusal("a.xls", "<html><table/></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("不是 xls 工作簿，请另存为 xlsx 后报送");
        assertThat(Shapes.refusal("a.xls", SampleFiles.ole("WordDocument", new byte[5000])))
                .isEqualTo("不是 xls 工作簿，请另存为 xlsx 后报送");
        assertThat(Shapes.refusal("a.xlsx", SampleFiles.ole("EncryptedPackage", new byte[5000])))
                .isEqualTo("工作簿加了密码，请去掉密码后报送");
        Biff8EncryptionKey.setCurrentUserPassword("secret");
        try {
            assertThat(Shapes.refusal("a.xls", SampleFiles.xls(HEADER + "甲,1号,,\n")))
                    .isEqualTo("工作簿加了密码，请去掉密码后报送");
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    @Test
    void sharedTextsBeyondTheHeapAreFoundAgain() throws IOException {
        try (SharedStrings strings = new SharedStrings(3)) {
            for (int i = 0; i < 1000; i++) {
                strings.add(i % 7 == 0 ? "" : "文字" + i);
            }
            strings.complete();
            for (int i = 0; i < 1000; i++) {
                assertThat(String.valueOf(strings.get(i))).isEqualTo(i % 7 == 0 ? "null" : "文字" + i);
            }
        }
    }

    @Test
    void textsInPiecesAreJoinedWithoutTheirPronunciation() throws IOException, DumpException {
        String rows =
                "<row><c t=\"inlineStr\"><is><t>CF_XDR_MC</t></is></c><c t=\"inlineStr\"><is><t>CF_WSH</t></is></c></row>"
                        + "<row><c t=\"inlineStr\"><is><r><rPr/><t>济</t></r><r><t xml:space=\"preserve\">南 </t></r>"
                        + "<rPh sb=\"0\" eb=\"1\"><t>ji</t></rPh></is></c><c><v>1</v></c></row>";
        assertThat(Shapes.every("a.xlsx", Workbooks.ofBook("", "", rows))).containsExactly(List.of("济南 ", "1"));
    }
}
