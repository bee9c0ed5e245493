import com.sun.management.GarbageCollectionNotificationInfo;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpReader;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Rows;
import io.creditlake.dump.Tables;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.hadoop.conf.Configuration;

/** Writes a workbook as Excel keeps it, every text shared and nearly all of them different; reads one. */
public final class Workbook {
    private static final List<String> HEADER = List.of(
            "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR",
            "CF_NR_FK", "CF_JDRQ", "CF_YXQ", "CF_GSJZQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM", "BZ");
    private static final List<Integer> NUMBERS = List.of(10, 11, 12, 13);

    private Workbook() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("write")) {
            write(Path.of(args[1]), Integer.parseInt(args[2]));
        } else {
            read(Path.of(args[1]));
        }
    }

    private static void write(Path file, int rows) throws Exception {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            Writer xml = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
            part(zip, xml, "[Content_Types].xml", "<Types/>");
            part(zip, xml, "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>");
            part(zip, xml, "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"sheet.xml\"/>"
                            + "<Relationship Id=\"b\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                            + "<Relationship Id=\"c\" Type=\"/styles\" Target=\"styles.xml\"/></Relationships>");
            part(zip, xml, "xl/styles.xml",
                    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            xml.write("<sst>");
            for (int row = 0; row <= rows; row++) {
                for (int column = 0; column < HEADER.size(); column++) {
                    if (row == 0 || !NUMBERS.contains(column)) {
                        xml.write("<si><t>" + (row == 0 ? HEADER.get(column) : text(row, column)) + "</t></si>");
                    }
                }
            }
            xml.write("</sst>");
            xml.flush();
            zip.putNextEntry(new ZipEntry("xl/sheet.xml"));
            xml.write("<worksheet><sheetData>");
            int shared = 0;
            for (int row = 0; row <= rows; row++) {
                xml.write("<row r=\"" + (row + 1) + "\">");
                for (int column = 0; column < HEADER.size(); column++) {
                    String at = (char) ('A' + column) + "" + (row + 1);
                    boolean number = row > 0 && NUMBERS.contains(column);
                    xml.write(number
                            ? "<c r=\"" + at + "\" s=\"" + (column > 10 ? 1 : 0) + "\"><v>" + (40_000 + row % 6000) + "</v></c>"
                            : "<c r=\"" + at + "\" t=\"s\"><v>" + shared++ + "</v></c>");
                }
                xml.write("</row>");
            }
            xml.write("</sheetData></worksheet>");
            xml.flush();
        }
        System.out.printf("%d rows, %d columns, %d MB%n", rows, HEADER.size(), Files.size(file) >> 20);
    }

    private static void part(ZipOutputStream zip, Writer xml, String name, String content) throws Exception {
        zip.putNextEntry(new ZipEntry(name));
        xml.write(content);
        xml.flush();
    }

    private static String text(int row, int column) {
        long mixed = (row * 31L + column) * 0x9E3779B97F4A7C15L;
        return "济南" + Long.toString(mixed >>> 20, 36) + "商贸有限公司" + (column % 5 == 1 ? "违反有关规定，责令改正" : "");
    }

    private static void read(Path file) throws Exception {
        AtomicLong live = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((note, handback) -> {
                GarbageCollectionNotificationInfo info =
                        GarbageCollectionNotificationInfo.from((CompositeData) note.getUserData());
                long used = info.getGcInfo().getMemoryUsageAfterGc().values().stream().mapToLong(MemoryUsage::getUsed).sum();
                live.accumulateAndGet(used, Math::max);
            }, null, null);
        }
        HadoopBytes bytes = new HadoopBytes(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
        DumpShape shape = new DumpShape(
                List.of(new Format("*.xlsx", Kind.XLSX, List.of(), List.of(','), "", "")),
                HEADER.stream().map(name -> new DumpShape.Column(List.of(name), name, true)).toList());
        long began = System.nanoTime();
        Tables tables = new DumpScanner(shape, 32L << 20).scan(file.getFileName().toString(), bytes);
        double scanned = (System.nanoTime() - began) / 1e9;
        Layout layout = tables.layouts().get(0);
        long rows = 0;
        long cells = 0;
        began = System.nanoTime();
        try (Rows all = DumpReader.open(layout, layout.parts().get(0), bytes)) {
            while (all.next()) {
                rows++;
                cells += all.cells().length;
            }
        }
        if (rows != tables.rows()) {
            throw new IllegalStateException(rows + " rows read, " + tables.rows() + " counted");
        }
        System.out.printf("%d rows, %d cells: scanned in %.1f s, read in %.1f s; largest heap after a collection %d MB, limit %d MB%n",
                rows, cells, scanned, (System.nanoTime() - began) / 1e9, live.get() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
}
