package io.creditlake.policy;

import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A policy as it stands from a day on.
 *
 * @param policy id of the policy, the name of its folder
 * @param title name in Chinese
 * @param effectiveFrom first day it is in force
 * @param digest fingerprint of everything the file says, comments aside, and of a version in force also of the
 *     lifecycle in force
 * @param visibility who may see its grades
 * @param cadence how often it evaluates
 * @param subjects kinds of subject it grades; never persons
 * @param industries beginnings of the industry codes (GB/T 4754 with their letter) that it grades; none for every industry
 * @param basis title of the law or measure it rests on
 * @param base points everybody begins with
 * @param bands grades, best first
 * @param dimensions groups of indicators, in the order of the file
 * @param directRules rules that fix the grade, in the order of the file
 * @param indicators indicators, in the order of the file
 * @param placeholders values that are ours
 * @param file file it was read from
 */
public record PolicyVersion(
        String policy,
        String title,
        LocalDate effectiveFrom,
        String digest,
        Visibility visibility,
        Cadence cadence,
        Set<String> subjects,
        Set<String> industries,
        String basis,
        BigDecimal base,
        List<GradeBand> bands,
        List<Dimension> dimensions,
        List<DirectRule> directRules,
        List<Indicator> indicators,
        List<Placeholder> placeholders,
        Path file) {

    /** The version as tables name it: its effective date. */
    public String version() {
        return effectiveFrom.toString();
    }

    /** The same under another fingerprint. */
    PolicyVersion withDigest(String other) {
        return new PolicyVersion(
                policy,
                title,
                effectiveFrom,
                other,
                visibility,
                cadence,
                subjects,
                industries,
                basis,
                base,
                bands,
                dimensions,
                directRules,
                indicators,
                placeholders,
                file);
    }

    /** Grades, best first. */
    public List<String> grades() {
        return bands.stream().map(GradeBand::grade).toList();
    }

    /** Place of a grade, 0 for the best; empty for a grade that this version does not have. */
    public Optional<Integer> rank(String grade) {
        return IntStream.range(0, bands.size())
                .filter(i -> bands.get(i).grade().equals(grade))
                .boxed()
                .findFirst();
    }

    /** The class of grades that a grade belongs to. */
    public Optional<String> category(String grade) {
        return bands.stream()
                .filter(b -> b.grade().equals(grade))
                .map(GradeBand::category)
                .findFirst();
    }

    /** An indicator by id. */
    public Optional<Indicator> indicator(String id) {
        return indicators.stream().filter(i -> i.id().equals(id)).findFirst();
    }

    /** A direct rule by id. */
    public Optional<DirectRule> directRule(String id) {
        return directRules.stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /**
     * A condition and what holds beside it for a record to count.
     *
     * @param condition the condition
     * @param beside a condition on the same record, {@code true} for nothing
     */
    public record Checked(Condition condition, String beside) {}

    /** Every condition of the version. */
    public List<Checked> conditions(TableContracts contracts) {
        List<Checked> conditions = new ArrayList<>();
        directRules.forEach(rule -> conditions.add(where(rule.selection(), contracts)));
        for (Indicator indicator : indicators) {
            Checked where = where(indicator.selection(), contracts);
            conditions.add(where);
            indicator
                    .measure()
                    .part()
                    .ifPresent(part ->
                            conditions.add(new Checked(part, where.condition().sql())));
        }
        return conditions;
    }

    private static Checked where(Selection selection, TableContracts contracts) {
        List<String> stated = new ArrayList<>();
        selection.window().ifPresent(window -> stated.add(window.column()));
        if (selection.validity() == Validity.PAST) {
            stated.add("valid_to");
            contracts
                    .recordClass(selection.recordClass())
                    .flatMap(TableContract::recordClass)
                    .map(TableContract.RecordClass::validTo)
                    .filter(column -> !column.isEmpty())
                    .ifPresent(stated::add);
        }
        return new Checked(
                selection.where(),
                stated.stream()
                        .map(column -> column + " IS NOT NULL")
                        .reduce((a, b) -> a + " AND " + b)
                        .orElse("true"));
    }
}
