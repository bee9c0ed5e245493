package io.creditlake.night;

import io.creditlake.dump.SampleFiles;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;

/** Files that departments break, one way each, and sound ones that only look odd. Their names say what they are. */
final class TortureFiles {
    private static final String HEADER = "CF_XDR_MC,CF_WSH,CF_JDRQ,CF_NR_FK,BZ\n";
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final Map<String, byte[]> files = new TreeMap<>();
    private int number;

    /** The files by name. */
    static Map<String, byte[]> all() {
        TortureFiles all = new TortureFiles();
        all.charsets();
        all.separatedText();
        all.headers();
        all.jsonLines();
        all.json();
        all.xml();
        all.workbooks();
        all.parquet();
        all.archives();
        return all.files;
    }

    /** A sound row, another one each time. */
    private String row() {
        return "济南甲商贸有限公司,鲁市监罚〔2026〕" + ++number + "号,2026-11-20,5000,无\n";
    }

    private void put(String name, String text) {
        put(name, text, StandardCharsets.UTF_8);
    }

    private void put(String name, String text, Charset charset) {
        put(name, text.getBytes(charset));
    }

    private void put(String name, byte[] content) {
        files.put(name, content);
    }

    private void charsets() {
        put("charset_gb18030.csv", HEADER + row(), GB18030);
        put("charset_gb18030_with_mark.csv", "\uFEFF\"CF_XDR_MC\"" + HEADER.substring(9) + row(), GB18030);
        put("charset_utf8_with_mark.csv", "\uFEFF\"CF_XDR_MC\"" + HEADER.substring(9) + row());
        put("charset_utf16.utf16", "\uFEFF" + HEADER + row(), StandardCharsets.UTF_16LE);
        put("charset_utf16_not_agreed.csv", HEADER + row(), StandardCharsets.UTF_16);
        put("charset_utf8_not_agreed.txt", (HEADER + row()).replace(',', '|'));
        put(
                "charset_big5.big5",
                (HEADER + row())
                        .replace(',', '|')
                        .replace("济南", "濟南")
                        .replace("贸", "貿")
                        .replace("鲁", "魯")
                        .replace("监", "監")
                        .replace("罚", "罰")
                        .replace("号", "號")
                        .replace("无", "無")
                        .replace("〔", "(")
                        .replace("〕", ")"),
                Charset.forName("Big5"));
        byte[] cut = (HEADER + row()).getBytes(StandardCharsets.UTF_8);
        put("charset_ends_within_a_character.csv", Arrays.copyOf(cut, cut.length - 2));
        byte[] mixed = (HEADER + row()).getBytes(GB18030);
        byte[] utf8 = row().getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(mixed, mixed.length + utf8.length + 2);
        System.arraycopy(utf8, 0, both, mixed.length, utf8.length);
        both[both.length - 2] = (byte) 0xFF;
        both[both.length - 1] = '\n';
        put("charset_of_two_kinds.csv", both);
        byte[] random = new byte[4096];
        new Random(3).nextBytes(random);
        put("charset_none.csv", random);
        put("binary_zeros.csv", new byte[2048]);
        put("pdf.csv", "%PDF-1.7\n" + HEADER + row());
    }

    private void separatedText() {
        put("empty.csv", "");
        put("blank_lines.csv", "\n\r\n  \n".replace("  ", ""));
        put("header_alone.csv", HEADER);
        put("header_without_line_end.csv", HEADER.strip());
        put("separator_tab.csv", (HEADER + row()).replace(',', '\t'));
        put("separator_bar.csv", (HEADER + row()).replace(',', '|'), GB18030);
        put("separator_semicolon.csv", (HEADER + row()).replace(',', ';'));
        put("separator_of_hive.csv", (HEADER + row()).replace(',', '\u0001'));
        put("separator_tab_agreed.tsv", (HEADER + row()).replace(',', '\t'));
        put("separator_not_agreed.txt", HEADER + row(), GB18030);
        put("separator_within_gb18030.txt", (HEADER + row()).replace(',', '|').replace("甲", "亅"), GB18030);
        put("null_words.csv", HEADER + row().replace("5000,无", "\\N,NULL"));
        put("null_words_in_required.csv", HEADER + row() + "\\N,—,/,,\n");
        put("quotes_with_line_ends.csv", HEADER + row().replace("无", "\"一，\"\"二\"\"\r\n三,\n四\""));
        put("quote_never_closed.csv", HEADER + row() + "\"" + row() + row());
        put("quote_in_the_middle.csv", HEADER + row().replace("无", "尺寸12\"屏"));
        put("line_ends_of_a_mac.csv", (HEADER + row() + row()).replace('\n', '\r'));
        put("line_ends_of_two_kinds.csv", HEADER.replace("\n", "\r\n") + row() + row().replace("\n", "\r\n"));
        put("row_without_line_end.csv", HEADER + row() + row().strip());
        put("row_shifted.csv", HEADER + row() + row().replace("商贸", "商,贸"));
        put("row_cut_off.csv", HEADER + row() + "济南甲商贸有限公司,鲁市监\n");
        put("row_repeated.csv", HEADER + row() + "济南乙商贸有限公司,鲁市监罚〔2026〕0号,2026-11-20,1,\n".repeat(2));
        put("row_of_many_cells.csv", HEADER + ",".repeat(20_000) + "\n");
        put("row_with_zeros.csv", HEADER + row().replace("无", "a\u0000b"));
        put("cell_of_a_megabyte.csv", HEADER + row().replace("无", "长".repeat(350_000)));
        put(
                "dates.csv",
                HEADER
                        + row().replace("2026-11-20", "2026年11月20日")
                        + row().replace("2026-11-20", "46346")
                        + row().replace("2026-11-20", "2026-13-45")
                        + row().replace("2026-11-20", "2027-01-01"));
        put("amounts.csv", HEADER + row().replace("5000", "伍仟元整") + row().replace("5000", "很多"));
        put("formulas.csv", HEADER + row().replace("无", "=HYPERLINK(\"x\")"));
    }

