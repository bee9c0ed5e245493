package io.creditlake.serve;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report may be written as. */
enum ReportType {
    JSON("application/json", ".json"),
    HTML("text/html; charset=utf-8", ".html"),
    PDF("application/pdf", ".pdf");

    private final String media;
    private final String suffix;

    ReportType(String media, String suffix) {
        this.media = media;
        this.suffix = suffix;
    }

    String media() {
        return media;
    }

    /** The type that the end of a path names: of {@code report.html}, HTML. */
    static Optional<ReportType> ofSuffix(String path) {
        return Arrays.stream(values()).filter(t -> path.endsWith(t.suffix)).findFirst();
    }

    /** The first type that an Accept header names; JSON when it welcomes any; empty when it names others alone. */
    static Optional<ReportType> accepted(String accept) {
        if (accept.isBlank()) {
            return Optional.of(JSON);
        }
        for (String range : accept.split(",", -1)) {
            String media = range.split(";", 2)[0].strip();
            Optional<ReportType> type = Arrays.stream(values())
                    .filter(t -> t.media.split(";", 2)[0].equals(media))
                    .findFirst();
            if (type.isPresent()) {
                return type;
            }
        }
        return accept.contains("*/*") ? Optional.of(JSON) : Optional.empty();
    }

    /** The media types, for messages. */
    static String names() {
        return Arrays.stream(values()).map(t -> t.media.split(";", 2)[0]).collect(Collectors.joining(", "));
    }

    /** The ends of paths, for messages. */
    static String suffixes() {
        return Arrays.stream(values()).map(t -> t.suffix).collect(Collectors.joining(", "));
    }
}
