package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.spark.unsafe.types.UTF8String;

/** The cells of a sheet of an Office Open XML workbook. */
final class XlsxSheet implements SheetCells {
    private final InputStream in;
    private final XMLStreamReader xml;
    private final SharedStrings strings;
    private final XlsxStyles styles;
    private final Set<Integer> days;
    private final boolean from1904;
    private final Merges merges = new Merges();
    private final StringBuilder text = new StringBuilder();
    private final CellRow cells = new CellRow();
    private int row = -1;

    XlsxSheet(InputStream in, SharedStrings strings, XlsxStyles styles, Set<Integer> days, boolean from1904)
            throws IOException {
        this.in = in;
        this.strings = strings;
        this.styles = styles;
        this.days = days;
        this.from1904 = from1904;
        try {
            xml = Xml.of(in);
        } catch (XMLStreamException e) {
            in.close();
            throw Xml.failure(e);
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                if (Xml.next(xml) != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("row")) {
                    readRow();
                    return true;
                }
                if (xml.getLocalName().equals("mergeCell")) {
                    addMerge(XlsxBook.attribute(xml, "ref"));
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw Xml.failure(e);
        }
    }

    private void readRow() throws IOException, XMLStreamException {
        String number = XlsxBook.attribute(xml, "r");
        row = number == null ? row + 1 : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(number.strip()) - 1);
        SheetCells.check(row, 0);
        cells.clear();
        for (int event = Xml.next(xml); ; event = Xml.next(xml)) {
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                readCell();
            }
        }
    }

    private void readCell() throws IOException, XMLStreamException {
        String address = XlsxBook.attribute(xml, "r");
        int column = address == null ? cells.width() : column(address);
        SheetCells.check(row, column);
        String type = XlsxBook.attribute(xml, "t");
        String style = XlsxBook.attribute(xml, "s");
        UTF8String value = null;
        for (int event = Xml.next(xml); ; event = Xml.next(xml)) {
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                if (name.equals("v")) {
                    value = value(type, style, column);
                } else if (name.equals("is")) {
                    text.setLength(0);
                    XlsxBook.richText(xml, text);
                    value = CellText.text(CellText.unescaped(text.toString()));
                }
            }
        }
        cells.put(column, value);
    }

    private UTF8String value(String type, String style, int column) throws XMLStreamException, IOException {
        text.setLength(0);
        for (int event = Xml.next(xml); event != XMLStreamConstants.END_ELEMENT; event = Xml.next(xml)) {
            text.append(xml.getText());
        }
        if (text.isEmpty()) {
            return null;
        }
        return switch (type == null ? "n" : type) {
            case "s" -> strings.get(Integer.parseInt(text.toString().strip()));
            case "b" -> UTF8String.fromString(text.charAt(0) == '1' ? "TRUE" : "FALSE");
            case "e" -> null;
            case "n" ->
                CellText.number(
                        Double.parseDouble(text.toString()),
                        style != null && styles.isDate(Integer.parseInt(style.strip())),
                        days.contains(column),
                        from1904);
            // A formula's text, or a date in ISO 8601.
            default -> CellText.text(CellText.unescaped(text.toString()));
        };
    }

    /** The column of an address such as AB12, from 0; -1 when there is none. */
    private static int column(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            int letter = Character.toUpperCase(address.charAt(i)) - 'A' + 1;
            if (letter < 1 || letter > 26 || column > MOST_COLUMNS) {
                return MOST_COLUMNS;
            }
            column = column * 26 + letter;
        }
        return column - 1;
    }

    /** Adds an area such as A1:B2; what is none is passed over. */
    private void addMerge(String area) throws FaultyFileException {
        String[] corners = area == null ? new String[0] : area.split(":", -1);
        if (corners.length == 2) {
            merges.add(rowOf(corners[0]), rowOf(corners[1]), column(corners[0]), column(corners[1]));
        }
    }

    private static int rowOf(String address) {
        String digits = address.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 7 ? -1 : Integer.parseInt(digits) - 1;
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