    private void headers() {
        put("header_lacking.csv", row());
        put("header_below_titles.csv", "行政处罚信息表,,,,\n填报单位：某局,,,,\n" + HEADER + row());
        put("header_in_two_rows.csv", HEADER + "行政相对人名称,行政处罚决定书文号,处罚决定日期,罚款金额,备注\n" + row());
        put(
                "header_in_another_order.csv",
                "BZ,CF_NR_FK,CF_JDRQ,CF_WSH,CF_XDR_MC\n无,1,2026-11-20,鲁市监罚〔2026〕A1号,济南丙商贸有限公司\n");
        put("header_of_full_width.csv", "ＣＦ＿ＸＤＲ＿ＭＣ, cf_wsh ,处罚决定日期\n济南丙商贸有限公司,鲁市监罚〔2026〕A2号,2026-11-20\n");
        put("header_with_a_column_more.csv", HEADER.replace("BZ", "BZ,新列") + row().replace("无", "无,新值"));
        put("header_without_a_needed_column.csv", HEADER.replace("CF_WSH", "X") + row());
        put("header_renamed.csv", HEADER.replace("CF_WSH", "CF_WSHH") + row());
        put("header_twice.csv", HEADER + row() + HEADER + row());
        put("name_of_no_format.docx", "x");
        put("名 称？(1) 副本.CSV", HEADER + row());
    }

    private static String json(String csv) {
        String[] cells = csv.strip().split(",", -1);
        return "{\"CF_XDR_MC\":\"" + cells[0] + "\",\"CF_WSH\":\"" + cells[1] + "\",\"CF_JDRQ\":\"" + cells[2]
                + "\",\"CF_NR_FK\":" + cells[3] + "}";
    }

    private void jsonLines() {
        put("lines.jsonl", json(row()) + "\n\n" + json(row()) + "\n");
        put(
                "lines_some_broken.jsonl",
                json(row()) + "\n{\"CF_XDR_MC\":\n[1]\n" + json(row()) + json(row()) + "\nnull\n");
        put("lines_none_an_object.jsonl", "1\n2\n");
        put("lines_an_array.jsonl", "[" + json(row()) + "]");
        put("lines_cut_off.jsonl", json(row()) + "\n" + json(row()).substring(0, 30));
    }

    private void json() {
        put("rows.json", "{\"total\":2,\"data\":{\"rows\":[" + json(row()) + "," + json(row()) + "]},\"code\":0}");
        put("rows_none.json", "{\"total\":0,\"data\":{\"rows\":[]}}");
        put("rows_elsewhere.json", "{\"rows\":[" + json(row()) + "]}");
        put(
                "rows_some_no_object.json",
                "{\"data\":{\"rows\":[" + json(row()) + ",7,{\"CF_WSH\":1,\"CF_WSH\":2}," + json(row()) + "]}}");
        put(
                "rows_cut_off.json",
                "{\"data\":{\"rows\":[" + json(row()) + ",\n" + json(row()).substring(0, 20));
        put("rows_nested_deeply.json", "{\"data\":".repeat(2000));
        put("rows_an_error_page.json", "<html>502 Bad Gateway</html>");
    }

    private static String message(String... csv) {
        StringBuilder records = new StringBuilder();
        for (String row : csv) {
            String[] cells = row.strip().split(",", -1);
            records.append("<Record id=\"1\"><CF_XDR_MC>")
                    .append(cells[0])
                    .append("</CF_XDR_MC><CF_WSH>")
                    .append(cells[1])
                    .append("</CF_WSH><CF_JDRQ>")
                    .append(cells[2])
                    .append("</CF_JDRQ></Record>\n");
        }
        return "<Message><Body>\n" + records + "</Body></Message>";
    }

