package io.creditlake.supervise.draw;

import java.util.List;

/**
 * Who may be drawn to inspect.
 *
 * @param id staff number; never a name
 * @param regions beginnings of the region codes of the subjects that the inspector may inspect; empty for all
 * @param fields fields that the inspector is trained in
 * @param avoids unified codes of the subjects that the inspector must keep away from (回避)
 */
public record Inspector(String id, List<String> regions, List<String> fields, List<String> avoids) {
    boolean mayInspect(String field, String region, String uscc) {
        return fields.contains(field)
                && (regions.isEmpty() || regions.stream().anyMatch(r -> region != null && region.startsWith(r)))
                && (uscc == null || !avoids.contains(uscc));
    }
}
