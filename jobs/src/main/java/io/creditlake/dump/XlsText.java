package io.creditlake.dump;

import java.nio.charset.Charset;
import org.apache.poi.hssf.record.RecordInputStream;

/**
 * Texts in the records of a binary workbook: Unicode since Excel 97, bytes of the code page before.
 *
 * @param unicode whether the workbook is of Excel 97 or later
 * @param charset its code page
 */
record XlsText(boolean unicode, Charset charset) {
    private static final int WIDE = 1;
    private static final int SPOKEN = 4;
    private static final int RICH = 8;

    /** The same texts of another code page. */
    XlsText in(Charset other) {
        return new XlsText(unicode, other);
    }

    /** A name, whose length is a byte. */
    String name(RecordInputStream record) {
        return text(record, record.readUByte());
    }

    /** A text of a cell or of a formula. */
    String cell(RecordInputStream record) {
        return text(record, record.readUShort());
    }

    /** A number format. */
    String format(RecordInputStream record) {
        return unicode ? cell(record) : name(record);
    }

    private String text(RecordInputStream record, int length) {
        if (!unicode) {
            byte[] bytes = new byte[length];
            record.readFully(bytes);
            return new String(bytes, charset);
        }
        int flags = record.readUByte();
        if ((flags & RICH) != 0) {
            record.readUShort();
        }
        if ((flags & SPOKEN) != 0) {
            record.readInt();
        }
        return (flags & WIDE) != 0 ? record.readUnicodeLEString(length) : record.readCompressedUnicode(length);
    }
}
