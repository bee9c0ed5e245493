package io.creditlake.report.credit;

import io.creditlake.report.Language;
import io.creditlake.report.credit.PdfPen.Cell;
import io.creditlake.report.credit.Sheet.Block;
import io.creditlake.report.credit.Sheet.Fact;
import io.creditlake.report.credit.Sheet.Facts;
import io.creditlake.report.credit.Sheet.Part;
import io.creditlake.report.credit.Sheet.Rows;
import io.creditlake.report.credit.Sheet.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** A report as a PDF of A4 pages, with the characters that it uses of a font of this machine. */
public final class CreditReportPdf {
    private static final float TITLE = 17;
    private static final float NAME = 13;
    private static final float HEADING = 12;
    private static final float BODY = 9;
    private static final float SMALL = 8;
    private static final float BLACK = 0.1f;
    private static final float GREY = 0.4f;
    private static final float LABEL = 110;
    /** Of a table, as a share of the width; the rest is for the last column. */
    private static final float FIRST_COLUMN = 0.42f;

    private static final float COLUMN = 0.12f;

    private final PdfPen pen;

    private CreditReportPdf(PdfPen pen) {
        this.pen = pen;
    }

    /**
     * The document. Equal arguments make equal documents on one machine.
     *
     * @param settings names the fonts
     * @throws io.creditlake.config.ConfigurationException when no font is there
     */
    public static byte[] of(CreditReport report, Seal seal, Language language, ReportSettings settings)
            throws IOException {
        // Fonts are read and drawn without a screen.
        System.setProperty("java.awt.headless", "true");
        Sheet sheet = CreditReportSheet.of(report, seal, language);
        try (PdfFont font = PdfFont.open(settings.fonts());
                PDDocument document = new PDDocument()) {
            describe(document, sheet, report.date(), language);
            document.setDocumentId((long) seal.number().hashCode());
            try (PdfPen pen = new PdfPen(document, font)) {
                new CreditReportPdf(pen).write(sheet);
                pen.foot(seal.number() + "    " + seal.code());
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static void describe(PDDocument document, Sheet sheet, LocalDate date, Language language) {
        PDDocumentInformation about = document.getDocumentInformation();
        about.setTitle(sheet.title() + " " + sheet.name());
        about.setCreator("creditlake");
        about.setCreationDate(GregorianCalendar.from(date.atStartOfDay(ZoneOffset.UTC)));
        document.getDocumentCatalog().setLanguage(language.tag());
    }

    private void write(Sheet sheet) throws IOException {
        line(TITLE, sheet.title(), BLACK);
        line(NAME, sheet.name(), BLACK);
        pen.skip(4);
        for (Fact fact : sheet.seal()) {
            fact(fact);
        }
        for (Part part : sheet.parts()) {
            pen.skip(12);
            pen.need(5 * HEADING);
            line(HEADING, part.heading(), BLACK);
            pen.skip(4);
            pen.rule();
            for (Block block : part.blocks()) {
                block(block);
                pen.skip(5);
            }
        }
        pen.skip(14);
        for (String sentence : sheet.foot()) {
            line(SMALL, sentence, GREY);
        }
    }

    private void block(Block block) throws IOException {
        if (block instanceof Text text) {
            line(BODY, text.text(), BLACK);
        } else if (block instanceof Facts facts) {
            head(facts.title(), facts.note());
            for (Fact fact : facts.facts()) {
                fact(fact);
            }
        } else if (block instanceof Rows rows) {
            head(rows.title(), rows.note());
            row(SMALL, rows.head(), GREY);
            for (List<String> row : rows.rows()) {
                row(BODY, row, BLACK);
            }
        }
    }

    private void head(String title, String note) throws IOException {
        pen.need(4 * BODY);
        if (!title.isEmpty()) {
            pen.skip(3);
            line(BODY + 1, title, BLACK);
        }
        if (!note.isEmpty()) {
            line(SMALL, note, GREY);
        }
    }

    private void fact(Fact fact) throws IOException {
        pen.write(
                BODY,
                List.of(
                        new Cell(fact.label(), 0, LABEL - 6, GREY),
                        new Cell(fact.value(), LABEL, PdfPen.width() - LABEL, BLACK)));
    }

    private void row(float size, List<String> texts, float grey) throws IOException {
        List<Cell> cells = new ArrayList<>();
        float x = 0;
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i == texts.size() - 1;
            float wide = last ? PdfPen.width() - x : PdfPen.width() * (i == 0 ? FIRST_COLUMN : COLUMN);
            cells.add(new Cell(texts.get(i), x, wide - 6, grey));
            x += wide;
        }
        pen.write(size, cells);
    }

    private void line(float size, String text, float grey) throws IOException {
        pen.write(size, List.of(new Cell(text, 0, PdfPen.width(), grey)));
    }
}
