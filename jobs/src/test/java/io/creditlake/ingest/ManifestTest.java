package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.dump.DumpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String HASH = "ab".repeat(32);

    private static Manifest manifest(String json) throws IOException, DumpException {
        return Manifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refusal(byte[] bytes) {
        return catchThrowableOfType(DumpException.class, () -> Manifest.read(new ByteArrayInputStream(bytes)))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"files\":        | 不是合法的 JSON",
                "{\"files\":[]}}    | 不是合法的 JSON",
                "``                | 没有 files 列表",
                "[]                | 没有 files 列表",
                "{\"files\":{}}     | 没有 files 列表",
                "{\"files\":[1]}    | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"a.csv\"},{\"name\":7}]}        | files 中第 2 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"../x.csv\"}]}                | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"a/x.csv\"}]}                 | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"a\\\\x.csv\"}]}              | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"..\"}]}                      | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"\"}]}                        | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"a\\u0000.csv\"}]}            | files 中第 1 个文件的 name 不是单纯的文件名",
                "{\"files\":[{\"name\":\"a.csv\"},{\"name\":\"a.csv\"}]} | files 中第 2 个文件的 name 重复",
                "{\"files\":[{\"name\":\"a.csv\",\"rows\":\"3\"}]}     | files 中第 1 个文件的 rows 不是行数",
                "{\"files\":[{\"name\":\"a.csv\",\"rows\":-1}]}       | files 中第 1 个文件的 rows 不是行数",
                "{\"files\":[{\"name\":\"a.csv\",\"rows\":1e99}]}     | files 中第 1 个文件的 rows 不是行数",
                "{\"files\":[{\"name\":\"a.csv\",\"sha256\":\"张三\"}]} | files 中第 1 个文件的 sha256 不是 64 位十六进制数",
            })
    void whatIsNoManifestSaysWhy(String json, String reason) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8))).isEqualTo("清单 _MANIFEST.json 无法解析：" + reason);
    }

    @Test
    void anotherCharsetIsNoJson() {
        byte[] gb = "{\"files\":[{\"name\":\"处罚.csv\"}]}".getBytes(Charset.forName("GB18030"));
        assertThat(refusal(gb)).isEqualTo("清单 _MANIFEST.json 无法解析：不是合法的 JSON");
        assertThat(refusal(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 1, 2, 3, 4}))
                .isEqualTo("清单 _MANIFEST.json 无法解析：不是合法的 JSON");
    }

    @Test
    void aFileIsHeldAgainstWhatIsDeclared() throws IOException, DumpException {
        Manifest manifest = manifest("\uFEFF{\"files\":[{\"name\":\"a.csv\",\"rows\":3,\"sha256\":\""
                + HASH.toUpperCase(Locale.ROOT) + "\"},{\"name\":\"..b.csv\",\"rows\":null}]}");
        assertThat(manifest.contradiction("a.csv", HASH, 3)).isEmpty();
        assertThat(manifest.contradiction("a.csv", HASH, -1)).isEmpty();
        assertThat(manifest.contradiction("..b.csv", HASH, 9)).isEmpty();
        assertThat(manifest.contradiction("a.csv", HASH, 2)).contains("行数与清单不符：清单为 3 行，实为 2 行");
        assertThat(manifest.contradiction("a.csv", "cd".repeat(32), 3))
                .contains("文件摘要与清单不符：清单为 " + HASH + "，实为 " + "cd".repeat(32));
        assertThat(manifest.contradiction("c.csv", HASH, 3)).contains("清单 _MANIFEST.json 未列此文件");
    }
}
