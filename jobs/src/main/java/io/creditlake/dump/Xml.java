package io.creditlake.dump;

import com.fasterxml.aalto.WFCException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Readers of XML that neither expand entities nor open anything: the parser knows none but the five of XML itself, and a
 * document type is refused where it is met. Each has a factory of its own, for a factory keeps the names it has seen.
 */
final class Xml {
    private Xml() {}

    static XMLStreamReader of(InputStream in) throws XMLStreamException {
        return factory().createXMLStreamReader(in);
    }

    static XMLStreamReader of(Reader in) throws XMLStreamException {
        return factory().createXMLStreamReader(in);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** The next event; refuses a document type. */
    static int next(XMLStreamReader xml) throws XMLStreamException, FaultyFileException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new FaultyFileException("文件含有 DOCTYPE 或实体声明，不予接收，请去掉后报送");
        }
        return event;
    }

    /** The failure of a parser as one of reading. */
    static IOException failure(XMLStreamException e) {
        return new IOException(e instanceof WFCException ? "not well formed" : "XML that ends early", e);
    }
}
