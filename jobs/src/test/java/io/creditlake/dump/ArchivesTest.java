package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files in zip and gzip. */
class ArchivesTest {
    private static final String HEADER = "CF_XDR_MC,CF_WSH\n";
    private static final byte[] FIRST = utf8(HEADER + "甲,1号\n乙,2号\n");
    private static final byte[] SECOND = SampleFiles.text("CF_WSH|CF_XDR_MC\n3号|丙\n", "GB18030");
    private static final String BROKEN = "压缩包不完整或已损坏，请重新压缩后报送";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> members(Object... namesAndContents) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            members.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
        }
        return members;
    }

    @Test
    void aGzipOfAFileIsReadAsThatFile() throws IOException, DumpException {
        assertThat(Shapes.every("a.csv.gz", SampleFiles.gzip(FIRST)))
                .containsExactly(List.of("甲", "1号"), List.of("乙", "2号"));
        assertThat(Shapes.everyTable("a.csv.gz", SampleFiles.gzip(FIRST))
                        .layouts()
                        .get(0)
                        .place())
                .isEqualTo(new Layout.Place(List.of("a.csv"), Layout.Sheet.NONE, ""));
        assertThat(Shapes.every("a.csv", SampleFiles.gzip(FIRST))).hasSize(2);
    }

    @Test
    void everyMemberOfAnArchiveIsATableAndRowsRunOn() throws IOException, DumpException {
        Map<String, byte[]> members = members(
                "d/", new byte[0],
                "d/乙.csv", SECOND,
                "__MACOSX/d/._乙.csv", utf8("x"),
                "d/.DS_Store", utf8("x"),
                "甲.csv", FIRST,
                "表.xlsx", Workbooks.of(HEADER + "丁,4号\n"),
                "表.xls", SampleFiles.xls(HEADER + "戊,5号\n"),
                "列.parquet", SampleFiles.parquet(HEADER + "己,6号\n"),
                "e.csv.gz", SampleFiles.gzip(utf8(HEADER + "庚,7号\n")));
        for (Charset names : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
            byte[] zip = SampleFiles.zip(members, names);
            assertThat(Shapes.every("a.zip", zip))
                    .containsExactlyInAnyOrder(
                            List.of("甲", "1号"),
                            List.of("乙", "2号"),
                            List.of("丙", "3号"),
                            List.of("丁", "4号"),
                            List.of("戊", "5号"),
                            List.of("己", "6号"),
                            List.of("庚", "7号"));
            assertThat(Shapes.everyTable("a.zip", zip).layouts())
                    .extracting(t -> t.place().label())
                    .startsWith("压缩包内的 d/乙.csv", "压缩包内的 e.csv.gz", "压缩包内的 列.parquet");
        }
    }

    @Test
    void anArchiveOfOneFileNeedsNoLabel() throws IOException, DumpException {
        byte[] zip = SampleFiles.zip(members("a.csv", FIRST));
        assertThat(Shapes.everyTable("b.zip", zip).layouts())
                .extracting(t -> t.place().label())
                .containsExactly("");
        assertThat(Shapes.every("b.zip.gz", SampleFiles.gzip(zip))).hasSize(2);
    }

    @Test
    void aBadMemberRefusesTheArchive() {
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members("a.csv", FIRST, "b.csv", utf8("x\n")))))
                .isEqualTo("压缩包内的 b.csv：找不到表头：前 1 行中没有约定的列名（如 CF_XDR_MC、行政相对人名称）");
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members("a.csv", FIRST, "readme.txt", utf8("x")))))
                .startsWith("压缩包内的 readme.txt：文件名不属于约定的格式");
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members("a.csv", new byte[0]))))
                .isEqualTo("压缩包内的 a.csv：文件是空的（0 字节）");
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        for (String name : List.of("../a.csv", "a/../../b.csv", "/etc/a.csv", "C:\\a.csv", "..\\a.csv", "a\n.csv")) {
            assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members(name, FIRST))))
                    .as(name)
                    .isEqualTo("压缩包内有指向包外的路径，不予解压，请重新压缩后报送");
        }
    }

    @Test
    void brokenAndEmptyArchivesAreRefused() {
        byte[] gzip = SampleFiles.gzip(FIRST);
        assertThat(Shapes.refusal("a.csv.gz", Arrays.copyOf(gzip, gzip.length - 9)))
                .isEqualTo(BROKEN);
        gzip[gzip.length - 8] ^= 1;
        assertThat(Shapes.refusal("a.csv.gz", gzip)).isEqualTo(BROKEN);
        byte[] zip = SampleFiles.zip(members("a.csv", FIRST));
        assertThat(Shapes.refusal("a.zip", Arrays.copyOf(zip, zip.length - 30))).isEqualTo(BROKEN);
        zip[45] ^= 1;
        assertThat(Shapes.refusal("a.zip", zip)).isEqualTo(BROKEN);
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members()))).isEqualTo("压缩包内没有文件");
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(members("d/", new byte[0]))))
                .isEqualTo("压缩包内没有文件");
        byte[] locked = SampleFiles.zip(members("a.csv", FIRST));
        locked[6] |= 1;
        int directory = locked.length - 22 - 46 - "a.csv".length();
        locked[directory + 8] |= 1;
        assertThat(Shapes.refusal("a.zip", locked)).isEqualTo("压缩包加了密码，请去掉密码后报送");
    }

    @Test
    void bombsAndNestsAreRefused() {
        String bomb = "压缩内容展开后异常庞大（超过原文件 200 倍），疑为压缩炸弹";
        assertThat(Shapes.refusal("a.zip", Workbooks.bomb("a.csv", 100))).isEqualTo(bomb);
        assertThat(Shapes.refusal("a.csv.gz", SampleFiles.gzip(new byte[100 << 20])))
                .isEqualTo(bomb);
        byte[] nest = FIRST;
        for (int i = 0; i < 4; i++) {
            nest = SampleFiles.zip(members("a.zip", nest));
        }
        assertThat(Shapes.refusal("a.zip", nest)).startsWith("压缩包内的 a.zip：压缩包内的 a.zip：文件名不属于约定的格式");
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 1001; i++) {
            many.put(i + ".csv", FIRST);
        }
        assertThat(Shapes.refusal("a.zip", SampleFiles.zip(many))).isEqualTo("压缩包内文件多于 1000 个，请分成几个压缩包报送");
    }

    @Test
    void otherArchivesAreNamed() {
        assertThat(Shapes.refusal("a.rar", utf8("Rar!\u001A\u0007"))).isEqualTo("不接收 RAR 压缩包，请改用 zip 或 gz 压缩后报送");
        assertThat(Shapes.refusal("a.docx", SampleFiles.zip(members("[Content_Types].xml", utf8("<Types/>")))))
                .startsWith("文件名不属于约定的格式");
    }
}
