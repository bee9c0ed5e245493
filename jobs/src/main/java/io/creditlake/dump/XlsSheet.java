package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.spark.unsafe.types.UTF8String;

/** The cells of a sheet of a binary workbook. */
final class XlsSheet implements SheetCells {
    /** The record that begins a part of the workbook. */
    static final int BEGIN = 0x809;
    /** The record that ends one. */
    static final int END = 0x0A;

    private static final int UNICODE = 0x600;
    private static final int NUMBER = 0x203;
    private static final int COMPACT_NUMBER = 0x27E;
    private static final int COMPACT_NUMBERS = 0xBD;
    private static final int TEXT = 0x204;
    private static final int RICH_TEXT = 0xD6;
    private static final int SHARED_TEXT = 0xFD;
    private static final int BOOLEAN = 0x205;
    private static final int FORMULA = 0x06;
    private static final int FORMULA_TEXT = 0x207;
    private static final int MERGED = 0xE5;
    private static final int NO_NUMBER = 0xFFFF;

    private final InputStream in;
    private final RecordInputStream records;
    private final XlsBook book;
    private final XlsText text;
    private final Set<Integer> days;
    private final Merges merges = new Merges();
    private final CellRow cells = new CellRow();
    private int row = -1;
    /** The row that the current record begins; -1 when its cell has been read. */
    private int heldRow = -1;

    private int depth;
    private boolean ended;
    private int formulaColumn;

    XlsSheet(InputStream in, XlsBook book, XlsText text, Set<Integer> days) {
        this.in = in;
        this.records = new RecordInputStream(in);
        this.book = book;
        this.text = text;
        this.days = days;
    }

    /** Whether the part that the current record begins is of Excel 97 or later. */
    static boolean isUnicode(RecordInputStream begin) {
        return begin.readUShort() >= UNICODE;
    }

    @Override
    public boolean next() throws IOException {
        cells.clear();
        boolean any = false;
        if (heldRow >= 0) {
            row = heldRow;
            heldRow = -1;
            any = true;
            readCell(records.getSid());
        }
        while (nextRecord()) {
            int sid = records.getSid();
            if (isCell(sid)) {
                int next = records.readUShort();
                if (next < row) {
                    throw new FaultyFileException("工作表的单元格未按行排列，请用 Excel 另存后报送");
                }
                if (any && next > row) {
                    heldRow = next;
                    return true;
                }
                row = next;
                any = true;
                readCell(sid);
            } else if (sid == FORMULA_TEXT && any) {
                put(formulaColumn, CellText.text(text.cell(records)));
            } else if (sid == MERGED) {
                readMerges();
            }
        }
        return any;
    }

    private boolean nextRecord() {
        records.readRemainder();
        while (!ended && records.hasNextRecord()) {
            records.nextRecord();
            int sid = records.getSid();
            if (sid == BEGIN) {
                depth++;
            } else if (sid == END) {
                depth--;
                ended = depth <= 0;
            }
            // A chart within the sheet has cells of its own.
            if (depth == 1) {
                return true;
            }
            records.readRemainder();
        }
        return false;
    }

    private static boolean isCell(int sid) {
        return switch (sid) {
            case NUMBER, COMPACT_NUMBER, COMPACT_NUMBERS, TEXT, RICH_TEXT, SHARED_TEXT, BOOLEAN, FORMULA -> true;
            default -> false;
        };
    }

    private void readCell(int sid) throws IOException {
        int column = records.readUShort();
        if (sid == COMPACT_NUMBERS) {
            // Each has six bytes; the number of the last column stands behind them.
            for (int next = column; records.remaining() >= 6; next++) {
                int style = records.readUShort();
                put(next, number(compact(records.readInt()), style, next));
            }
            return;
        }
        int style = records.readUShort();
        put(
                column,
                switch (sid) {
                    case NUMBER -> number(records.readDouble(), style, column);
                    case COMPACT_NUMBER -> number(compact(records.readInt()), style, column);
                    case SHARED_TEXT -> CellText.text(book.shared(records.readInt()));
                    case BOOLEAN -> bool(records.readByte(), records.readByte());
                    case FORMULA -> formula(style, column);
                    default -> CellText.text(text.cell(records));
                });
    }

    private UTF8String formula(int style, int column) {
        formulaColumn = column;
        long result = records.readLong();
        if (result >>> 48 != NO_NUMBER) {
            return number(Double.longBitsToDouble(result), style, column);
        }
        // 0 a text that the next record holds, 1 a truth value, 2 an error, 3 an empty text.
        return (result & 0xFF) == 1 ? bool((byte) (result >> 16), (byte) 0) : null;
    }

    private static UTF8String bool(byte value, byte error) {
        return error != 0 ? null : UTF8String.fromString(value != 0 ? "TRUE" : "FALSE");
    }

    private UTF8String number(double number, int style, int column) {
        return CellText.number(number, book.isDate(style), days.contains(column), book.countsFrom1904());
    }

    /** A number in 30 bits: an integer or the greater half of a floating one, as it is or in hundredths. */
    private static double compact(int bits) {
        double number = (bits & 2) != 0 ? bits >> 2 : Double.longBitsToDouble((long) (bits & ~3) << 32);
        return (bits & 1) != 0 ? number / 100 : number;
    }

    private void put(int column, UTF8String value) throws FaultyFileException {
        SheetCells.check(row, column);
        cells.put(column, value);
    }

    private void readMerges() throws FaultyFileException {
        int count = records.readUShort();
        for (int i = 0; i < count && records.remaining() >= 8; i++) {
            merges.add(records.readUShort(), records.readUShort(), records.readUShort(), records.readUShort());
        }
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public Merges merges() {
        return merges;
    }

    @Override
    public UTF8String[] cells() {
        return cells.copy();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
