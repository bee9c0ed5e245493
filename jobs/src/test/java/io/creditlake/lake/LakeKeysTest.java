package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeKeysTest {
    private static final byte[] SECRET = "the key of a key of files".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private String first;
    private String second;

    @BeforeEach
    void makeKeys() throws IOException {
        first = key("first", 1);
        second = key("second", 2);
    }

    private String key(String name, int seed) throws IOException {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) seed;
        return place(name, Base64.getEncoder().encodeToString(bytes) + "\n");
    }

    private String place(String name, String text) throws IOException {
        return "${file:" + Files.writeString(folder.resolve(name), text) + "}";
    }

    private static LakeKeys keys(Map<String, List<String>> places) {
        Map<String, String> properties = new HashMap<>(Map.of("warehouse", "elsewhere"));
        places.forEach((id, ordered) -> {
            for (int i = 0; i < ordered.size(); i++) {
                properties.put("creditlake.key." + id + "." + i, ordered.get(i));
            }
        });
        LakeKeys keys = new LakeKeys();
        keys.initialize(properties);
        return keys;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void aKeyIsUnwrappedAsItWasAndWrappedAnotherWayEachTime() {
        LakeKeys keys = keys(Map.of("lake.1", List.of(first)));
        ByteBuffer wrapped = keys.wrapKey(ByteBuffer.wrap(SECRET), "lake.1");
        assertThat(bytes(keys.unwrapKey(wrapped, "lake.1"))).isEqualTo(SECRET);
        assertThat(bytes(keys.unwrapKey(wrapped, "lake.1"))).as("once more").isEqualTo(SECRET);
        assertThat(new String(bytes(wrapped), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(SECRET, StandardCharsets.ISO_8859_1));
        assertThat(bytes(keys.wrapKey(ByteBuffer.wrap(SECRET), "lake.1"))).isNotEqualTo(bytes(wrapped));
    }

    @Test
    void theLastKeyOfAnIdWrapsAndTheEarlierOnesStillUnwrap() {
        ByteBuffer before = keys(Map.of("lake", List.of(first))).wrapKey(ByteBuffer.wrap(SECRET), "lake");
        LakeKeys rotated = keys(Map.of("lake", List.of(first, second)));
        assertThat(bytes(rotated.unwrapKey(before, "lake"))).isEqualTo(SECRET);
        ByteBuffer after = rotated.wrapKey(ByteBuffer.wrap(SECRET), "lake");
        assertThat(bytes(keys(Map.of("lake", List.of(second))).unwrapKey(after, "lake")))
                .isEqualTo(SECRET);
    }

    @Test
    void anotherKeyIsToldByItsPlaceAlone() {
        ByteBuffer wrapped = keys(Map.of("lake", List.of(first))).wrapKey(ByteBuffer.wrap(SECRET), "lake");
        LakeKeys other = keys(Map.of("lake", List.of(second)));
        assertThatThrownBy(() -> other.unwrapKey(wrapped, "lake"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encryption.keys.lake: found another key in " + second);
    }

    @Test
    void anIdWithoutAKeyIsNamed() {
        LakeKeys keys = keys(Map.of("lake", List.of(first)));
        assertThatThrownBy(() -> keys.wrapKey(ByteBuffer.wrap(SECRET), "pond"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("encryption.keys.pond: found no key");
    }

    @Test
    void whatWasChangedOrWrappedUnderAnotherIdIsRefused() {
        LakeKeys keys = keys(Map.of("lake", List.of(first), "pond", List.of(first)));
        ByteBuffer wrapped = keys.wrapKey(ByteBuffer.wrap(SECRET), "lake");
        assertThatThrownBy(() -> keys.unwrapKey(wrapped, "pond")).isInstanceOf(IllegalStateException.class);
        byte[] changed = bytes(wrapped);
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> keys.unwrapKey(ByteBuffer.wrap(changed), "lake"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.unwrapKey(ByteBuffer.wrap(new byte[3]), "lake"))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "geheim geheim!", "Z2VoZWltZ2VoZWltZ2VoZWlt", ""})
    void whatIsNoKeyIsRefusedAtOnceAndNotRepeated(String text) throws IOException {
        String place = place("bad", text);
        assertThatThrownBy(() -> keys(Map.of("lake", List.of(place))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no key of 256 bits in " + place)
                .hasMessageNotContaining(text.isEmpty() ? "\0" : text);
    }

    @Test
    void aPlaceWithoutAKeyIsRefusedAtOnce() {
        assertThatThrownBy(() -> keys(Map.of("lake", List.of("${env:CREDITLAKE_NO_SUCH_VARIABLE}"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no key in ${env:CREDITLAKE_NO_SUCH_VARIABLE}");
    }

    @Test
    void whatIsSentToExecutorsHoldsNoKeyAndReadsItThere() throws Exception {
        LakeKeys keys = keys(Map.of("lake", List.of(first)));
        ByteBuffer wrapped = keys.wrapKey(ByteBuffer.wrap(SECRET), "lake");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(keys);
        }
        byte[] raw = new byte[32];
        raw[31] = 1;
        assertThat(sent.toString(StandardCharsets.ISO_8859_1))
                .contains(folder.resolve("first").toString())
                .doesNotContain(new String(raw, StandardCharsets.ISO_8859_1))
                .doesNotContain(Base64.getEncoder().encodeToString(raw));
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertThat(bytes(((LakeKeys) in.readObject()).unwrapKey(wrapped, "lake")))
                    .isEqualTo(SECRET);
        }
    }
}
