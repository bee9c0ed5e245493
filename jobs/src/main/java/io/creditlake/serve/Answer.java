package io.creditlake.serve;

import io.creditlake.report.credit.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param type media type
 * @param body body
 * @param subject what the audit log says of whom it is about: a subject's id, a masked text, or null
 */
@SuppressWarnings("ArrayRecordComponent") // It is written as it is, and compared by nobody.
record Answer(int status, String type, byte[] body, Object subject) {
    static Answer json(String json) {
        return new Answer(200, "application/json", json.getBytes(StandardCharsets.UTF_8), null);
    }

    static Answer of(String type, byte[] body) {
        return new Answer(200, type, body, null);
    }

    /** A problem as RFC 9457 has it. */
    static Answer problem(int status, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        return new Answer(
                status, "application/problem+json", Json.compact(problem).getBytes(StandardCharsets.UTF_8), null);
    }

    Answer about(Object whom) {
        return new Answer(status, type, body, whom);
    }
}
