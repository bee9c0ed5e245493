package io.creditlake.report.credit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Writes texts from top to bottom on pages of A4, in columns, and begins a page when one is full. Lengths are in points. */
final class PdfPen implements AutoCloseable {
    /** Space between the edge of the paper and texts. */
    static final float MARGIN = 54;

    private static final float LEADING = 1.5f;
    private static final float FOOT = 8;

    private final PDDocument document;
    private final PdfFont font;
    private final PDType0Font embedded;
    private PDPageContentStream page;
    private float y;

    PdfPen(PDDocument document, PdfFont font) throws IOException {
        this.document = document;
        this.font = font;
        this.embedded = font.embedded(document);
        begin();
    }

    /**
     * A text that stands in a column.
     *
     * @param text text
     * @param x where the column begins, from the left margin
     * @param width how wide it is
     * @param grey 0 for black, 1 for white
     */
    record Cell(String text, float x, float width, float grey) {}

    /** The width that texts have. */
    static float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    private void begin() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage paper = new PDPage(PDRectangle.A4);
        document.addPage(paper);
        page = new PDPageContentStream(document, paper);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    /** Leaves some space. */
    void skip(float space) {
        y -= space;
    }

    /** Begins a page unless so much space is left on this one. */
    void need(float space) throws IOException {
        if (y - space < MARGIN) {
            begin();
        }
    }

    /** A line from margin to margin. */
    void rule() throws IOException {
        page.setStrokingColor(0.8f);
        page.setLineWidth(0.5f);
        page.moveTo(MARGIN, y);
        page.lineTo(PDRectangle.A4.getWidth() - MARGIN, y);
        page.stroke();
    }

    /** Texts side by side, each wrapped in its column; they go on together on the next page. */
    void write(float size, List<Cell> cells) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        int most = 0;
        for (Cell cell : cells) {
            List<String> wrapped = wrapped(font.shown(cell.text()), size, cell.width());
            lines.add(wrapped);
            most = Math.max(most, wrapped.size());
        }
        for (int line = 0; line < most; line++) {
            need(size * LEADING);
            y -= size * LEADING;
            for (int i = 0; i < cells.size(); i++) {
                if (line < lines.get(i).size()) {
                    put(
                            lines.get(i).get(line),
                            MARGIN + cells.get(i).x(),
                            y,
                            size,
                            cells.get(i).grey());
                }
            }
        }
    }

    private void put(String text, float x, float height, float size, float grey) throws IOException {
        page.beginText();
        page.setNonStrokingColor(grey);
        page.setFont(embedded, size);
        page.newLineAtOffset(x, height);
        page.showText(text);
        page.endText();
    }

    /** Chinese breaks anywhere; so do words that are longer than a line. */
    private List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        float filled = 0;
        int space = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String letter = Character.toString(text.codePointAt(i));
            float wide = embedded.getStringWidth(letter) / 1000 * size;
            if (filled + wide > width && !line.isEmpty()) {
                boolean atSpace = space > 0 && !letter.equals(" ") && letter.codePointAt(0) < 0x2E80;
                String rest = atSpace ? line.substring(space + 1) : "";
                lines.add(atSpace ? line.substring(0, space) : line.toString());
                line.setLength(0);
                line.append(rest);
                filled = rest.isEmpty() ? 0 : embedded.getStringWidth(rest) / 1000 * size;
                space = -1;
            }
            if (letter.equals(" ")) {
                space = line.length();
            }
            line.append(letter);
            filled += wide;
        }
        lines.add(line.toString());
        return lines;
    }

    /** Writes a text at the foot of every page, with the number of the page. */
    void foot(String text) throws IOException {
        page.close();
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            page = new PDPageContentStream(
                    document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true);
            put(font.shown(text + "    " + (i + 1) + " / " + pages), MARGIN, MARGIN / 2, FOOT, 0.4f);
            page.close();
        }
        page = null;
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
        }
    }
}
