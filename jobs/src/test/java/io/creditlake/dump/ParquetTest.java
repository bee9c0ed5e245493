package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class ParquetTest {
    private static final String BROKEN = "Parquet 文件不完整或已损坏，请重新导出后报送";
    private static final String CSV = "CF_XDR_MC,CF_WSH\n甲,1号\n乙,2号\n";

    @Test
    void valuesOfEveryTypeAreTextAsAPersonWritesThem() throws IOException, DumpException {
        byte[] file = SampleFiles.parquet(
                "message m { optional binary CF_XDR_MC (STRING); optional int32 a (DATE); optional int64 b (DECIMAL(18,2));"
                        + " optional int64 c (TIMESTAMP(MILLIS,true)); optional int64 d (TIMESTAMP(MICROS,false));"
                        + " optional double e; optional boolean f; optional binary CF_WSH (STRING); optional int96 g;"
                        + " optional fixed_len_byte_array(3) h (DECIMAL(5,1)); repeated group i { optional int32 j; }"
                        + " optional int64 k; }",
                1 << 20,
                List.of(
                        row -> {
                            row.add("CF_XDR_MC", "甲");
                            row.add("a", 18817);
                            row.add("b", -12345L);
                            row.add("c", 1_625_760_000_000L);
                            row.add("d", 1_625_760_000_000_000L);
                            row.add("e", 1e-7);
                            row.add("f", true);
                            row.add("CF_WSH", "1号");
                            row.add("g", Binary.fromConstantByteArray(int96(18_817, 57_600)));
                            row.add("h", Binary.fromConstantByteArray(new byte[] {0, 1, 44}));
                            row.addGroup("i").add("j", 7);
                            row.addGroup("i");
                            row.add("k", Long.MAX_VALUE);
                        },
                        row -> row.add("CF_WSH", "2号")));
        MemoryBytes bytes = new MemoryBytes(file);
        Layout layout = new DumpScanner(Shapes.EVERY, 1 << 20)
                .scan("a.parquet", bytes)
                .layouts()
                .get(0);
        assertThat(Shapes.rows(layout, bytes))
                .containsExactly(
                        List.of(
                                "甲",
                                "2021-07-09",
                                "-123.45",
                                "2021-07-09 00:00:00",
                                "2021-07-08 16:00:00",
                                "0.0000001",
                                "true",
                                "1号",
                                "2021-07-10 00:00:00",
                                "30.0",
                                "[{\"j\":\"7\"},{\"j\":null}]",
                                "9223372036854775807"),
                        List.of(
                                "<none>", "<none>", "<none>", "<none>", "<none>", "<none>", "<none>", "2号", "<none>",
                                "<none>", "<none>", "<none>"));
    }

    private static byte[] int96(int day, long secondOfDay) {
        return java.nio.ByteBuffer.allocate(12)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(secondOfDay * 1_000_000_000L)
                .putInt(day + 2_440_588)
                .array();
    }

    /** {@link Shapes#every} asserts that the first row of each part has its number. */
    @Test
    void rowGroupsAreReadApartAndKeepTheirNumbers() throws IOException, DumpException {
        List<Consumer<Group>> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String number = i + "号 " + Integer.toHexString(i * 0x9E3779B1);
            rows.add(row -> row.append("CF_XDR_MC", "甲").append("CF_WSH", number));
        }
        byte[] file = SampleFiles.parquet(
                "message m { optional binary CF_XDR_MC (STRING); optional binary CF_WSH (STRING); }", 8000, rows);
        assertThat(new DumpScanner(Shapes.EVERY, 64)
                        .scan("a.parquet", new MemoryBytes(file))
                        .layouts()
                        .get(0)
                        .parts())
                .hasSizeGreaterThan(3);
        List<List<String>> read = Shapes.every("a.parquet", file);
        assertThat(read).hasSize(3000);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).get(1)).startsWith(i + "号 ");
        }
    }

    @Test
    void brokenFilesAreRefused() throws IOException, DumpException {
        byte[] whole = SampleFiles.parquet(CSV);
        assertThat(Shapes.every("a.parquet", whole)).containsExactly(List.of("甲", "1号"), List.of("乙", "2号"));
        for (int length = 5; length < whole.length; length += 97) {
            assertThat(Shapes.refusal("a.parquet", Arrays.copyOf(whole, length)))
                    .isEqualTo(BROKEN);
        }
        byte[] spoilt = whole.clone();
        Arrays.fill(spoilt, 30, 60, (byte) 0x55);
        assertThat(Shapes.refusal("a.parquet", spoilt)).isEqualTo(BROKEN);
        assertThat(Shapes.refusal("a.parquet", CSV.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("不是 Parquet 文件");
        assertThat(Shapes.refusal("a.parquet", SampleFiles.parquet(CSV.replace("CF_WSH", "CF_WSHH"))))
                .isEqualTo("缺少必需的列：CF_WSH（行政处罚决定书文号）");
    }
}
