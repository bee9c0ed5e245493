package io.creditlake.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.grade.SimulationResult.Cell;
import io.creditlake.grade.SimulationResult.Mover;
import io.creditlake.grade.SimulationResult.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulation for a program: keys as the columns of the lake, what is absent as null. */
public final class SimulationJson {
    private SimulationJson() {}

    /** One JSON document, indented. */
    public static String of(SimulationResult result) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("policy", result.now().policy());
        root.put("version_now", result.now().version());
        root.put("version_other", result.other().version());
        root.put("as_of", result.day().toString());
        root.put("subjects", result.subjects());
        root.put("moved", result.moved());
        root.put("cells", result.cells().stream().map(SimulationJson::cell).toList());
        root.put(
                "reasons", result.reasons().stream().map(SimulationJson::reason).toList());
        root.put("movers", result.movers().stream().map(SimulationJson::mover).toList());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
        }
    }

    private static Map<String, Object> cell(Cell cell) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("facet", cell.facet());
        map.put("value", cell.value().isEmpty() ? null : cell.value());
        map.put("grade_now", cell.now().orElse(null));
        map.put("grade_other", cell.other().orElse(null));
        map.put("subjects", cell.subjects());
        return map;
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("direction", reason.up() ? "up" : "down");
        map.put("indicator", reason.indicator());
        map.put("title", reason.title());
        map.put("subjects", reason.subjects());
        map.put("points", reason.points());
        return map;
    }

    private static Map<String, Object> mover(Mover mover) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("subject_id", mover.subjectId());
        map.put("name", mover.name());
        map.put("uscc", mover.uscc().isEmpty() ? null : mover.uscc());
        map.put("grade_now", mover.now());
        map.put("grade_other", mover.other());
        map.put("score_now", mover.scoreNow());
        map.put("score_other", mover.scoreOther());
        map.put("changes", mover.changes());
        return map;
    }
}
