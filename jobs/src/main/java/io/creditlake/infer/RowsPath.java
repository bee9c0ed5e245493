package io.creditlake.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.creditlake.config.ConfigurationException;
import io.creditlake.dump.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds where the rows stand in a file whose rows are nested in something else. */
final class RowsPath {
    private static final int MOST_EVENTS = 200_000;

    private RowsPath() {}

    /** Whether a text that begins with an object has one on its first line, so that every line is a row. */
    static boolean isObjectALine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        boolean whole = line.startsWith("{") && line.endsWith("}");
        boolean more = text.lines().skip(1).anyMatch(l -> l.strip().startsWith("{"));
        return whole && (more || !line.contains("[{"));
    }

    /**
     * The keys that lead to the first array of objects, joined by points; empty when the document is the array.
     *
     * @throws ConfigurationException when there is none
     */
    static String ofJson(String name, Bytes bytes) throws IOException {
        try (InputStream in = bytes.open(0);
                JsonParser json = new JsonFactory().createParser(in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                JsonStreamContext around = json.getParsingContext().getParent();
                if (token == JsonToken.START_OBJECT && around != null && around.inArray()) {
                    String path = around.getParent().inRoot()
                            ? ""
                            : around.getParent().pathAsPointer().toString();
                    return path.replaceFirst("^/", "").replace('/', '.');
                }
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw ConfigurationException.of(
                    name, "no valid JSON", "an array of objects, or an object a line", "It may be cut");
        }
        throw ConfigurationException.of(name, "JSON without an array of objects", "rows as objects of an array", "");
    }

    /**
     * The path from the root of the element that is met most often as the child of one parent and has elements in it.
     *
     * @throws ConfigurationException when there is none
     */
    static String ofXml(String name, Bytes bytes) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Map<String, Integer> times = new HashMap<>();
        try (InputStream in = bytes.open(0)) {
            count(factory.createXMLStreamReader(in), times);
        } catch (XMLStreamException e) {
            if (times.isEmpty()) {
                throw ConfigurationException.of(name, "no valid XML", "an XML message with records", "It may be cut");
            }
        }
        return times.entrySet().stream()
                .filter(e -> hasChildren(e.getKey(), times))
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(e -> -e.getKey().length())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> ConfigurationException.of(
                        name, "XML without records", "an element for each record, with an element for each cell", ""));
    }

    /** How often each path is met. */
    private static void count(XMLStreamReader xml, Map<String, Integer> times) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        for (int events = 0; events < MOST_EVENTS && xml.hasNext(); events++) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                path.addLast(xml.getLocalName());
                times.merge(String.join("/", path), 1, Integer::sum);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.removeLast();
            }
        }
    }

    private static boolean hasChildren(String path, Map<String, Integer> times) {
        return times.keySet().stream()
                .anyMatch(other -> other.startsWith(path + "/") && other.indexOf('/', path.length() + 1) < 0);
    }
}
