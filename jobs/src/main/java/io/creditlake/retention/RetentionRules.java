package io.creditlake.retention;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Cadence;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.Span;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code conf/retention.yaml} says.
 *
 * @param erase which nights look for what is due
 * @param records rules on record classes
 * @param refusals how long refused rows are kept after the night that refused them; empty for ever
 * @param dumps how long files as received are kept after the last night that took them in; empty for ever
 * @param releases how long after an erasure releases may be kept that still hold what it erased; empty for not at all
 * @param placeholders lengths that are ours
 */
public record RetentionRules(
        Cadence erase,
        List<RecordRule> records,
        Optional<Keep> refusals,
        Optional<Keep> dumps,
        Optional<Span> releases,
        List<Placeholder> placeholders) {

    /** Everything is kept for ever. */
    public static RetentionRules none() {
        return new RetentionRules(
                Cadence.NIGHTLY, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Reads the file; without one everything is kept for ever.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake
     */
    public static RetentionRules load(Path conf, TableContracts contracts) {
        Problems problems = new Problems();
        RetentionRules rules = new RetentionReader(contracts, problems).read(conf.resolve("retention.yaml"));
        problems.throwIfAny();
        return rules;
    }

    /** The rule on a class that holds on a night; empty when the class is kept for ever. */
    Optional<RecordRule> of(String recordClass, LocalDate night) {
        return records.stream()
                .filter(rule -> rule.recordClass().equals(recordClass))
                .filter(rule -> !rule.effectiveFrom().isAfter(night))
                .max(Comparator.comparing(RecordRule::effectiveFrom));
    }

    /** The last night on which something may have been erased that no release may hold any more on a day. */
    public LocalDate bound(LocalDate day) {
        return releases.map(span -> Keep.before(span, day)).orElse(day);
    }
}
