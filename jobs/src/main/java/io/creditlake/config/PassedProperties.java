package io.creditlake.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Properties that are passed on as they are, to the catalog or to the engine.
 *
 * @param values name to value
 * @param written name to what the configuration says: of a secret where it stands, {@code ${env:NAME}} or
 *     {@code ${file:/path}}
 */
public record PassedProperties(Map<String, String> values, Map<String, String> written) {
    /** No property at all. */
    public static final PassedProperties NONE = new PassedProperties(Map.of(), Map.of());

    public PassedProperties {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    /** Names of the properties whose value stands elsewhere. */
    public List<String> hidden() {
        return written.keySet().stream()
                .filter(name -> Secret.isReferredTo(written.get(name)))
                .sorted()
                .toList();
    }

    /** The properties as they are written, so that no secret is shown and another one makes no difference. */
    @Override
    public String toString() {
        return written.toString();
    }
}
