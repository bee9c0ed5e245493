package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XML messages and JSON documents. */
class DocumentsTest {
    private static final String MESSAGE =
            "<Message xmlns=\"urn:x\"><Head><Count>2</Count></Head><Body>%s</Body></Message>";
    private static final String NEITHER = "XML 文件不完整或不合法（第 1 行附近），请重新导出后报送";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<List<String>> xml(String records) throws IOException, DumpException {
        return Shapes.every("a.xml", utf8(String.format(MESSAGE, records)));
    }

    private static List<List<String>> json(String text) throws IOException, DumpException {
        return Shapes.every("a.rows.json", utf8(text));
    }

    @Test
    void elementsAndAttributesAreCells() throws IOException, DumpException {
        assertThat(xml("<Record CF_WSH=\"1号\"><x:CF_XDR_MC xmlns:x='urn:y'>甲&amp;<![CDATA[<乙>]]></x:CF_XDR_MC></Record>"
                        + "<!-- no record --><Other/><Record><CF_WSH>2<?pi?>号</CF_WSH><CF_XDR_MC/></Record>"))
                .containsExactly(List.of("甲&<乙>", "1号"), List.of("", "2号"));
    }

    @Test
    void cellsThatStandDeeperHaveThePathAsName() throws IOException, DumpException {
        Layout layout = Shapes.everyTable(
                        "a.xml",
                        utf8(String.format(
                                MESSAGE,
                                "<Record><CF_XDR_MC kind=\"1\">甲</CF_XDR_MC><CF_WSH>1号</CF_WSH>"
                                        + "<Office><Name>某局</Name><Name>另一局</Name></Office></Record>")))
                .layouts()
                .get(0);
        assertThat(layout.header()).containsExactly("CF_XDR_MC@kind", "CF_XDR_MC", "CF_WSH", "Office/Name");
        assertThat(layout.unknown()).containsExactly("CF_XDR_MC@kind", "Office/Name");
    }

    @Test
    void whatStandsInARecordSeveralTimesIsJoined() throws IOException, DumpException {
        assertThat(xml("<Record><CF_XDR_MC>甲</CF_XDR_MC><CF_WSH>1号</CF_WSH><CF_WSH/><CF_WSH>2号</CF_WSH></Record>"))
                .containsExactly(List.of("甲", "1号；2号"));
    }

    @Test
    void aMessageWithoutRecordsIsAnEmptyDelivery() throws IOException, DumpException {
        assertThat(xml("")).isEmpty();
        assertThat(json("{\"data\":{\"rows\":[]}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GB18030,GB18030", "gb2312,GB18030", "GBK,GB18030", "UTF-8,UTF-8", "GBK,UTF-8", "utf-16,UTF-16"})
    void theCharsetIsFoundWhateverIsDeclared(String declared, String written) throws IOException, DumpException {
        String text = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>"
                + String.format(MESSAGE, "<Record><CF_XDR_MC>喆𠀀</CF_XDR_MC><CF_WSH>〔2026〕1号</CF_WSH></Record>");
        assertThat(Shapes.every("a.xml", SampleFiles.text(text, written))).containsExactly(List.of("喆𠀀", "〔2026〕1号"));
    }

    @Test
    void entitiesAndDocumentTypesAreRefused() {
        String refused = "文件含有 DOCTYPE 或实体声明，不予接收，请去掉后报送";
        assertThat(Shapes.refusal(
                        "a.xml",
                        utf8("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><Message>&f;</Message>")))
                .isEqualTo(refused);
        assertThat(Shapes.refusal("a.xml", utf8("<!DOCTYPE Message SYSTEM \"http://example.org/x.dtd\"><Message/>")))
                .isEqualTo(refused);
        assertThat(Shapes.refusal("a.xml", utf8(String.format(MESSAGE, "<Record><CF_WSH>&f;</CF_WSH></Record>"))))
                .isIn(NEITHER, refused);
    }

    @Test
    void brokenXmlIsRefusedWithItsLine() {
        assertThat(Shapes.refusal("a.xml", utf8("<Message>\n<Body>\n<Record><CF_WSH>1号</CF_WSH>")))
                .isEqualTo("XML 文件不完整或不合法（第 3 行附近），请重新导出后报送");
        assertThat(Shapes.refusal("a.xml", utf8("<Message><Body></Message>"))).isEqualTo(NEITHER);
        assertThat(Shapes.refusal("a.xml", utf8(String.format(MESSAGE, "<Record>\u0001</Record>"))))
                .isEqualTo(NEITHER);
        assertThat(Shapes.refusal("a.xml", utf8("<html><body/></html>")))
                .isEqualTo("XML 文件中没有元素 Message/Body/Record，根元素是 html");
        assertThat(Shapes.refusal("a.xml", utf8(String.format(MESSAGE, "<Record><CF_WSH>1号</CF_WSH></Record>"))))
                .isEqualTo("缺少必需的列：CF_XDR_MC（行政相对人名称）");
    }

    @Test
    void whatWouldFillTheMemoryIsRefused() {
        assertThat(Shapes.refusal("a.xml", utf8(String.format(MESSAGE, "<Record>" + "<a>".repeat(200)))))
                .isEqualTo("XML 记录的嵌套多于 100 层");
        assertThat(Shapes.refusal(
                        "a.xml", utf8(String.format(MESSAGE, "<Record><a>" + "x".repeat(17 << 20) + "</a></Record>"))))
                .isEqualTo("XML 的一条记录超过 16 MB");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            names.append("<a").append(i).append("/>");
        }
        assertThat(Shapes.refusal("a.xml", utf8(String.format(MESSAGE, "<Record>" + names + "</Record>"))))
                .isEqualTo("记录的字段名多于 1000 个");
    }

