package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class WorkbookTest {
    private static final String CSV = "CF_XDR_MC,CF_WSH,BZ\n甲,1号,x\n乙,2号,y\n";
    private static final String BROKEN = "工作簿不完整或已损坏，请重新导出后报送";

    private static String refusal(byte[] content) {
        return catchThrowableOfType(DumpException.class, () -> Shapes.scan("a.xlsx", new MemoryBytes(content)))
                .getMessage();
    }

    private static List<List<String>> rows(byte[] content) throws IOException, DumpException {
        MemoryBytes bytes = new MemoryBytes(content);
        Layout layout = Shapes.scan("a.xlsx", bytes);
        List<List<String>> rows = Shapes.rows(layout, bytes);
        assertThat(layout.rows()).isEqualTo(rows.size());
        return rows;
    }

    @Test
    void cellsComeAsTheyAreKept() throws IOException, DumpException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Sheet1");
            sheet.value(0, 0, "行政处罚信息表");
            sheet.value(2, 0, "CF_XDR_MC");
            sheet.value(2, 1, "CF_WSH");
            sheet.value(2, 2, "BZ");
            sheet.value(4, 0, 44386);
            sheet.style(4, 0).format("yyyy-MM-dd").set();
            sheet.value(4, 1, "913701020000000000");
            sheet.value(4, 2, 0.2);
            sheet.value(6, 1, " ");
            sheet.value(8, 1, "=1+1");
            sheet.formula(8, 2, "1+1");
            sheet.value(9, 3, "beyond");
        }
        assertThat(rows(out.toByteArray()))
                .containsExactly(
                        List.of("2021-07-09", "913701020000000000", "0.2"),
                        List.of("<none>", "=1+1", "<none>"),
                        List.of("<none>", "<none>", "<none>", "beyond"));
    }

    @Test
    void aTruncatedWorkbookIsRefusedWhereverItIsCut() {
        byte[] whole = Workbooks.of(CSV);
        List<String> messages = new ArrayList<>();
        for (int length = 5; length < whole.length - 22; length += 41) {
            messages.add(refusal(Arrays.copyOf(whole, length)));
        }
        assertThat(messages).isNotEmpty().containsOnly(BROKEN);
    }

    @Test
    void aWorkbookWithABrokenByteIsReadAsItWasOrRefused() throws IOException, DumpException {
        byte[] whole = Workbooks.of(CSV);
        List<List<String>> right = rows(whole);
        assertThat(right).containsExactly(List.of("甲", "1号", "x"), List.of("乙", "2号", "y"));
        int refused = 0;
        for (int i = 0; i < whole.length; i += 7) {
            byte[] broken = whole.clone();
            broken[i] ^= 0x55;
            try {
                assertThat(rows(broken)).isEqualTo(right);
            } catch (DumpException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aBombIsRefusedBeforeItUnpacks() {
        String message = "压缩内容展开后异常庞大（超过原文件 200 倍），疑为压缩炸弹";
        assertThat(refusal(Workbooks.bomb("xl/worksheets/sheet1.xml", 300))).isEqualTo(message);
        assertThat(refusal(Workbooks.bomb("unused.bin", 300))).isEqualTo(message);
    }

    @Test
    void whatIsNoWorkbookIsRefused() {
        assertThat(refusal(CSV.getBytes(StandardCharsets.UTF_8))).isEqualTo("不是 xlsx 工作簿，请另存为 xlsx 后报送");
        assertThat(refusal(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 0, 0}))
                .isEqualTo(BROKEN);
        assertThat(refusal(Workbooks.zip(Map.of("a.txt", "x")))).isEqualTo(BROKEN);
        assertThat(refusal(Workbooks.ofSheet("", ""))).isEqualTo("文件没有内容（只有空白行）");
    }

    @Test
    void entitiesAreNotExpanded() {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
                + "<!ENTITY f SYSTEM \"file:///etc/hostname\">]>";
        assertThat(refusal(Workbooks.ofSheet(
                        bomb, "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;&f;</t></is></c></row>")))
                .isEqualTo("文件含有 DOCTYPE 或实体声明，不予接收，请去掉后报送");
    }

    @Test
    void aCellOfAnImpossibleAddressIsRefused() {
        for (String address : List.of("ZZZ1", "1A", "A", "A99999999999", "")) {
            assertThat(refusal(Workbooks.ofSheet(
                            "", "<row r=\"1\"><c r=\"" + address + "\" t=\"inlineStr\"><is><t>x</t></is></c></row>")))
                    .as(address)
                    .isNotEmpty();
        }
    }

    @Test
    void anAddressThatWouldFillTheMemoryIsRefused() throws IOException, DumpException {
        String message = "工作簿中有单元格的地址超出工作表的范围，请重新导出后报送";
        for (String attribute : List.of("r=\"ZZZZZZ1\"", "s='1'\n r = 'aaaa1'")) {
            assertThat(refusal(Workbooks.ofSheet("", "<row r=\"1\"><c " + attribute + "><v>1</v></c></row>")))
                    .isEqualTo(message);
        }
        assertThat(refusal(Workbooks.ofSheet("", "<row ><c ><v > r=\"ABCDEF1\"</v></c></row>")))
                .isNotEqualTo(message);
        assertThat(rows(Workbooks.of("CF_XDR_MC,CF_WSH\n< r=\"ABCDEF1\",x r=\"ABCDEF1\"\n")))
                .containsExactly(List.of("< r=\"ABCDEF1\"", "x r=\"ABCDEF1\""));
    }
}
