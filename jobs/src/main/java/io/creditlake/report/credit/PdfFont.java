package io.creditlake.report.credit;

import io.creditlake.config.ConfigurationException;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A font with Chinese characters, of which a document gets those that it uses. To be closed after the document is saved. */
final class PdfFont implements AutoCloseable {
    /** In the place of a character that the font does not have. */
    private static final String MISSING = "□";

    private final Closeable file;
    private final TrueTypeFont outlines;
    private final CmapLookup glyphs;

    private PdfFont(Closeable file, TrueTypeFont outlines) throws IOException {
        this.file = file;
        this.outlines = outlines;
        this.glyphs = outlines.getUnicodeCmapLookup();
    }

    /**
     * Opens the first font that is there.
     *
     * @throws ConfigurationException when none is, or it cannot be embedded
     */
    static PdfFont open(List<Path> candidates) throws IOException {
        for (Path candidate : candidates) {
            if (Files.isReadable(candidate)) {
                return open(candidate.toFile());
            }
        }
        throw ConfigurationException.of(
                "conf/report.yaml: fonts",
                "none of " + candidates.stream().map(Path::toString).collect(Collectors.joining(", ")),
                "a TrueType font with Chinese characters, which a PDF needs",
                "Debian: apt-get install fonts-wqy-zenhei; else name the file of a font there");
    }

    private static PdfFont open(File file) throws IOException {
        PdfFont font;
        if (file.getName().toLowerCase(Locale.ROOT).endsWith(".ttc")) {
            TrueTypeCollection collection = new TrueTypeCollection(file);
            TrueTypeFont[] first = new TrueTypeFont[1];
            collection.processAllFonts(outlines -> first[0] = first[0] == null ? outlines : first[0]);
            font = new PdfFont(collection, first[0]);
        } else {
            TrueTypeFont outlines = new TTFParser().parse(new RandomAccessReadBufferedFile(file));
            font = new PdfFont(outlines, outlines);
        }
        if (font.outlines instanceof OpenTypeFont other && other.isPostScript()) {
            font.close();
            throw ConfigurationException.of(
                    "conf/report.yaml: fonts",
                    file + ", a font of PostScript outlines",
                    "a font of TrueType outlines, which can be embedded in part",
                    "Debian: apt-get install fonts-wqy-zenhei");
        }
        return font;
    }

    /** The font as a part of a document. */
    PDType0Font embedded(PDDocument document) throws IOException {
        return PDType0Font.load(document, outlines, true);
    }

    /** A text with the characters alone that the font has, in one line. */
    String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(c -> shown.append(
                        Character.isWhitespace(c) || Character.isISOControl(c)
                                ? " "
                                : glyphs.getGlyphId(c) == 0 ? MISSING : Character.toString(c)));
        return shown.toString();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