    @Test
    void rowsOfAJsonArrayAreFoundAtTheirPath() throws IOException, DumpException {
        assertThat(
                        json(
                                "\uFEFF{\"rows\":[1],\"data\":{\"total\":2,\"more\":[{\"rows\":[]}],\"rows\":["
                                        + "{\"CF_XDR_MC\":\"甲\",\"CF_WSH\":1},\n{\"CF_WSH\":{\"a\":null},\"CF_XDR_MC\":null}]},\"x\":[1]}"))
                .containsExactly(List.of("甲", "1"), List.of("<none>", "{\"a\":null}"));
        assertThat(Shapes.every("a.json", utf8("[{\"CF_XDR_MC\":\"甲\",\"CF_WSH\":\"1号\"}]")))
                .containsExactly(List.of("甲", "1号"));
    }

    @Test
    void elementsThatAreNoRowSaySo() throws IOException, DumpException {
        assertThat(json("{\"data\":{\"rows\":[{\"CF_XDR_MC\":\"甲\",\"CF_WSH\":1},7,[[2]],"
                        + "{\"CF_WSH\":{\"b\":1,\"b\":[{}]},\"CF_XDR_MC\":\"乙\"},{\"CF_WSH\":1,\"CF_WSH\":2,\"c\":[{\"d\":1}]},"
                        + "null,{\"CF_XDR_MC\":\"丙\",\"CF_WSH\":2}]}}"))
                .containsExactly(
                        List.of("甲", "1"),
                        List.of("该行不是 JSON 对象"),
                        List.of("该行不是 JSON 对象"),
                        List.of("该行的同一键出现两次"),
                        List.of("该行的同一键出现两次"),
                        List.of("该行不是 JSON 对象"),
                        List.of("丙", "2"));
    }

    @Test
    void brokenJsonIsRefused() {
        assertThat(Shapes.refusal("a.rows.json", utf8("{\"data\":{\"rows\":[{\"CF_XDR_MC\":\"甲\"},\n{\"CF_X")))
                .isEqualTo("JSON 文件不完整或不合法（第 2 行第 7 个字符附近），请重新导出后报送");
        assertThat(Shapes.refusal("a.rows.json", utf8("{\"data\":{\"rows\":[{\"CF_XDR_MC\":\"甲\"}]},")))
                .startsWith("JSON 文件不完整或不合法");
        assertThat(Shapes.refusal("a.rows.json", utf8("{\"data\":[]}"))).isEqualTo("JSON 文件中没有数组 data.rows");
        assertThat(Shapes.refusal("a.rows.json", utf8("{\"data\":{\"rows\":{}}}")))
                .isEqualTo("JSON 文件中没有数组 data.rows");
        assertThat(Shapes.refusal("a.json", utf8("{}"))).isEqualTo("JSON 文件不是一个数组");
        assertThat(Shapes.refusal("a.json", utf8("[1,2]"))).isEqualTo("数组中没有一个元素是 JSON 对象，应当每个元素一个对象");
        assertThat(Shapes.refusal("a.json", utf8("[".repeat(3000)))).startsWith("JSON 文件不完整或不合法");
        assertThat(Shapes.refusal("a.json", utf8("[{\"CF_XDR_MC\":1}]"))).isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号）");
    }
}
