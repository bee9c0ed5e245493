package io.creditlake.grade;

import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Move;
import io.creditlake.grade.Explanation.Review;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** What a grade that is computed for a later day has other than the one that stands. */
final class Reviews {
    private Reviews() {}

    /**
     * The review of a day.
     *
     * @param then what {@link Grading} gives for that day
     * @param now what gives and takes until then
     */
    static Review of(LocalDate day, Row then, List<Contribution> now) {
        return new Review(day, then.getAs("grade"), then.getAs("score"), moves(now, then), leaving(now, day));
    }

    private static List<Move> moves(List<Contribution> now, Row then) {
        Map<String, Move> moves = new LinkedHashMap<>();
        for (Contribution c : now) {
            moves.put(c.id(), new Move(c.id(), c.title(), c.points(), BigDecimal.ZERO));
        }
        for (Row c : then.<Row>getList(then.fieldIndex("contributions"))) {
            String id = c.getAs("indicator");
            BigDecimal after = c.getAs("points");
            Move before = moves.get(id);
            moves.put(id, new Move(id, c.getAs("title"), before == null ? BigDecimal.ZERO : before.before(), after));
        }
        // Direct rules have no points: that one begins or ends shows in the grade.
        moves.values().removeIf(move -> move.before().compareTo(move.after()) == 0);
        return List.copyOf(moves.values());
    }

    /** The records that no longer count by the day for an indicator that counts them now, each once. */
    private static List<Evidence> leaving(List<Contribution> now, LocalDate day) {
        Map<Long, Evidence> leaving = new LinkedHashMap<>();
        for (Contribution c : now) {
            for (Evidence e : c.evidence()) {
                if (e.life().countsUntil().filter(end -> !end.isAfter(day)).isPresent()) {
                    leaving.put(e.recordId(), e);
                }
            }
        }
        return List.copyOf(leaving.values());
    }
}
