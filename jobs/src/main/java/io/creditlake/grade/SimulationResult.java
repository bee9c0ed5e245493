package io.creditlake.grade;

import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another version of a policy would change.
 *
 * @param now the version in force
 * @param other the version that was tried
 * @param day the day that both graded on
 * @param cells how many move from which grade to which, over all and by facet
 * @param reasons what gives or takes something else of those that move, most subjects first, falls before rises
 * @param movers those that move most
 */
public record SimulationResult(
        PolicyVersion now,
        PolicyVersion other,
        LocalDate day,
        List<Cell> cells,
        List<Reason> reasons,
        List<Mover> movers) {

    /**
     * A cell of a migration matrix.
     *
     * @param facet {@code all}, {@code city}, {@code industry} or {@code size}
     * @param value first four digits of a region (GB/T 2260), section of an industry (GB/T 4754), or the size from 0 to
     *     3; empty for all and for what is not known
     * @param now grade under the version in force; empty when that does not grade the subject
     * @param other grade under the version that was tried
     * @param subjects how many
     */
    public record Cell(String facet, String value, Optional<String> now, Optional<String> other, long subjects) {}

    /**
     * Why subjects move.
     *
     * @param up whether those that rise, or those that fall
     * @param indicator id of the indicator, direct rule or dimension
     * @param title its name in Chinese
     * @param subjects how many of them it gives or takes something else
     * @param points how much more it gives them on average
     */
    public record Reason(boolean up, String indicator, String title, long subjects, BigDecimal points) {}

    /** A subject that moves; {@code steps} are grades gained, negative when it falls. */
    public record Mover(
            long subjectId,
            String name,
            String uscc,
            String now,
            String other,
            BigDecimal scoreNow,
            BigDecimal scoreOther,
            int steps,
            List<Change> changes) {}

    /**
     * What is another for a subject.
     *
     * @param points how much more it gives; 0 of a direct rule
     * @param there 1 when only the version that was tried has it, -1 when only the one in force, 0 when both do
     */
    public record Change(String indicator, String title, BigDecimal points, int there) {}

    /** How many either version grades. */
    public long subjects() {
        return count(cells("all"));
    }

    /** How many get another grade, or a grade at all under one version only. */
    public long moved() {
        return cells("all").stream()
                .filter(cell -> !cell.now().equals(cell.other()))
                .mapToLong(Cell::subjects)
                .sum();
    }

    /** How many rise ({@code 1}) or fall ({@code -1}) by any number of grades. */
    public long moved(int direction) {
        return direction(cells("all"), direction);
    }

    /** How many of some cells rise ({@code 1}) or fall ({@code -1}). */
    public long direction(List<Cell> cells, int direction) {
        return cells.stream()
                .filter(cell -> steps(cell) * direction > 0)
                .mapToLong(Cell::subjects)
                .sum();
    }

    /** Grades that a cell gains, by their place from the best; 0 when one version alone grades. */
    public int steps(Cell cell) {
        return cell.now().isEmpty() || cell.other().isEmpty()
                ? 0
                : now.rank(cell.now().get()).orElseThrow()
                        - other.rank(cell.other().get()).orElseThrow();
    }

    /** The groups of a facet, the largest first. */
    public Map<String, List<Cell>> groups(String facet) {
        Map<String, List<Cell>> groups = new TreeMap<>();
        cells(facet).forEach(cell -> groups.computeIfAbsent(cell.value(), v -> new ArrayList<>())
                .add(cell));
        Map<String, List<Cell>> largest = new LinkedHashMap<>();
        groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Cell>> e) -> -count(e.getValue())))
                .forEach(e -> largest.put(e.getKey(), e.getValue()));
        return largest;
    }

    /** How many subjects are in some cells. */
    public static long count(List<Cell> cells) {
        return cells.stream().mapToLong(Cell::subjects).sum();
    }

    /** The cells of one facet. */
    public List<Cell> cells(String facet) {
        return cells.stream().filter(cell -> cell.facet().equals(facet)).toList();
    }
}
