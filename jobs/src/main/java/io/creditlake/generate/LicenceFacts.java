package io.creditlake.generate;

import io.creditlake.generate.Vocabulary.Permit;
import io.creditlake.standards.Dates;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Licences: a few for each subject, and new ones every night. */
final class LicenceFacts implements FactMaker {
    private static final long LICENCE = 20;
    private static final int HISTORY_DAYS = 4 * 365;
    private static final double NEW = 0.015;

    private final World world;

    LicenceFacts(World world) {
        this.world = world;
    }

    @Override
    public String recordClass() {
        return "licence";
    }

    @Override
    public void tell(Subject subject, Story story) {
        Dice dice = new Dice(world.seed(), LICENCE, subject.index());
        // Only the register tells of every subject; of those it leaves out a licence does.
        int history = subject.kind().isMarketEntity() ? dice.below(3) : dice.between(1, 2);
        int number = 0;
        for (; number < history; number++) {
            story.tell(subject.night(), licence(subject, number, subject.night(), HISTORY_DAYS, dice));
        }
        for (int night = subject.night() + 1; night <= story.lastNight(); night++) {
            Dice tonight = new Dice(world.seed(), LICENCE, subject.index(), night);
            if (tonight.chance(NEW)) {
                story.tell(night, licence(subject, number++, night, 12, tonight));
            }
        }
    }

    private Fact licence(Subject subject, int number, int night, int withinDays, Dice dice) {
        Permit permit = dice.of(world.words().permits());
        Place place = subject.place();
        long age = world.date(night).toEpochDay() - subject.established().toEpochDay();
        LocalDate decided = world.date(night).minusDays(dice.between(1, (int) Math.max(1, Math.min(age, withinDays))));
        Map<String, Object> values = new HashMap<>();
        Party.put(subject, values, dice);
        String serial = String.valueOf(1000 + subject.index() % 90_000 * 10 + number);
        values.put("document_name", permit.documentName());
        values.put(
                "document_number",
                place.shortCity().charAt(0) + place.shortCounty() + permit.document() + "〔" + decided.getYear() + "〕"
                        + serial + "号");
        values.put("licence_category", permit.category());
        values.put("certificate_name", permit.certificate());
        values.put("certificate_number", "JY" + place.code() + (1_000_000 + dice.below(9_000_000)));
        values.put("content", permit.content());
        values.put("decision_date", decided);
        values.put("licence_from", decided);
        values.put(
                "licence_to",
                permit.years() == 0
                        ? Dates.NO_END
                        : decided.plusYears(permit.years()).minusDays(1));
        values.put("authority", place.fullName() + permit.authority());
        values.put("authority_uscc", world.codes().authority(place, permit.authority()));
        values.put("status", "1");
        values.put("reporting_department", place.fullName() + permit.authority());
        String id = "licence:" + subject.key() + ":" + number;
        return world.naming().told(subject, new Fact(id, subject.key(), subject.uscc(), values), decided);
    }
}
