package io.creditlake.dump;

import com.fasterxml.aalto.UncheckedStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Rows of XML in UTF-8: every element at a path is one. Its attributes are cells by their name; the elements in it by
 * the path from it ({@code Subject/Name}), their attributes by {@code Name@code}. Texts of an element that stands in the
 * row several times are joined by ；. Namespaces are of no concern.
 */
final class XmlRows implements NamedRows {
    private static final int LONGEST_ROW = 16 << 20;
    private static final int DEEPEST = 100;
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final Reader in;
    private final XMLStreamReader xml;
    private final String[] path;
    private final Map<String, String> row = new LinkedHashMap<>();
    private String root = "";
    private int depth;
    /** Elements of the path that are open. */
    private int matched;

    private boolean parentMet;
    private int length;

    /**
     * Rows of a document.
     *
     * @param path path of the record element from the root, with slashes between the names
     */
    XmlRows(InputStream utf8, String path) throws IOException {
        this.path = path.split("/", -1);
        this.in = new InputStreamReader(utf8, StandardCharsets.UTF_8);
        try {
            xml = Xml.of(in);
        } catch (XMLStreamException e) {
            in.close();
            throw broken(e);
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = Xml.next(xml);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    root = depth == 0 ? xml.getLocalName() : root;
                    if (depth++ == matched
                            && matched < path.length
                            && xml.getLocalName().equals(path[matched])) {
                        matched++;
                        parentMet |= matched == path.length - 1;
                        if (matched == path.length) {
                            readRow();
                            depth--;
                            matched--;
                            return true;
                        }
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    matched -= matched == depth ? 1 : 0;
                    depth--;
                }
            }
            if (!parentMet && path.length > 1) {
                throw new FaultyFileException("XML 文件中没有元素 " + String.join("/", path) + "，根元素是 " + shown(root));
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (UncheckedStreamException e) {
            // Of a text that is read when it is asked for.
            throw broken(e.getCause() instanceof XMLStreamException cause ? cause : new XMLStreamException(e));
        }
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    private void readRow() throws XMLStreamException, IOException {
        row.clear();
        length = 0;
        putAttributes("");
        List<String> names = new ArrayList<>();
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        boolean leaf = true;
        while (true) {
            int event = Xml.next(xml);
            int level = texts.size() - 1;
            if (event == XMLStreamConstants.START_ELEMENT) {
                names.add(level == 0 ? xml.getLocalName() : names.get(level - 1) + "/" + xml.getLocalName());
                if (names.size() > DEEPEST) {
                    throw new FaultyFileException("XML 记录的嵌套多于 " + DEEPEST + " 层");
                }
                texts.add(new StringBuilder());
                putAttributes(names.get(level) + "@");
                leaf = true;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String text = texts.remove(level).toString();
                String name = level == 0 ? path[path.length - 1] : names.remove(level - 1);
                if (!text.isBlank() || (leaf && level > 0)) {
                    put(name, text);
                }
                if (level == 0) {
                    return;
                }
                leaf = false;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                grow(xml.getTextLength());
                texts.get(level).append(xml.getText());
            }
        }
    }

    private void putAttributes(String prefix) throws FaultyFileException {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!SCHEMA_INSTANCE.equals(xml.getAttributeNamespace(i))) {
                String value = xml.getAttributeValue(i);
                grow(value.length());
                put(prefix + xml.getAttributeLocalName(i), value);
            }
        }
    }

    private void put(String name, String text) throws FaultyFileException {
        String before = row.get(name);
        String joined = before == null || before.isBlank() ? text : text.isBlank() ? before : before + "；" + text;
        grow(before == null ? 0 : before.length());
        row.put(name, joined);
    }

    private void grow(int more) throws FaultyFileException {
        length += more;
        if (length > LONGEST_ROW) {
            throw new FaultyFileException("XML 的一条记录超过 " + (LONGEST_ROW >> 20) + " MB");
        }
    }

    private static FaultyFileException broken(XMLStreamException e) {
        String where = e.getLocation() == null ? "" : "（第 " + e.getLocation().getLineNumber() + " 行附近）";
        return new FaultyFileException("XML 文件不完整或不合法" + where + "，请重新导出后报送", e);
    }

    @Override
    public Map<String, String> row() {
        return row;
    }

    @Override
    public String problem() {
        return "";
    }

    @Override
    public String sent() {
        return "";
    }

    @Override
    public void finish() {}

    @Override
    public void close() throws IOException {
        in.close();
    }
}
