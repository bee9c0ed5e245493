package io.creditlake.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be asked, with the path as the description has it.
 *
 * <p>A test holds {@code serve/openapi.json} to these.
 */
enum Route {
    CHECK("/v1/check", true),
    REPORT("/v1/subjects/{code}/report", true),
    VERIFY("/v1/verify", false),
    OPENAPI("/openapi.json", false),
    HEALTHZ("/healthz", false),
    METRICS("/metrics", false);

    private static final Pattern REPORT_PATH = Pattern.compile("/v1/subjects/([^/]+)/report(\\.[a-z]+)?");

    private final String path;
    private final boolean keyed;

    Route(String path, boolean keyed) {
        this.path = path;
        this.keyed = keyed;
    }

    String path() {
        return path;
    }

    /** Whether a key is needed. */
    boolean keyed() {
        return keyed;
    }

    /** The word in the audit log. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The route of a path. */
    static Optional<Route> of(String path) {
        for (Route route : values()) {
            if (route.path.equals(path) && route != REPORT) {
                return Optional.of(route);
            }
        }
        return REPORT_PATH.matcher(path).matches() ? Optional.of(REPORT) : Optional.empty();
    }

    /** The subject that the path of a report names, with its escapes. */
    static String subject(String path) {
        Matcher matcher = REPORT_PATH.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** How the path of a report ends, such as {@code .html}; empty for nothing. */
    static String suffix(String path) {
        Matcher matcher = REPORT_PATH.matcher(path);
        return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
    }
}
