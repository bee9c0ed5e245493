package io.creditlake.generate;

import io.creditlake.generate.Telling.Repetition;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Entries on a list of market entities, and their removal on a later night. */
final class ListingFacts implements FactMaker {
    private final World world;
    private final String recordClass;
    private final String words;
    private final long salt;
    private final double listed;
    private final double removed;

    private ListingFacts(World world, String recordClass, String words, long salt, double listed, double removed) {
        this.world = world;
        this.recordClass = recordClass;
        this.words = words;
        this.salt = salt;
        this.listed = listed;
        this.removed = removed;
    }

    /** The list of abnormal operation: 6% of the entities, gone after weeks. */
    static ListingFacts abnormalOperation(World world) {
        return new ListingFacts(world, "abnormal_operation", "abnormal", 40, 0.06, 0.05);
    }

    /** The list of serious dishonesty: 1.5% of the entities, hard to leave. */
    static ListingFacts seriousDishonesty(World world) {
        return new ListingFacts(world, "serious_dishonesty", "serious", 50, 0.015, 0.02);
    }

    @Override
    public String recordClass() {
        return recordClass;
    }

    @Override
    public void tell(Subject subject, Story story) {
        if (!subject.kind().isMarketEntity()) {
            return;
        }
        Dice dice = new Dice(world.seed(), salt, subject.index());
        Fact standing = null;
        int number = 0;
        if (subject.night() == 1 && dice.chance(listed)) {
            standing = listing(subject, number++, 1, 700, dice);
            if (dice.chance(0.4)) {
                LocalDate on = (LocalDate) standing.value("listed_on");
                standing = removal(standing, subject, between(on, world.date(1), dice), dice);
            }
            story.tell(1, standing);
        }
        for (int night = subject.night() + 1; night <= story.lastNight(); night++) {
            Dice tonight = new Dice(world.seed(), salt, subject.index(), night);
            boolean stands = standing != null && standing.value("removed_on") == null;
            if (stands && story.isClean(standing.id()) && tonight.chance(removed)) {
                standing = removal(standing, subject, world.date(night).minusDays(1), tonight);
                story.retell(night, standing, Repetition.CHANGE);
            } else if (standing == null && tonight.chance(listed / 20)) {
                standing = listing(subject, number++, night, 5, tonight);
                story.tell(night, standing);
            }
        }
    }

    private static LocalDate between(LocalDate first, LocalDate last, Dice dice) {
        return first.plusDays(dice.below((int) Math.max(1, last.toEpochDay() - first.toEpochDay())));
    }

    private Fact listing(Subject subject, int number, int night, int withinDays, Dice dice) {
        long age = world.date(night).toEpochDay() - subject.established().toEpochDay();
        Map<String, Object> values = new HashMap<>();
        Party.putRegistered(subject, values);
        LocalDate on = world.date(night).minusDays(dice.between(1, (int) Math.max(1, Math.min(age, withinDays))));
        values.put("listed_on", on);
        values.put("listed_reason", dice.of(world.words().words(words + "_reasons")));
        values.put("listing_authority", subject.place().fullName() + "市场监督管理局");
        String id = recordClass + ":" + subject.key() + ":" + number;
        return world.naming().told(subject, new Fact(id, subject.key(), subject.uscc(), values), on);
    }

    private Fact removal(Fact standing, Subject subject, LocalDate on, Dice dice) {
        return standing.with("removed_on", on)
                .with("removal_reason", dice.of(world.words().words(words + "_removals")))
                .with("removing_authority", subject.place().fullName() + "市场监督管理局");
    }
}
