package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Text of any charset comes out as UTF-8, however little of it is read at a time. */
class TextDecodingTest {
    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("a,\n\"\0é€中亅㊣")
                .withCharRange('一', '龥')
                .ofMaxLength(40);
    }

    @Provide
    static Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "GB18030", "UTF-16LE", "UTF-16BE");
    }

    @Property(tries = 1500)
    void aTextComesOutWhole(
            @ForAll("texts") String text,
            @ForAll("charsets") String charset,
            @ForAll @IntRange(min = 1, max = 7) int step)
            throws IOException {
        byte[] bytes = (text + "𠀀").getBytes(Charset.forName(charset));
        try (InputStream in = Utf8Stream.of(new SlowStream(bytes, step), Charset.forName(charset))) {
            assertThat(readBy(in, step)).isEqualTo(text + "𠀀");
        }
    }

    @Property(tries = 1500)
    void anyBytesComeOutAsTheJavaDecoderReadsThem(
            @ForAll byte[] bytes, @ForAll("charsets") String charset, @ForAll @IntRange(min = 1, max = 7) int step)
            throws IOException {
        Charset from = Charset.forName(charset);
        try (InputStream in = Utf8Stream.of(new SlowStream(bytes, step), from)) {
            assertThat(readBy(in, step)).isEqualTo(new String(bytes, from));
        }
    }

    @Property(tries = 300)
    void everyFourByteSequenceOfGb18030EndsTheStream(
            @ForAll @IntRange(min = 0x81, max = 0xFE) int first,
            @ForAll @IntRange(min = 0x30, max = 0x39) int second,
            @ForAll @IntRange(min = 0x81, max = 0xFE) int third,
            @ForAll @IntRange(min = 0x30, max = 0x39) int fourth)
            throws IOException {
        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
        try (InputStream in = Utf8Stream.of(new ByteArrayInputStream(bytes), Charset.forName("GB18030"))) {
            assertThat(in.readAllBytes()).isNotEmpty();
        }
    }

    @Property(tries = 1500)
    void theFirstMalformedByteIsFoundHoweverLittleIsRead(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 7) int step) throws IOException {
        byte[] good = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        bad.write(good);
        bad.write(0xFF);
        bad.write(good);
        assertThat(Decoding.firstMalformed(new SlowStream(good, step), StandardCharsets.UTF_8))
                .isEqualTo(Decoding.NONE);
        assertThat(Decoding.firstMalformed(new SlowStream(bad.toByteArray(), step), StandardCharsets.UTF_8))
                .isEqualTo(good.length);
    }

    @Example
    void aTextThatEndsWithinACharacterIsMalformedThere() throws IOException {
        byte[] cut = {'a', (byte) 0xE4, (byte) 0xB8};
        assertThat(Decoding.firstMalformed(new ByteArrayInputStream(cut), StandardCharsets.UTF_8))
                .isEqualTo(1);
    }

    @Example
    void aTextLongerThanTheBuffersComesOutWhole() throws IOException {
        String text = "中a亅€".repeat(60_000);
        Charset gb = Charset.forName("GB18030");
        try (InputStream in = Utf8Stream.of(new SlowStream(text.getBytes(gb), 9973), gb)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    private static String readBy(InputStream in, int step) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A stream that gives a few bytes at a time. */
    private static final class SlowStream extends FilterInputStream {
        private final int step;

        SlowStream(byte[] bytes, int step) {
            super(new ByteArrayInputStream(bytes));
            this.step = step;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, step));
        }
    }
}
