package io.creditlake.generate;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One JSON object a line; what is empty is null. */
final class JsonLinesFile implements RowFile {
    private final Writer out;
    private final List<String> names;

    JsonLinesFile(Path file, Layout layout) throws IOException {
        out = Files.newBufferedWriter(file, layout.charset());
        names = layout.headers().get(0);
    }

    @Override
    public void write(List<Cell> row) throws IOException {
        StringBuilder line = new StringBuilder(256).append('{');
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : ",");
            Json.string(names.get(i), line);
            line.append(':');
            String text = row.get(i).text();
            if (text.isEmpty()) {
                line.append("null");
            } else {
                Json.string(text, line);
            }
        }
        out.append(line.append("}\n"));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
