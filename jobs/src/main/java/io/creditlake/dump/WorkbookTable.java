package io.creditlake.dump;

import io.creditlake.standards.SafeText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook with one sheet after the other, the same bytes for the same rows. A sheet that is full goes on in another
 * one under the same header.
 */
public final class WorkbookTable implements TableFile {
    /** Rows of a sheet, its header among them. */
    static final int MOST_ROWS = 1_048_576;

    /** Characters that a cell can hold. */
    public static final int LONGEST_CELL = 32_767;

    /** Rows after which a sheet goes to the file and out of memory. */
    private static final int FLUSH = 1000;

    private static final int LEAST_WIDTH = 10;
    private static final int MOST_WIDTH = 60;
    private static final LocalDateTime FIXED = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final String PROPERTIES = "docProps/core.xml";

    private final OutputStream target;
    private final int mostRows;
    private final Path draft;
    private final OutputStream out;
    private final Workbook workbook;
    private Worksheet sheet;
    private String title;
    private List<String> header = List.of();
    private int part;
    private int next;

    /** A workbook that goes to a stream, which it closes; it lies in a file of the local disk until then. */
    public WorkbookTable(OutputStream target) throws IOException {
        this(target, MOST_ROWS);
    }

    WorkbookTable(OutputStream target, int mostRows) throws IOException {
        this.target = target;
        this.mostRows = mostRows;
        this.draft = Files.createTempFile("creditlake-", ".xlsx");
        this.out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16);
        this.workbook = new Workbook(out, "creditlake", "1.0");
    }

    /** Ends the sheet before and begins another. */
    public void sheet(String name, List<String> columns) throws IOException {
        title = name;
        header = List.copyOf(columns);
        part = 0;
        begin();
    }

    private void begin() throws IOException {
        if (sheet != null) {
            sheet.finish();
        }
        part++;
        sheet = workbook.newWorksheet(part == 1 ? title : title + part);
        next = 0;
        for (int i = 0; i < header.size(); i++) {
            sheet.inlineString(0, i, SafeText.of(header.get(i)));
            sheet.style(0, i).bold().set();
            sheet.width(
                    i, Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, header.get(i).length() * 2 + 2)));
        }
        sheet.freezePane(0, 1);
        next = 1;
    }

    /** As in the interface; a text longer than {@link #LONGEST_CELL} is cut. */
    @Override
    public void row(List<?> cells) throws IOException {
        if (next == mostRows) {
            begin();
        }
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) instanceof Number number) {
                sheet.value(next, i, number);
            } else if (cells.get(i) != null) {
                sheet.inlineString(next, i, text(cells.get(i).toString()));
            }
        }
        next++;
        if (next % FLUSH == 0) {
            sheet.flush();
        }
    }

    private static String text(String cell) {
        String safe = SafeText.of(cell);
        return safe.length() > LONGEST_CELL ? safe.substring(0, LONGEST_CELL - 1) + "…" : safe;
    }

    @Override
    public void close() throws IOException {
        try {
            workbook.finish();
            out.close();
            settle(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Copies a workbook without the time of day that is written into it. Closes the stream.
     *
     * @param workbook a file
     */
    public static void settle(Path workbook, OutputStream target) throws IOException {
        try (ZipFile from = new ZipFile(workbook.toFile());
                ZipOutputStream to = new ZipOutputStream(target)) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                copy(from, entries.nextElement(), to);
            }
        }
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(FIXED);
        to.putNextEntry(copy);
        try (InputStream in = from.getInputStream(entry)) {
            if (entry.getName().equals(PROPERTIES)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                to.write(text.replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", FIXED + ":00Z")
                        .getBytes(StandardCharsets.UTF_8));
            } else {
                in.transferTo(to);
            }
        }
        to.closeEntry();
    }
}
