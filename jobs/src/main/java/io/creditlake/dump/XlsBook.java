package io.creditlake.dump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.CodePageUtil;

/**
 * A binary workbook of Excel 5.0 to 2003 ([MS-XLS]), read record by record. Its file is kept in memory, the cells of its
 * sheets are not.
 */
final class XlsBook implements Book {
    /** No sheet has more than 65,536 rows, so a larger file holds pictures. */
    private static final long LARGEST = 256L << 20;

    private static final int FILE_PASS = 0x2F;
    private static final int CODE_PAGE = 0x42;
    private static final int DATE_MODE = 0x22;
    private static final int FORMAT = 0x41E;
    private static final int EXTENDED_FORMAT = 0xE0;
    private static final int BOUND_SHEET = 0x85;
    private static final int SHARED_STRINGS = 0xFC;
    private static final int GBK = 936;

    private final POIFSFileSystem files;
    private final String stream;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private SSTRecord strings;
    private XlsText text = new XlsText(true, Charset.forName("GB18030"));
    private boolean from1904;

    XlsBook(Bytes file) throws IOException {
        if (file.size() > LARGEST) {
            throw new FaultyFileException("工作簿超过 " + (LARGEST >> 20) + " MB，请分成几个文件或改报 csv");
        }
        try (InputStream in = file.open(0)) {
            files = new POIFSFileSystem(new ByteArrayInputStream(in.readAllBytes()));
        }
        try {
            stream = streamName(files.getRoot());
            readGlobals();
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static String streamName(DirectoryNode root) throws FaultyFileException {
        Set<String> names = new TreeSet<>(root.getEntryNames());
        if (names.contains("EncryptedPackage")) {
            throw locked();
        }
        return names.stream()
                .filter(name -> name.equalsIgnoreCase("Workbook") || name.equalsIgnoreCase("Book"))
                .reduce((book, workbook) -> workbook)
                .orElseThrow(() -> new FaultyFileException("不是 xls 工作簿，请另存为 xlsx 后报送"));
    }

    private static FaultyFileException locked() {
        return new FaultyFileException("工作簿加了密码，请去掉密码后报送");
    }

    private void readGlobals() throws IOException {
        int codePage = GBK;
        try (InputStream in = files.getRoot().createDocumentInputStream(stream)) {
            RecordInputStream records = new RecordInputStream(in);
            while (records.hasNextRecord()) {
                records.nextRecord();
                switch (records.getSid()) {
                    case XlsSheet.BEGIN -> text = new XlsText(XlsSheet.isUnicode(records), charset(codePage));
                    case FILE_PASS -> throw locked();
                    case CODE_PAGE -> {
                        codePage = records.readUShort();
                        text = text.in(charset(codePage));
                    }
                    case DATE_MODE -> from1904 = records.readUShort() == 1;
                    case FORMAT -> formats.put(records.readUShort(), text.format(records));
                    case EXTENDED_FORMAT -> {
                        records.readUShort();
                        styles.add(records.readUShort());
                    }
                    case BOUND_SHEET -> addSheet(records);
                    case SHARED_STRINGS -> strings = new SSTRecord(records);
                    case XlsSheet.END -> {
                        return;
                    }
                    default -> {}
                }
                records.readRemainder();
            }
        }
    }

    private static Charset charset(int codePage) {
        try {
            // Excel writes 1200 for UTF-16, which only the newer form has anyway.
            return codePage == GBK
                    ? Charset.forName("GB18030")
                    : Charset.forName(CodePageUtil.codepageToEncoding(codePage));
        } catch (IllegalArgumentException | java.io.UnsupportedEncodingException e) {
            return Charset.forName("GB18030");
        }
    }

    private void addSheet(RecordInputStream record) {
        int offset = record.readInt();
        boolean hidden = (record.readByte() & 3) != 0;
        boolean worksheet = record.readByte() == 0;
        if (worksheet) {
            sheets.add(new Sheet(text.name(record), hidden));
            offsets.add(offset);
        }
    }

    /** Whether a style shows a number as a date. */
    boolean isDate(int style) {
        if (style < 0 || style >= styles.size()) {
            return false;
        }
        int format = styles.get(style);
        return DateUtil.isADateFormat(format, formats.get(format));
    }

    /** A shared text by its number. */
    String shared(int index) {
        if (strings == null || index < 0 || index >= strings.getNumUniqueStrings()) {
            throw new IndexOutOfBoundsException("no shared text " + index);
        }
        return strings.getString(index).getString();
    }

    @Override
    public List<Sheet> sheets() {
        return List.copyOf(sheets);
    }

    @Override
    public boolean countsFrom1904() {
        return from1904;
    }

    @Override
    public SheetCells open(int sheet, Set<Integer> days) throws IOException {
        InputStream in = files.getRoot().createDocumentInputStream(stream);
        in.skipNBytes(offsets.get(sheet));
        return new XlsSheet(in, this, text, days);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
