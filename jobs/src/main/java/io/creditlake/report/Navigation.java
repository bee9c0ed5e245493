package io.creditlake.report;

import static io.creditlake.html.Html.escaped;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The links between the pages of a release: the night's page lies in the folder of reports, the others in a folder of
 * the release beside it. All are relative, so the folder can be copied anywhere.
 */
public final class Navigation {
    private Navigation() {}

    /** The links on the night's page. */
    static String onNightPage(String release, Language language) {
        String night = encoded(release);
        return links(language, Chapter.NIGHT, "page", night, night + "/", other -> night + other.suffix());
    }

    /**
     * The links on another page of the release.
     *
     * @param chapter chapter of the page
     * @param page its file without the ending
     */
    public static String onPage(String release, Language language, Chapter chapter, String page) {
        return links(
                language,
                chapter,
                page.equals(chapter.key()) ? "page" : "true",
                "../" + encoded(release),
                "",
                other -> page + other.suffix());
    }

    private static String links(
            Language language,
            Chapter current,
            String kind,
            String night,
            String folder,
            Function<Language, String> twin) {
        Map<String, String> texts = language.texts();
        StringBuilder out = new StringBuilder(
                "<nav class=\"site\" aria-label=\"%s\"><ul>".formatted(escaped(texts.get("site.nav"))));
        for (Chapter chapter : Chapter.values()) {
            String page = chapter == Chapter.NIGHT ? night : folder + chapter.key();
            out.append("<li><a href=\"%s\"%s>%s</a></li>"
                    .formatted(
                            escaped(page + language.suffix()),
                            Optional.of(" aria-current=\"" + kind + "\"")
                                    .filter(c -> chapter == current)
                                    .orElse(""),
                            escaped(texts.get("site." + chapter.key()))));
        }
        for (Language other : Language.values()) {
            if (other != language) {
                out.append("<li class=\"twin\"><a href=\"%s\" hreflang=\"%s\" lang=\"%s\">%s</a></li>"
                        .formatted(
                                escaped(twin.apply(other)),
                                other.tag(),
                                other.tag(),
                                escaped(other.texts().get("site.language"))));
            }
        }
        return out.append("</ul></nav>").toString();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