    private void xml() {
        put("message.xml", message(row(), row()));
        put(
                "message_of_gb2312.xml",
                "<?xml version=\"1.0\" encoding=\"gb2312\"?>" + message(row().replace("甲", "喆")),
                GB18030);
        put("message_declared_wrongly.xml", "<?xml version=\"1.0\" encoding=\"GBK\"?>" + message(row()));
        put("message_empty.xml", message());
        put("message_with_an_empty_record.xml", message(row()).replace("</Body>", "<Record/></Body>"));
        put("message_cut_off.xml", message(row(), row()).substring(0, 200));
        put("message_unescaped.xml", message(row().replace("甲", "甲&乙")));
        put(
                "message_with_entities.xml",
                "<!DOCTYPE Message [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
                        + message(row().replace("甲", "&a;")));
        put("message_of_another_kind.xml", "<Envelope><Record/></Envelope>");
    }

    private void workbooks() {
        put("book.xls", SampleFiles.xls(HEADER + row()));
        put("book_of_excel_95.xls", SampleFiles.excel95(HEADER + row()));
        put("book_is_an_xlsx.xls", xlsx());
        put("book_cut_off.xls", Arrays.copyOf(SampleFiles.xls(HEADER + row()), 3000));
        put("book_is_html.xls", "<html><table><tr><td>CF_XDR_MC</td></tr></table></html>");
        put("book_locked.xlsx", SampleFiles.ole("EncryptedPackage", new byte[5000]));
        put("book_cut_off.xlsx", Arrays.copyOf(xlsx(), 700));
        put("book_is_text.xlsx", HEADER + row());
        put("book_without_a_table.xls", SampleFiles.xls("说明\n请勿填写\n"));
        put("book_with_dates.xls", SampleFiles.xls(workbook -> {
            Sheet sheet = workbook.createSheet("Sheet1");
            SampleFiles.fill(sheet, HEADER + row() + row());
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("yyyy\"年\"m\"月\"d\"日\""));
            Row first = sheet.getRow(1);
            first.getCell(2).setCellValue(46346);
            first.getCell(2).setCellStyle(day);
            first.getCell(3).setCellValue(0.2);
            sheet.getRow(2).getCell(2).setCellValue(46346);
        }));
        put("book_with_many_sheets.xls", SampleFiles.xls(workbook -> {
            SampleFiles.fill(workbook.createSheet("说明"), "请按要求填写\n");
            SampleFiles.fill(workbook.createSheet("一季度"), HEADER + row() + row());
            SampleFiles.fill(workbook.createSheet("二季度"), "标题\n" + HEADER + row().replace("2026-11-20", "昨天"));
            SampleFiles.fill(workbook.createSheet("旧"), HEADER + row());
            workbook.setSheetHidden(3, true);
        }));
        put("book_with_merged_cells.xls", SampleFiles.xls(workbook -> {
            Sheet sheet = workbook.createSheet("Sheet1");
            SampleFiles.fill(sheet, "处罚信息表\n" + HEADER + row() + row().replace("济南甲商贸有限公司", ""));
            sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 4));
            sheet.addMergedRegion(new CellRangeAddress(2, 3, 0, 0));
        }));
        put("book_with_a_broken_sheet.xls", SampleFiles.xls(workbook -> {
            SampleFiles.fill(workbook.createSheet("一"), HEADER + row());
            SampleFiles.fill(workbook.createSheet("二"), "CF_XDR_MC,CF_JDRQ\n甲,2026-11-20\n");
        }));
    }

    private byte[] xlsx() {
        return SampleFiles.xlsx(HEADER + row());
    }

    private void parquet() {
        put("columns.parquet", SampleFiles.parquet(HEADER + row() + row()));
        put("columns_none_needed.parquet", SampleFiles.parquet("a,b\n1,2\n"));
        byte[] whole = SampleFiles.parquet(HEADER + row());
        put("columns_cut_off.parquet", Arrays.copyOf(whole, whole.length - 20));
        put("columns_are_text.parquet", HEADER + row());
    }

    private void archives() {
        byte[] csv = (HEADER + row()).getBytes(StandardCharsets.UTF_8);
        put("packed.csv.gz", SampleFiles.gzip(csv));
        put("packed_cut_off.csv.gz", Arrays.copyOf(SampleFiles.gzip((HEADER + row()).getBytes(GB18030)), 60));
        put("packed_bomb.csv.gz", SampleFiles.gzip(new byte[80 << 20]));
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("市/处罚一.csv", (HEADER + row() + row()).getBytes(GB18030));
        members.put("市/处罚二.xls", SampleFiles.xls(HEADER + row() + row().replace("济南甲商贸有限公司", "")));
        members.put("__MACOSX/._x", new byte[4]);
        put("packed_many.zip", SampleFiles.zip(members, Charset.forName("GBK")));
        put("packed_with_a_bad_member.zip", zip("a.csv", HEADER + row(), "b.csv", "x\n"));
        put("packed_with_a_stranger.zip", zip("a.csv", HEADER + row(), "说明.doc", "x"));
        put("packed_leads_elsewhere.zip", zip("../../a.csv", HEADER + row()));
        put("packed_nothing.zip", zip());
        byte[] zip = zip("a.csv", HEADER + row());
        put("packed_cut_off.zip", Arrays.copyOf(zip, zip.length - 40));
        put("packed.rar", "Rar!\u001A\u0007\u0000");
    }

    private static byte[] zip(String... namesAndTexts) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            members.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return SampleFiles.zip(members);
    }
}
