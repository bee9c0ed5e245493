package io.creditlake.dump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;

/** Which styles of a workbook show a number as a date. */
final class XlsxStyles {
    private final List<Boolean> dates = new ArrayList<>();

    void read(XMLStreamReader xml) throws IOException, XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        boolean cells = false;
        while (xml.hasNext()) {
            int event = Xml.next(xml);
            if (event == XMLStreamConstants.END_ELEMENT) {
                cells &= !xml.getLocalName().equals("cellXfs");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                cells |= name.equals("cellXfs");
                if (name.equals("numFmt")) {
                    formats.put(number(xml, "numFmtId"), String.valueOf(XlsxBook.attribute(xml, "formatCode")));
                } else if (cells && name.equals("xf")) {
                    int format = number(xml, "numFmtId");
                    dates.add(DateUtil.isADateFormat(format, formats.get(format)));
                }
            }
        }
    }

    private static int number(XMLStreamReader xml, String attribute) {
        String text = XlsxBook.attribute(xml, attribute);
        return text == null ? 0 : Integer.parseInt(text.strip());
    }

    /** Whether a style shows a number as a date. */
    boolean isDate(int style) {
        return style >= 0 && style < dates.size() && dates.get(style);
    }
}
