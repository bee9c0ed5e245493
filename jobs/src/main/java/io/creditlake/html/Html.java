package io.creditlake.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pages of HTML are made of. */
public final class Html {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private Html() {}

    /** A text in which no character means anything to HTML, in an element or in a quoted attribute. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A template with its slots, {@code {{name}}}, filled as given; what fills them is not looked at again. */
    public static String filled(String template, Map<String, String> slots) {
        return SLOT.matcher(template).replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
    }

    /** A text that comes with creditlake, by its path in the jar. */
    public static String resource(String path) {
        try (InputStream in = Html.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
