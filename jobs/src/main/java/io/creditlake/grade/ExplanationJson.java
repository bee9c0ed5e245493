package io.creditlake.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Detail;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Life;
import io.creditlake.grade.Explanation.Move;
import io.creditlake.grade.Explanation.Review;
import io.creditlake.policy.lifecycle.Lifecycle;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An explanation for a program: keys as the columns of the lake, days as ISO text, what is absent as null. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** One JSON document, indented. */
    public static String of(Explanation explanation) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("subject_id", explanation.subject().id());
        root.put("kind", explanation.subject().kind());
        root.put("name", orNull(explanation.subject().name()));
        root.put("uscc", orNull(explanation.subject().uscc()));
        root.put("verified", explanation.subject().verified());
        root.put(
                "grades",
                explanation.grades().stream().map(ExplanationJson::grade).toList());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
        }
    }

    private static Map<String, Object> grade(Grade grade) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("policy", grade.policy());
        map.put("title", grade.title());
        map.put("policy_version", grade.version());
        map.put("as_of", grade.asOf().toString());
        map.put("grade", grade.grade());
        map.put("category", orNull(grade.category()));
        map.put("score", grade.score());
        map.put("base", grade.base().orElse(null));
        map.put("previous_grade", grade.previousGrade().orElse(null));
        map.put("direct_rule", grade.directRule().orElse(null));
        map.put(
                "contributions",
                grade.contributions().stream()
                        .map(ExplanationJson::contribution)
                        .toList());
        map.put("next_review", grade.review().map(ExplanationJson::review).orElse(null));
        return map;
    }

    private static Map<String, Object> contribution(Contribution contribution) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("indicator", contribution.id());
        map.put("kind", contribution.kind());
        map.put("title", contribution.title());
        map.put("points", contribution.points());
        map.put("measure", contribution.measure());
        map.put("basis", contribution.basis());
        map.put("remedy", orNull(contribution.remedy()));
        map.put(
                "evidence",
                contribution.evidence().stream().map(ExplanationJson::evidence).toList());
        return map;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("record_class", evidence.recordClass());
        map.put("record_id", evidence.recordId());
        map.put("occurred_on", day(evidence.occurredOn()));
        Map<String, Object> details = new LinkedHashMap<>();
        for (Detail detail : evidence.details()) {
            details.put(detail.column(), detail.value());
        }
        map.put("details", details);
        Life life = evidence.life();
        map.put("severity", life.severity().orElse(null));
        map.put(Lifecycle.BASIS, life.basis().orElse(null));
        map.put("counts_until", day(life.countsUntil()));
        map.put("ended_by", life.endedBy().orElse(null));
        map.put("publicity_until", day(life.publicityUntil()));
        map.put("repairable_from", day(life.repairableFrom()));
        map.put("department", evidence.department());
        map.put("file", evidence.file());
        map.put("row_number", evidence.row());
        return map;
    }

    private static Map<String, Object> review(Review review) {
        List<Map<String, Object>> moves =
                review.moves().stream().map(ExplanationJson::move).toList();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("on", review.on().toString());
        map.put("grade", review.grade());
        map.put("score", review.score());
        map.put("moves", moves);
        map.put("leaving", review.leaving().stream().map(Evidence::recordId).toList());
        return map;
    }

    private static Map<String, Object> move(Move move) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("indicator", move.id());
        map.put("points_before", move.before());
        map.put("points_after", move.after());
        return map;
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(String::valueOf).orElse(null);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
