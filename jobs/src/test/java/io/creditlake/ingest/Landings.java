package io.creditlake.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A landing folder to put files into. */
record Landings(Path root) {
    private static final int MEGABYTE = 1 << 20;

    void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    void link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), root.resolve(target));
    }

    /** Bytes of no charset. */
    static byte[] rubbish() {
        byte[] bytes = new byte[8192];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static String licences() {
        return "行政许可信息表\nXK_XDR_MC,XK_WSH,XK_JDRQ,XK_XKJG\n济南甲商贸有限公司,鲁审批〔2026〕1号,2026-11-20,济南市行政审批服务局\n";
    }

    /** A workbook of text cells, from lines of csv without quotes; a different one for each text. */
    static byte[] workbook(String csv) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Sheet" + csv.length());
            List<String> lines = csv.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String[] cells = lines.get(i).split(",", -1);
                for (int j = 0; j < cells.length; j++) {
                    sheet.value(i, j, cells[j]);
                }
            }
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length * 2 / 3);
    }

    /** 300 MB of zeros in some kilobytes. */
    static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[MEGABYTE];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        return out.toByteArray();
    }
}
