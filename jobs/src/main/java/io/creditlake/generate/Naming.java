package io.creditlake.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How departments come to name a subject so that it is hard to recognise. The slips, as the truth calls them:
 *
 * <ul>
 *   <li>{@code former_name}, {@code former_representative}: what was right when the record was made, or what a slow
 *       department still has in its files;
 *   <li>{@code typo}, {@code no_region}, {@code other_region}, {@code short_form}, {@code name_with_former}: see
 *       {@link NameSlips};
 *   <li>{@code missing_code}, {@code masked_code}, {@code missing_representative}: what else would tell is not there.
 * </ul>
 */
final class Naming {
    private static final long NAMING = 8;
    private static final char HIDDEN = '*';
    private static final List<String> CODES = List.of("uscc", "org_code", "reg_no", "tax_no");
    /** Slow departments take note of a change within so many days. */
    private static final int SLOW = 365;

    private static final double SLOWNESS = 0.3;
    private static final double CODE_KEPT = 0.3;
    private static final double CODE_MASKED = 0.3;
    private static final double REPRESENTATIVE_LOST = 0.15;

    private final GenerateOptions options;
    private final NameSlips slips;

    Naming(GenerateOptions options, Vocabulary words) {
        this.options = options;
        this.slips = new NameSlips(words);
    }

    /** The fact as a department tells it, when it names its party rightly and as of the day before. */
    Fact told(Subject subject, Fact fact, LocalDate on) {
        Dice dice = new Dice(options.seed(), NAMING, fact.id().hashCode());
        Draft draft = new Draft(new HashMap<>(fact.values()), new ArrayList<>());
        LocalDate known = dice.chance(SLOWNESS) ? on.minusDays(dice.below(SLOW)) : on;
        Past past = subject.past();
        boolean former = past.isRenamedAfter(known);
        if (former) {
            draft.put("subject_name", past.name().text(), "former_name");
        }
        if (past.isReplacedAfter(known) && draft.has("legal_representative")) {
            draft.put("legal_representative", past.representative(), "former_representative");
        }
        if (dice.chance(options.identityDirt())) {
            slip(subject, former ? past.name() : subject.fullName(), on, draft, dice);
        }
        if (CODES.stream().noneMatch(draft::has)) {
            draft.slips().add("missing_code");
        }
        return new Fact(fact.id(), fact.party(), fact.uscc(), draft.values(), List.copyOf(draft.slips()));
    }

    private void slip(Subject subject, SubjectName name, LocalDate on, Draft draft, Dice dice) {
        boolean named = slips.slip(subject, name, on, dice)
                .map(slip -> draft.put("subject_name", slip.name(), slip.kind()))
                .orElse(false);
        // A name that is right and a whole code beside it would be no slip.
        if (!named || !dice.chance(CODE_KEPT)) {
            CODES.forEach(draft.values()::remove);
            if (dice.chance(CODE_MASKED)) {
                // Other heads than 91 and 92 are regions too, and six stars may show what could be a day of birth.
                int hidden = subject.kind().isMarketEntity() && dice.chance(0.5) ? 6 : 8;
                draft.put("uscc", masked(subject.uscc(), hidden), "masked_code");
            }
        }
        if (draft.has("legal_representative") && dice.chance(REPRESENTATIVE_LOST)) {
            draft.put("legal_representative", null, "missing_representative");
        }
    }

    /** A code with so many characters hidden behind the first six. */
    static String masked(String code, int hidden) {
        return code.substring(0, 6) + String.valueOf(HIDDEN).repeat(hidden) + code.substring(6 + hidden);
    }

    static boolean isMasked(String code) {
        return code.indexOf(HIDDEN) >= 0;
    }

    /** Values that are being changed, and what was done to them. */
    private record Draft(Map<String, Object> values, List<String> slips) {

        boolean put(String column, Object value, String slip) {
            values.put(column, value);
            slips.add(slip);
            return true;
        }

        boolean has(String column) {
            return values.get(column) != null;
        }
    }
}
