package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.creditlake.config.ConfigurationException;
import io.creditlake.dump.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowsPathTest {
    private static Bytes bytes(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        return new Bytes() {
            @Override
            public InputStream open(long offset) {
                return new ByteArrayInputStream(all, (int) offset, all.length - (int) offset);
            }

            @Override
            public long size() {
                return all.length;
            }
        };
    }

    @Test
    void theRowsOfJsonStandUnderTheKeysOfTheFirstArrayOfObjects() throws IOException {
        assertThat(RowsPath.ofJson("a.json", bytes("{\"total\":2,\"tags\":[1,[2]],\"rows\":[{\"a\":1}]}")))
                .isEqualTo("rows");
        assertThat(RowsPath.ofJson("a.json", bytes("{\"code\":0,\"data\":{\"page\":{},\"list\":[{\"a\":1}]}}")))
                .isEqualTo("data.list");
        assertThat(RowsPath.ofJson("a.json", bytes("[{\"a\":1},{\"a\":2}]"))).isEmpty();
    }

    @Test
    void jsonWithoutRowsIsRefusedByName() {
        assertThatThrownBy(() -> RowsPath.ofJson("a.json", bytes("{\"a\":[1,2]}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a.json");
        assertThatThrownBy(() -> RowsPath.ofJson("a.json", bytes("{\"a\":[1,2")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aLineThatIsAnObjectIsARow() {
        assertThat(RowsPath.isObjectALine("{\"a\":1}\n{\"a\":2}\n")).isTrue();
        assertThat(RowsPath.isObjectALine("{\"a\":1}")).isTrue();
        assertThat(RowsPath.isObjectALine("{\"total\":1,\"rows\":[{\"a\":1}]}")).isFalse();
        assertThat(RowsPath.isObjectALine("{\n\"rows\":[{\"a\":1}]}")).isFalse();
        assertThat(RowsPath.isObjectALine("[{\"a\":1}]")).isFalse();
    }

    @Test
    void theRecordsOfXmlAreTheElementsWithElementsThatAreMetMost() throws IOException {
        String message = "<Message><Head><Id>1</Id></Head><Body>"
                + "<Record><Name>甲</Name><Code>1</Code></Record><Record><Name>乙</Name><Code>2</Code></Record>"
                + "</Body></Message>";
        assertThat(RowsPath.ofXml("a.xml", bytes(message))).isEqualTo("Message/Body/Record");
    }

    @Test
    void nothingOutsideOfAnXmlFileIsRead() {
        String outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///dev/zero\">]><a><b><c/></b><b><c>&x;</c></b></a>";
        String path = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> RowsPath.ofXml("a.xml", bytes(outside)), "an endless entity was read");
        assertThat(path).isEqualTo("a/b");
    }
}
