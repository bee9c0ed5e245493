package io.creditlake.dump;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** An Office Open XML workbook (ISO/IEC 29500, transitional or strict), read part by part from its archive. */
final class XlsxBook implements Book {
    /** Shared texts on the heap; a workbook of ordinary size has fewer. */
    private static final int TEXTS_ON_HEAP = 100_000;

    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final SharedStrings strings = new SharedStrings(TEXTS_ON_HEAP);
    private XlsxStyles styles = new XlsxStyles();
    private boolean from1904;

    /** A part of a package and what it is called by another. */
    private record Target(String path, String type) {}

    /** What reads a part. */
    private interface PartReader {
        void read(XMLStreamReader xml) throws IOException, XMLStreamException;
    }

    XlsxBook(Bytes file) throws IOException {
        zip = ZipMemberBytes.open(file);
        try {
            Collections.list(zip.getEntries())
                    .forEach(e -> parts.put(e.getName().replace('\\', '/').toLowerCase(Locale.ROOT), e));
            String workbook = targets("_rels/.rels", "").values().stream()
                    .filter(t -> t.type().endsWith("/officeDocument"))
                    .map(Target::path)
                    .findFirst()
                    .orElse("xl/workbook.xml");
            if (workbook.endsWith(".bin")) {
                throw new FaultyFileException("是 xlsb 二进制工作簿，请另存为 xlsx 后报送");
            }
            readWorkbook(workbook);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void readWorkbook(String workbook) throws IOException {
        String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
        String name = workbook.substring(folder.length());
        Map<String, Target> targets = targets(folder + "_rels/" + name + ".rels", folder);
        read(workbook, xml -> {
            while (xml.hasNext()) {
                if (Xml.next(xml) == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("workbookPr")) {
                        String date1904 = attribute(xml, "date1904");
                        from1904 = "1".equals(date1904) || "true".equals(date1904);
                    } else if (xml.getLocalName().equals("sheet")) {
                        addSheet(xml, targets);
                    }
                }
            }
        });
        for (Target target : targets.values()) {
            if (target.type().endsWith("/styles") && parts.containsKey(target.path())) {
                styles = new XlsxStyles();
                read(target.path(), styles::read);
            } else if (target.type().endsWith("/sharedStrings") && parts.containsKey(target.path())) {
                read(target.path(), this::readStrings);
            }
        }
        strings.complete();
    }

    private void addSheet(XMLStreamReader xml, Map<String, Target> targets) {
        String id = null;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            // In the namespace of relationships, whose name differs between the two forms of the standard.
            id = xml.getAttributeLocalName(i).equals("id") ? xml.getAttributeValue(i) : id;
        }
        Target target = targets.get(id);
        if (target != null && target.type().endsWith("/worksheet")) {
            String state = attribute(xml, "state");
            String name = attribute(xml, "name");
            sheets.add(new Sheet(name == null ? "" : name, state != null && !state.equals("visible")));
            paths.add(target.path());
        }
    }

    private void readStrings(XMLStreamReader xml) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = Xml.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
                text.setLength(0);
                richText(xml, text);
                strings.add(CellText.unescaped(text.toString()));
            }
        }
    }

    /** Appends the texts within the current element, its end passed; how they are pronounced is left out. */
    static void richText(XMLStreamReader xml, StringBuilder text) throws IOException, XMLStreamException {
        int depth = 1;
        int spoken = 0;
        boolean inText = false;
        while (depth > 0) {
            int event = Xml.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                spoken += spoken > 0 || xml.getLocalName().equals("rPh") ? 1 : 0;
                inText = xml.getLocalName().equals("t");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                spoken -= spoken > 0 ? 1 : 0;
                inText = false;
            } else if (inText && spoken == 0) {
                text.append(xml.getText());
            }
        }
    }

    private Map<String, Target> targets(String relationships, String folder) throws IOException {
        Map<String, Target> targets = new HashMap<>();
        if (!parts.containsKey(relationships.toLowerCase(Locale.ROOT))) {
            return targets;
        }
        read(relationships, xml -> {
            while (xml.hasNext()) {
                if (Xml.next(xml) == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    String target = String.valueOf(attribute(xml, "Target"));
                    String path = target.startsWith("/") ? target.substring(1) : folder + target;
                    targets.put(
                            String.valueOf(attribute(xml, "Id")),
                            new Target(path.toLowerCase(Locale.ROOT), String.valueOf(attribute(xml, "Type"))));
                }
            }
        });
        return targets;
    }

    private void read(String path, PartReader reader) throws IOException {
        try (InputStream in = part(path)) {
            XMLStreamReader xml = Xml.of(in);
            reader.read(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw Xml.failure(e);
        }
    }

    private InputStream part(String path) throws IOException {
        ZipArchiveEntry entry = parts.get(path.toLowerCase(Locale.ROOT));
        if (entry == null) {
            throw new FileNotFoundException(path);
        }
        return zip.getInputStream(entry);
    }

    /** The value of an attribute without namespace; null when it is lacking. */
    static String attribute(XMLStreamReader xml, String name) {
        return xml.getAttributeValue(null, name);
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
        return new XlsxSheet(part(paths.get(sheet)), strings, styles, days, from1904);
    }

    @Override
    public void close() throws IOException {
        strings.close();
        zip.close();
    }
}
