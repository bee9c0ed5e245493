package io.creditlake.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.Layout.Part;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The one that counts rows and finds places to cut, and the one that reads cells, agree about every text. */
class CsvAgreementTest {
    /** In GB18030 the second byte of 亅 is 0x7C (|), those of 丂 to 丒 run from 0x40, and € and ㊣ have four and two. */
    private static final String DIFFICULT = "\"\"\"\"\n\n\r,\t|ab \0中亅丂丒亄€㊣𠀀é";

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(0, DIFFICULT.codePointCount(0, DIFFICULT.length()) - 1)
                .map(i -> Character.toString(DIFFICULT.codePointAt(DIFFICULT.offsetByCodePoints(0, i))))
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 4000)
    void rowsOfThePartsAreThoseOfTheWhole(
            @ForAll("texts") String text,
            @ForAll("charsets") String charset,
            @ForAll("separators") char separator,
            @ForAll @IntRange(min = 1, max = 12) int partBytes,
            @ForAll @IntRange(min = 0, max = 3) int skip)
            throws IOException {
        MemoryBytes bytes = MemoryBytes.of(text, Charset.forName(charset));
        TextScanner scanner = new TextScanner(separator, true, partBytes);
        try {
            scanner.scan(bytes, 0, Charset.forName(charset), skip);
        } catch (DumpException e) {
            Assume.that(false);
        }
        List<List<String>> whole = rows(bytes, charset, separator, List.of(new Part(0, 0, 1, skip)));
        assertThat(scanner.rows()).isEqualTo(whole.size());
        assertThat(rows(bytes, charset, separator, scanner.parts())).isEqualTo(whole);
        long next = 1;
        for (Part part : scanner.parts()) {
            assertThat(part.firstRow()).isEqualTo(next);
            next += rows(bytes, charset, separator, List.of(part)).size();
        }
    }

    @Property(tries = 2000)
    void linesOfThePartsAreThoseOfTheWhole(
            @ForAll("texts") String text,
            @ForAll("charsets") String charset,
            @ForAll @IntRange(min = 1, max = 12) int partBytes)
            throws IOException {
        MemoryBytes bytes = MemoryBytes.of(text, Charset.forName(charset));
        TextScanner scanner = new TextScanner((char) 0, false, partBytes);
        try {
            scanner.scan(bytes, 0, Charset.forName(charset), 0);
        } catch (DumpException e) {
            Assume.that(false);
        }
        assertThat(lines(bytes, charset, scanner.parts()))
                .isEqualTo(lines(bytes, charset, List.of(new Part(0, 0, 1, 0))))
                .hasSize((int) scanner.rows());
    }

    @Provide
    static Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "GB18030", "UTF-16LE");
    }

    @Provide
    static Arbitrary<Character> separators() {
        return Arbitraries.of(',', '\t', '|');
    }

    @Example
    void aSeparatorWithinACharacterOfGb18030IsNone() throws IOException, DumpException {
        MemoryBytes bytes = MemoryBytes.of("亅|亅\n亅|x\n", Charset.forName("GB18030"));
        assertThat(bytes.content()).startsWith(0x81, '|', '|');
        assertThat(rows(bytes, "GB18030", '|', List.of(new Part(0, 0, 1, 0))))
                .containsExactly(List.of("亅", "亅"), List.of("亅", "x"));
    }

    @Example
    void quotedCellsKeepWhatTheyHold() throws IOException {
        MemoryBytes bytes = MemoryBytes.of("\"a,\"\"b\"\"\n\",\"c\r\"\r\nd\r,e\r\n\"\"\r\nf");
        assertThat(rows(bytes, "UTF-8", ',', List.of(new Part(0, 0, 1, 0))))
                .containsExactly(List.of("a,\"b\"\n", "c\r"), List.of("d\r", "e"), List.of("f"));
    }

    private static List<List<String>> rows(Bytes bytes, String charset, char separator, List<Part> parts)
            throws IOException {
        return Shapes.rows(layout(Kind.CSV, charset, separator, parts), bytes);
    }

    private static List<String> lines(Bytes bytes, String charset, List<Part> parts) throws IOException {
        List<String> lines = new ArrayList<>();
        Layout layout = layout(Kind.JSONL, charset, ',', parts);
        for (Part part : parts) {
            try (Rows rows = DumpReader.open(layout, part, bytes)) {
                while (rows.next()) {
                    lines.add(Shapes.texts(rows) + rows.problem());
                }
            }
        }
        return lines;
    }

    private static Layout layout(Kind kind, String charset, char separator, List<Part> parts) {
        return new Layout(kind, Layout.Place.FILE, charset, separator, "", List.of(), List.of(), List.of(), 0, parts);
    }
}
