package io.creditlake.supervise.draw;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A campaign of inspections.
 *
 * @param id id, unique among the campaigns; inspections that come of it name it as their plan
 * @param title its name in Chinese
 * @param department who inspects
 * @param policy the policy whose grades decide how many are drawn, by its inspection measures
 * @param drawOn the night that draws, or the first after it with the seed
 * @param from first day of the inspections
 * @param to last day of them; a later night does not draw
 * @param regions beginnings of region codes; empty for all
 * @param industries beginnings of industry codes; empty for all
 * @param kinds kinds of subjects; natural persons are never drawn
 * @param statuses states of registration; empty for all
 * @param ratios share drawn of each grade, 0 to 1; the lower bound of the measure for a grade that is not named
 * @param field the field that its inspectors must be trained in
 * @param checklist what is inspected
 * @param inspectorsEach inspectors for each subject, at least 2
 * @param workload subjects for each inspector at most
 * @param inspectors who may be drawn
 * @param commitment SHA-256 of the seed, lower-case hexadecimal
 * @param seed 32 bytes in lower-case hexadecimal; empty while it is secret
 * @param terms the campaign as it is written, without its seed
 */
public record Campaign(
        String id,
        String title,
        String department,
        String policy,
        LocalDate drawOn,
        LocalDate from,
        LocalDate to,
        List<String> regions,
        List<String> industries,
        List<String> kinds,
        List<String> statuses,
        Map<String, BigDecimal> ratios,
        String field,
        List<String> checklist,
        int inspectorsEach,
        int workload,
        List<Inspector> inspectors,
        String commitment,
        Optional<String> seed,
        String terms) {

    /** Whether a text is an id: it names files, and stands in inspections as their plan. */
    public static boolean isId(String text) {
        return text.matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    /** The same with a seed that was revealed. */
    public Campaign with(String revealed) {
        return new Campaign(
                id,
                title,
                department,
                policy,
                drawOn,
                from,
                to,
                regions,
                industries,
                kinds,
                statuses,
                ratios,
                field,
                checklist,
                inspectorsEach,
                workload,
                inspectors,
                commitment,
                Optional.of(revealed),
                terms);
    }
}
