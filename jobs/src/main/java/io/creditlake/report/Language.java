package io.creditlake.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A language that pages are written in. */
public enum Language {
    /** Chinese, the default. */
    ZH("zh-CN", ".html"),
    /** English. */
    EN("en", ".en.html");

    private final String tag;
    private final String suffix;

    Language(String tag, String suffix) {
        this.tag = tag;
        this.suffix = suffix;
    }

    /** BCP 47 tag, for the page's {@code lang} and for how numbers are written. */
    public String tag() {
        return tag;
    }

    /** How the name of a report's file ends. */
    public String suffix() {
        return suffix;
    }

    /** The words of the report by key, sorted. */
    public Map<String, String> texts() {
        return texts("");
    }

    /**
     * The words of a page by key, sorted.
     *
     * @param page how the names of its files begin, such as {@code identity.}
     */
    public Map<String, String> texts(String page) {
        String file = "/report/" + page + (this == ZH ? "zh" : "en") + ".properties";
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Language.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }
}
