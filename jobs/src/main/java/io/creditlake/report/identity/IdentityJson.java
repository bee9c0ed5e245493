package io.creditlake.report.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.report.identity.IdentityExplanation.Case;
import io.creditlake.report.identity.IdentityExplanation.FormerName;
import io.creditlake.report.identity.IdentityExplanation.Judged;
import io.creditlake.report.identity.IdentityExplanation.LinkedRecord;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Move;
import io.creditlake.report.identity.IdentityExplanation.Name;
import io.creditlake.report.identity.IdentityExplanation.Seen;
import io.creditlake.report.identity.IdentityExplanation.Tie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An explanation for a program: keys as the columns of the lake, days as ISO text, what is absent as null. A list is
 * {@code {"shown": […], "more": n}}.
 */
public final class IdentityJson {
    private IdentityJson() {}

    /** One JSON document, indented. */
    public static String of(IdentityExplanation e) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("release", e.release());
        root.put("subject_id", e.subject().id());
        root.put("kind", orNull(e.subject().kind()));
        root.put("name", orNull(e.subject().name()));
        root.put("uscc", orNull(e.subject().uscc()));
        root.put("first_seen", orNull(e.subject().firstSeen()));
        root.put("codes", list(e.codes(), c -> seen(map("kind", c.kind(), "value", c.value()), c.seen())));
        root.put("names", list(e.names(), IdentityJson::name));
        root.put("former_names", list(e.formerNames(), IdentityJson::formerName));
        root.put("ties", list(e.ties(), IdentityJson::tie));
        root.put("history", list(e.history(), IdentityJson::move));
        root.put("cases", list(e.cases(), IdentityJson::openCase));
        root.put("judgements", list(e.judgements(), IdentityJson::judged));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("maps, lists, texts and numbers can be written", wrong);
        }
    }

    private static Map<String, Object> name(Name name) {
        Map<String, Object> map = map(
                "name", name.name(),
                "region", name.region(),
                "used_from", orNull(name.used().from()),
                "used_until", orNull(name.used().until()));
        return seen(map, name.seen());
    }

    private static Map<String, Object> formerName(FormerName former) {
        return map(
                "name", former.name(),
                "borne_from", orNull(former.borne().from()),
                "borne_until", orNull(former.borne().until()),
                "ended_on", orNull(former.endedOn()),
                "noted_on", orNull(former.notedOn()));
    }

    private static Map<String, Object> tie(Tie tie) {
        return map(
                "rule", tie.rule(),
                "evidence", orNull(tie.evidence()),
                "weight", tie.weight(),
                "match", tie.match().map(IdentityJson::match).orElse(null),
                "first_linked_on", orNull(Optional.ofNullable(tie.linked().first())),
                "last_linked_on", orNull(Optional.ofNullable(tie.linked().last())),
                "records", list(tie.records(), IdentityJson::record));
    }

    private static Map<String, Object> match(Match match) {
        return map(
                "model", match.model(),
                "prior", match.prior(),
                "comparisons",
                        match.steps().stream()
                                .map(s -> map("comparison", s.comparison(), "level", s.level(), "weight", s.weight()))
                                .toList(),
                "weight", match.total(),
                "probability", match.probability(),
                "link_from", match.bounds().map(Match.Bounds::link).orElse(null),
                "review_from", match.bounds().map(Match.Bounds::review).orElse(null));
    }

    private static Map<String, Object> record(LinkedRecord r) {
        return map(
                "record_class", r.recordClass(),
                "record_id", r.recordId(),
                "subject_name", orNull(r.name()),
                "occurred_on", orNull(r.occurredOn()),
                "department", orNull(r.department()),
                "file", orNull(r.file()),
                "row_number", r.row());
    }

    private static Map<String, Object> move(Move move) {
        return map(
                "kind", move.kind(),
                "from_subject_id", move.from(),
                "into_subject_id", move.into(),
                "rule", move.rule(),
                "evidence", orNull(move.evidence()),
                "match", move.match().map(IdentityJson::match).orElse(null),
                "merged_on", orNull(Optional.ofNullable(move.on())));
    }

    private static Map<String, Object> openCase(Case c) {
        return map(
                "case_id", c.id(),
                "kind", c.kind(),
                "left_name", orNull(c.leftName()),
                "left_key", orNull(c.leftKey()),
                "right_name", orNull(c.rightName()),
                "right_key", orNull(c.rightKey()),
                "match", c.match().map(IdentityJson::match).orElse(null),
                "judgement", c.judged().map(IdentityJson::judged).orElse(null),
                "raised_on", orNull(Optional.ofNullable(c.raisedOn())));
    }

    private static Map<String, Object> judged(Judged j) {
        return map(
                "judgement_id", j.id(),
                "judged_on", orNull(Optional.ofNullable(j.on())),
                "left_key", j.left(),
                "right_key", j.right(),
                "says", j.says(),
                "judged_by", j.by(),
                "note", orNull(j.note()));
    }

    private static <T> Map<String, Object> list(Listed<T> list, Function<T, Map<String, Object>> item) {
        return map("shown", list.shown().stream().map(item).toList(), "more", list.more());
    }

    private static Map<String, Object> seen(Map<String, Object> map, Seen seen) {
        map.put("first_seen", orNull(Optional.ofNullable(seen.first())));
        map.put("last_seen", orNull(Optional.ofNullable(seen.last())));
        return map;
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String orNull(Optional<?> value) {
        return value.map(String::valueOf).orElse(null);
    }
}
