package io.creditlake.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which subjects are branches or twins of others, and what they were before. Chance of its own, so that the rest of the
 * world is the same whatever the share. Whom a subject resembles is always one that came before it and resembles none.
 */
final class Lineage {
    private static final long BRANCH = 5;
    private static final long TWIN = 6;
    private static final long PAST = 7;
    /** A parent is this many subjects before its branch at most, and so has as many branches at most. */
    private static final int NEAR = 3;
    /** A twin comes so many subjects after the one it resembles. */
    private static final int TWIN_DISTANCE = 5;
    /** Nothing changed in the last days before the first night, and no names of longer ago are told. */
    private static final int LATEST = 20;

    private static final int EARLIEST = 900;
    private static final int SETTLED = 120;

    private final GenerateOptions options;
    private final Names names;
    private final Vocabulary words;

    Lineage(GenerateOptions options, Names names, Vocabulary words) {
        this.options = options;
        this.names = names;
        this.words = words;
    }

    /** Whom an enterprise may be a branch of. */
    OptionalLong parent(long index) {
        Dice dice = new Dice(options.seed(), BRANCH, index);
        long parent = dice.chance(options.identityDirt()) ? index - dice.between(1, NEAR) : -1;
        return parent >= 0 && !isChosen(BRANCH, parent) && !isChosen(TWIN, parent)
                ? OptionalLong.of(parent)
                : OptionalLong.empty();
    }

    /** Whose trade name and trade an enterprise may share. */
    OptionalLong twin(long index) {
        long twin = index - TWIN_DISTANCE;
        return twin >= 0
                        && isChosen(TWIN, index)
                        && !isChosen(BRANCH, index)
                        && !isChosen(TWIN, twin)
                        && !isChosen(BRANCH, twin)
                ? OptionalLong.of(twin)
                : OptionalLong.empty();
    }

    private boolean isChosen(long salt, long index) {
        return new Dice(options.seed(), salt, index).chance(options.identityDirt());
    }

    /** What a branch adds to its parent's name: never the same for two branches of one parent. */
    static String branch(long distance, Place place) {
        return switch ((int) distance) {
            case 1 -> place.county() + "分公司";
            case 2 -> place.shortCity() + "第二分公司";
            default -> place.county() + "营业部";
        };
    }

    /** What a subject was before the first night; of its name alone branches keep the one they have. */
    Past past(long index, SubjectName name, LocalDate established) {
        Dice dice = new Dice(options.seed(), PAST, index);
        boolean renamed = dice.chance(options.identityDirt());
        boolean replaced = dice.chance(options.identityDirt());
        int span = span(established);
        if (span <= 0 || !(renamed || replaced)) {
            return Past.NONE;
        }
        LocalDate renamedOn = options.start().minusDays(LATEST + dice.below(span));
        LocalDate replacedOn = options.start().minusDays(LATEST + dice.below(span));
        boolean named = renamed && name.branch().isEmpty();
        return new Past(
                named ? former(index, name, dice) : null,
                named ? renamedOn : null,
                replaced ? names.person(dice) : null,
                replaced ? replacedOn : null);
    }

    /** Days in which it may have changed. */
    private int span(LocalDate established) {
        long age = options.start().toEpochDay() - established.toEpochDay();
        return (int) Math.min(age - SETTLED, EARLIEST) - LATEST;
    }

    /** Mostly another trade name, else the trade or the form was another. */
    private SubjectName former(long index, SubjectName name, Dice dice) {
        int way = dice.below(20);
        List<String> forms = words.words(SubjectKind.ENTERPRISE.forms()).stream()
                .filter(form -> form.endsWith("公司") && !form.equals(name.form()))
                .toList();
        if (way < 5 && !name.word().isEmpty()) {
            List<Vocabulary.Trade> others = words.trades().stream()
                    .filter(trade -> !trade.word().equals(name.word()))
                    .toList();
            return name.withWord(dice.of(others).word());
        }
        return way < 8 && name.form().endsWith("公司")
                ? name.withForm(dice.of(forms))
                : name.withTradeName(names.formerTradeName(index));
    }
}
