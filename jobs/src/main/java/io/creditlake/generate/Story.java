package io.creditlake.generate;

import io.creditlake.generate.Telling.Mood;
import io.creditlake.generate.Telling.Repetition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one source tells of one subject, night by night, dirt and repetitions included. It is written from the first
 * night to the one wanted, of which alone the tellings are kept; what is told on a night does not depend on how far the
 * story goes on.
 */
final class Story {
    private static final long TELLING = 3;
    /** Of the dirt, the share that refuses a row; the rest is cured by normalising, and as much again are repetitions. */
    private static final double BAD = 0.3;

    private static final double HARMLESS = 0.45;
    private static final double REPEATED = 0.25;
    private static final List<Repetition> REPETITIONS = List.of(
            Repetition.SAME_FILE,
            Repetition.OTHER_FILE,
            Repetition.LATER_NIGHT,
            Repetition.OTHER_BRACKETS,
            Repetition.OTHER_CODE);

    private final World world;
    private final int night;
    private final double dirt;
    private final boolean canRefuse;
    private final List<Telling> tellings = new ArrayList<>();
    private final Map<String, Version> versions = new HashMap<>();
    private final List<Later> laters = new ArrayList<>();

    private record Version(Fact fact, Mood mood, boolean known, int night) {}

    private record Later(String id, int night) {}

    /**
     * @param night the night whose tellings are wanted
     * @param canRefuse whether the source's contract can refuse a row at all
     */
    Story(World world, int night, double dirt, boolean canRefuse) {
        this.world = world;
        this.night = night;
        this.dirt = dirt;
        this.canRefuse = canRefuse;
    }

    /** The night the story is written up to. */
    int lastNight() {
        return night;
    }

    /** Tells a new fact. */
    void tell(int when, Fact fact) {
        Dice dice = new Dice(world.seed(), TELLING, fact.id().hashCode(), when);
        Mood mood = mood(dice);
        add(when, fact, mood, mood == Mood.BAD ? Outcome.QUARANTINED : Outcome.ACCEPTED, Repetition.NONE);
        versions.put(fact.id(), new Version(fact, mood, mood != Mood.BAD, when));
        if (mood == Mood.CLEAN && dice.chance(dirt * REPEATED)) {
            repeat(when, fact, dice);
        }
    }

    private Mood mood(Dice dice) {
        boolean bad = dice.chance(dirt * BAD) && canRefuse;
        boolean harmless = dice.chance(dirt * HARMLESS);
        return bad ? Mood.BAD : harmless ? Mood.HARMLESS : Mood.CLEAN;
    }

    private void repeat(int when, Fact fact, Dice dice) {
        Repetition repetition = dice.of(REPETITIONS);
        if (repetition == Repetition.LATER_NIGHT) {
            laters.add(new Later(fact.id(), when + dice.between(1, 3)));
        } else {
            add(when, fact, Mood.CLEAN, Outcome.DUPLICATE, repetition);
        }
    }

    /** Tells a known fact as it is now; it replaces what was told of it, if that was accepted. */
    void retell(int when, Fact fact, Repetition repetition) {
        Version before = versions.get(fact.id());
        Outcome outcome = before.known() ? Outcome.DUPLICATE : Outcome.ACCEPTED;
        add(when, fact, Mood.CLEAN, outcome, before.known() ? repetition : Repetition.NONE);
        versions.put(fact.id(), new Version(fact, before.mood(), true, when));
    }

    /** Whether the fact was told without dirt, so that a later row finds it by any of its values. */
    boolean isClean(String id) {
        return versions.get(id).mood() == Mood.CLEAN;
    }

    private void add(int when, Fact fact, Mood mood, Outcome outcome, Repetition repetition) {
        if (when == night) {
            tellings.add(new Telling(fact, mood, outcome, repetition));
        }
    }

    /** The rows of the night, first tellings before their repetitions. */
    List<Telling> tellings() {
        List<Telling> all = new ArrayList<>(tellings);
        for (Later later : laters) {
            Version standing = versions.get(later.id());
            if (later.night() == night && standing.night() < night) {
                all.add(new Telling(standing.fact(), Mood.CLEAN, Outcome.DUPLICATE, Repetition.LATER_NIGHT));
            }
        }
        return all;
    }
}
