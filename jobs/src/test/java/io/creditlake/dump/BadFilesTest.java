package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that are refused as a whole say why, where, and what was expected. */
class BadFilesTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String HEADER = "CF_XDR_MC,CF_WSH,BZ\n";
    private static final String CHINESE = HEADER + "济南甲商贸有限公司,鲁市监罚〔2025〕1号,无\n青岛乙建材有限公司,鲁市监罚〔2025〕2号,无\n";

    private static String refusal(String name, Bytes bytes) {
        return catchThrowableOfType(DumpException.class, () -> Shapes.scan(name, bytes))
                .getMessage();
    }

    private static String refusal(String text) {
        return refusal("a.csv", MemoryBytes.of(text));
    }

    @Test
    void anEmptyFile() {
        assertThat(refusal("")).isEqualTo("文件是空的（0 字节）");
        assertThat(refusal("\uFEFF")).isEqualTo("文件没有内容（只有空白行）");
        assertThat(refusal("\r\n\n\r\n")).isEqualTo("文件没有内容（只有空白行）");
    }

    @Test
    void aFileWithAHeaderAloneHasNoRows() throws IOException, DumpException {
        assertThat(Shapes.scan("a.csv", MemoryBytes.of(HEADER)).rows()).isZero();
        assertThat(Shapes.scan("a.csv", MemoryBytes.of(HEADER.strip())).rows()).isZero();
    }

    @Test
    void aNameOfNoAgreedFormat() {
        assertThat(refusal("a.xml", MemoryBytes.of("<a/>"))).isEqualTo("文件名不属于约定的格式：*.csv、*.txt、*.xlsx、*.jsonl");
        assertThat(refusal("名\n\u0000称?*[.", MemoryBytes.of("x"))).startsWith("文件名不属于约定的格式");
    }

    @Test
    void theCaseOfANameIsOfNoConcern() throws IOException, DumpException {
        assertThat(Shapes.scan("甲:乙.CSV", MemoryBytes.of(CHINESE)).rows()).isEqualTo(2);
    }

    @Test
    void titlesWithoutAHeader() {
        assertThat(refusal("行政处罚信息表\n填报单位：某局\n")).isEqualTo("找不到表头：前 2 行中没有约定的列名（如 CF_XDR_MC、行政相对人名称）");
    }

    @Test
    void aLackingAndARenamedColumn() {
        assertThat(refusal("CF_XDR_MC,BZ\n甲,乙\n")).isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号）");
        assertThat(refusal("CF_XDR_MC,CF_WSHH,BZ\n甲,乙,丙\n"))
                .isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号，是否被改名为 CF_WSHH）；未约定的列：CF_WSHH");
        assertThat(refusal("行政相对人名称,处罚决定书文号,备注\n甲,乙,丙\n"))
                .isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号，是否被改名为 处罚决定书文号）；未约定的列：处罚决定书文号");
    }

    @Test
    void aRowOfDataInThePlaceOfAHeaderIsNotRepeated() {
        assertThat(refusal("张三,370102199001011233,备注\n李四,x,y\n"))
                .isEqualTo("缺少必需的列：CF_XDR_MC（行政相对人名称）、CF_WSH（行政处罚决定书文号）");
        assertThat(refusal("CF_XDR_MC,BZ,13800001234\n李四,x,y\n")).contains("138******34");
    }

    @Test
    void utf16() {
        String message = "文件编码是 UTF-16，不是约定的 UTF-8、GB18030，请另存后报送";
        assertThat(refusal("a.csv", MemoryBytes.of(CHINESE, StandardCharsets.UTF_16)))
                .isEqualTo(message);
        assertThat(refusal("a.csv", MemoryBytes.of("\uFEFF" + CHINESE, StandardCharsets.UTF_16LE)))
                .isEqualTo(message);
        assertThat(refusal("a.csv", MemoryBytes.of(CHINESE, StandardCharsets.UTF_16LE)))
                .isEqualTo(message);
        assertThat(refusal("a.csv", MemoryBytes.of(HEADER, StandardCharsets.UTF_16BE)))
                .isEqualTo(message);
    }

    @Test
    void rubbish() {
        byte[] random = new byte[4096];
        new Random(7).nextBytes(random);
        assertThat(refusal("a.csv", new MemoryBytes(random)))
                .startsWith("文件编码不是约定的 UTF-8、GB18030：按 GB18030 解码，第 ")
                .endsWith("不是合法的字符");
        assertThat(refusal("a.csv", new MemoryBytes(new byte[4096]))).isEqualTo("文件是二进制内容，不是文本");
        assertThat(refusal("a.csv", new MemoryBytes(Workbooks.of(HEADER)))).isEqualTo("文件内容是压缩包或 xlsx 工作簿，与其扩展名不符");
    }

    @Test
    void rubbishThatDecodesByChanceHasNoHeader() {
        byte[] pairs = new byte[4000];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = (byte) 0xB0;
            pairs[i + 1] = (byte) 0xA1;
        }
        assertThat(refusal("a.csv", new MemoryBytes(pairs))).startsWith("找不到表头：前 1 行");
    }

    @Test
    void aBrokenByte() {
        byte[] utf8 = CHINESE.getBytes(StandardCharsets.UTF_8);
        utf8[HEADER.length() + 1] = 'x';
        assertThat(refusal("a.csv", new MemoryBytes(utf8))).isEqualTo("文件像是 UTF-8 编码，但第 2 行（第 21 字节）不是合法的字符");
        byte[] gb = CHINESE.getBytes(GB18030);
        gb[HEADER.length() + 1] = ' ';
        assertThat(refusal("a.csv", new MemoryBytes(gb)))
                .isEqualTo("文件编码不是约定的 UTF-8、GB18030：按 GB18030 解码，第 2 行（第 21 字节）不是合法的字符");
    }

    @Test
    void utf8WhereOnlyGb18030IsAgreed() {
        assertThat(refusal("a.txt", MemoryBytes.of(CHINESE.replace(',', '|'))))
                .isEqualTo("文件编码是 UTF-8，不是约定的 GB18030，请另存后报送");
    }

    @Test
    void gb18030IsReadWhereverItStandsAmongTheCharsets() throws IOException, DumpException {
        assertThat(Shapes.scan("a.csv", MemoryBytes.of(CHINESE, GB18030)).charset())
                .isEqualTo("GB18030");
        assertThat(Shapes.scan("a.txt", MemoryBytes.of(CHINESE.replace(',', '|'), GB18030))
                        .charset())
                .isEqualTo("GB18030");
    }

    @Test
    void aQuoteThatIsNeverClosed() {
        assertThat(refusal(CHINESE + "\"丙,丁,无\n戊,己,无\n")).isEqualTo("第 3 行的引号没有闭合，其后的内容无法分行");
        assertThat(refusal("\"行政处罚信息表\n" + CHINESE)).isEqualTo("第 1 行的引号没有闭合，其后的内容无法分行");
    }

    @Test
    void carriageReturnsInThePlaceOfLineEnds() {
        assertThat(refusal(CHINESE.replace('\n', '\r'))).isEqualTo("文件以单个回车符（CR）换行，无法分行，请改用 LF 或 CRLF 换行后报送");
        assertThat(refusal("a.jsonl", MemoryBytes.of("{\"CF_XDR_MC\":1}\r{\"CF_XDR_MC\":2}\r")))
                .isEqualTo("文件以单个回车符（CR）换行，无法分行，请改用 LF 或 CRLF 换行后报送");
    }

    /** What never ends must not be kept. */
    @Test
    void aRowWithoutEnd() {
        assertThat(refusal("a.csv", new Endless(HEADER, "x"))).isEqualTo("第 1 行过长：多于 16384 列或超过 16 MB");
        assertThat(refusal("a.csv", new Endless("", "x"))).isEqualTo("第 1 行过长：多于 16384 列或超过 16 MB");
        assertThat(refusal("a.csv", new Endless(HEADER, ","))).isEqualTo("第 1 行过长：多于 16384 列或超过 16 MB");
        assertThat(refusal("a.csv", new Endless(HEADER + "\"", "x\n"))).isEqualTo("第 1 行的引号没有闭合，其后的内容无法分行");
        assertThat(refusal("a.csv", new Endless("\"", "x\n"))).isEqualTo("第 1 行的引号没有闭合，其后的内容无法分行");
        assertThat(refusal("a.jsonl", new Endless("", "x"))).isEqualTo("第 1 行过长：多于 16384 列或超过 16 MB");
    }

    @Test
    void jsonThatIsNoObjectALine() {
        assertThat(refusal("a.jsonl", MemoryBytes.of("[{\"CF_XDR_MC\":1}]\n"))).isEqualTo("文件中没有一行是 JSON 对象，应当每行一个对象");
        assertThat(refusal("a.jsonl", MemoryBytes.of("{\"CF_XDR_MC\":1}\n"))).isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号）");
    }

    @Test
    void aLayoutIsTheSameAfterItsJson() throws IOException, DumpException {
        Tables tables = Shapes.tables("a.csv", MemoryBytes.of(CHINESE + "x,\0,\"\uD83D\uDE00\"\n", GB18030));
        assertThat(Tables.fromJson(tables.toJson())).isEqualTo(tables);
    }

    /** A beginning, then a hundred megabytes of the same. */
    private record Endless(String begin, String more) implements Bytes {
        private static final long SIZE = 100L << 20;

        @Override
        public InputStream open(long offset) throws IOException {
            byte[] block = more.repeat(1 << 15).getBytes(StandardCharsets.UTF_8);
            InputStream rest = new InputStream() {
                private long left = SIZE;

                @Override
                public int read() {
                    return left-- > 0 ? block[0] : -1;
                }

                @Override
                public int read(byte[] target, int start, int length) {
                    if (left <= 0) {
                        return -1;
                    }
                    int n = Math.min(length, block.length);
                    System.arraycopy(block, 0, target, start, n);
                    left -= n;
                    return n;
                }
            };
            InputStream all =
                    new SequenceInputStream(new ByteArrayInputStream(begin.getBytes(StandardCharsets.UTF_8)), rest);
            all.skipNBytes(offset);
            return all;
        }

        @Override
        public long size() {
            return SIZE;
        }
    }

    @Test
    void jsonRowsSayWhatIsWrongWithThem() throws IOException, DumpException {
        MemoryBytes bytes = MemoryBytes.of(String.join(
                "\n",
                "{\"CF_XDR_MC\":\"甲\",\"CF_WSH\":12345678.90,\"BZ\":{\"a\":[1]}}",
                "{\"CF_XDR_MC\":null,\"CF_WSH\":1e3}",
                "[1,2]",
                "{\"CF_XDR_MC\":",
                "{\"CF_WSH\":1}{\"CF_WSH\":2}",
                "{\"CF_WSH\":1,\"CF_WSH\":2}",
                "\"",
                "   ",
                "[".repeat(5000),
                "{\"CF_WSH\":1e999999999}"));
        Layout layout = Shapes.scan("a.jsonl", bytes);
        List<List<String>> rows = Shapes.rows(layout, bytes);
        assertThat(layout.rows()).isEqualTo(rows.size());
        assertThat(rows)
                .startsWith(
                        List.of("甲", "12345678.90", "{\"a\":[1]}"),
                        List.of("<none>", "1000", "<none>"),
                        List.of("该行不是 JSON 对象"),
                        List.of("该行不是合法的 JSON（第 14 个字符处）"),
                        List.of("该行除一个 JSON 对象外还有其他内容，或同一键出现两次"),
                        List.of("该行除一个 JSON 对象外还有其他内容，或同一键出现两次"))
                .endsWith(List.of("<none>", "1E+999999999", "<none>"));
        assertThat(rows.subList(6, 9)).allSatisfy(row -> assertThat(row.get(0)).startsWith("该行不是"));
    }
}
