package io.creditlake.serve;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody asks.
 *
 * @param method HTTP method
 * @param path path as sent, with its escapes
 * @param query parameters by name; of several of one name the first
 * @param accept the media types that are welcome; empty for any
 * @param key the API key; empty for none
 */
record Asked(String method, String path, Map<String, String> query, String accept, Optional<String> key) {
    /** The scheme is written in any case, RFC 9110. */
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S.*?) *");

    private static final int LONGEST = 1024;

    /**
     * Reads a request.
     *
     * @return empty when the address is longer than any that has an answer, or its escapes are wrong
     */
    static Optional<Asked> of(HttpExchange exchange) {
        URI address = exchange.getRequestURI();
        String query = Optional.ofNullable(address.getRawQuery()).orElse("");
        if (query.length() + address.getRawPath().length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return Optional.of(new Asked(
                exchange.getRequestMethod(),
                address.getRawPath(),
                parameters,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                        .orElse(""),
                Optional.of(BEARER.matcher(authorization))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))));
    }

    /** A parameter; empty when it is missing or says nothing. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
