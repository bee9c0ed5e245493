package io.creditlake.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/** Files as departments send them, made in memory. */
public final class SampleFiles {
    private static final Charset GBK = Charset.forName("GBK");

    private SampleFiles() {}

    /** A text in a charset. */
    public static byte[] text(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    /** An xls workbook of whatever is put into it. */
    public static byte[] xls(Consumer<HSSFWorkbook> content) {
        try (HSSFWorkbook workbook = new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            content.accept(workbook);
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An xls workbook of one sheet of text cells, from lines of csv without quotes. */
    public static byte[] xls(String csv) {
        return xls(workbook -> fill(workbook.createSheet("Sheet1"), csv));
    }

    /** An xlsx workbook of one sheet of text cells, from lines of csv without quotes. */
    public static byte[] xlsx(String csv) {
        return Workbooks.of(csv);
    }

    /** Fills a sheet with text cells, from lines of csv without quotes. */
    public static void fill(Sheet sheet, String csv) {
        List<String> lines = csv.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Row row = sheet.createRow(i);
            String[] cells = lines.get(i).split(",", -1);
            for (int j = 0; j < cells.length; j++) {
                if (!cells[j].isEmpty()) {
                    row.createCell(j).setCellValue(cells[j]);
                }
            }
        }
    }

    /** A workbook of Excel 95, whose texts are bytes of GBK, from lines of csv without quotes. */
    public static byte[] excel95(String csv) {
        byte[] name = "处罚".getBytes(GBK);
        int globals = 4 + 8 + 4 + 2 + 4 + 7 + name.length + 4;
        Records book = new Records();
        book.add(0x809, shorts(0x500, 5, 0, 0));
        book.add(0x42, shorts(936));
        ByteBuffer sheet = ByteBuffer.allocate(7 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        sheet.putInt(globals).putShort((short) 0).put((byte) name.length).put(name);
        book.add(0x85, sheet.array());
        book.add(0x0A, new byte[0]);
        book.add(0x809, shorts(0x500, 0x10, 0, 0));
        List<String> lines = csv.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            for (int j = 0; j < cells.length; j++) {
                byte[] text = cells[j].getBytes(GBK);
                ByteBuffer label = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
                label.put(shorts(i, j, 0, text.length)).put(text);
                book.add(0x204, label.array());
            }
        }
        book.add(0x0A, new byte[0]);
        return ole("Book", book.bytes());
    }

    /** A compound file with one stream. */
    public static byte[] ole(String name, byte[] content) {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            files.createDocument(new java.io.ByteArrayInputStream(content), name);
            files.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    /** Records of a binary workbook. */
    private static final class Records {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void add(int id, byte[] content) {
            out.writeBytes(shorts(id, content.length));
            out.writeBytes(content);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /** A gzip file. */
    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A zip archive in the order of the map, its names in a charset. */
    public static byte[] zip(Map<String, byte[]> members, Charset names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, names)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A zip archive. */
    public static byte[] zip(Map<String, byte[]> members) {
        return zip(members, StandardCharsets.UTF_8);
    }

    /** A Parquet file of a schema, in row groups of about so many bytes. */
    public static byte[] parquet(String schema, int groupBytes, List<Consumer<Group>> rows) {
        try {
            Path file = Files.createTempFile("sample", ".parquet");
            Files.delete(file);
            MessageType type = MessageTypeParser.parseMessageType(schema);
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(type)
                    .withRowGroupSize((long) groupBytes)
                    .withMinRowCountForPageSizeCheck(1)
                    .build()) {
                for (Consumer<Group> row : rows) {
                    Group group = new SimpleGroup(type);
                    row.accept(group);
                    writer.write(group);
                }
            }
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Parquet file of text columns, from lines of csv without quotes. */
    public static byte[] parquet(String csv) {
        List<String> lines = csv.lines().toList();
        String[] names = lines.get(0).split(",", -1);
        StringBuilder schema = new StringBuilder("message penalty {");
        for (String name : names) {
            schema.append(" optional binary ").append(name).append(" (STRING);");
        }
        List<Consumer<Group>> rows = lines.stream()
                .skip(1)
                .map(line -> (Consumer<Group>) group -> {
                    String[] cells = line.split(",", -1);
                    for (int i = 0; i < cells.length; i++) {
                        group.add(names[i], cells[i]);
                    }
                })
                .toList();
        return parquet(schema + " }", 1 << 20, rows);
    }
}
