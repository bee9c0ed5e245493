package io.creditlake.generate;

import io.creditlake.generate.Telling.Repetition;
import io.creditlake.generate.Vocabulary.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Penalties: most subjects have none, some have several; now and then one is put right. */
final class PenaltyFacts implements FactMaker {
    private static final long PENALTY = 30;
    private static final int HISTORY_DAYS = 3 * 365;
    private static final double NEW = 0.015;
    private static final double CORRECTED = 0.008;
    private static final double AGAINST_PERSON = 0.1;

    private final World world;

    PenaltyFacts(World world) {
        this.world = world;
    }

    @Override
    public String recordClass() {
        return "penalty";
    }

    @Override
    public void tell(Subject subject, Story story) {
        Dice dice = new Dice(world.seed(), PENALTY, subject.index());
        List<Fact> told = new ArrayList<>();
        int history = dice.chance(0.3) ? dice.between(1, 4) : 0;
        while (told.size() < history) {
            told.add(penalty(subject, told.size(), subject.night(), HISTORY_DAYS, dice));
            story.tell(subject.night(), told.get(told.size() - 1));
        }
        for (int night = subject.night() + 1; night <= story.lastNight(); night++) {
            Dice tonight = new Dice(world.seed(), PENALTY, subject.index(), night);
            boolean another = tonight.chance(NEW);
            boolean corrected = tonight.chance(CORRECTED) && !told.isEmpty();
            if (corrected) {
                correct(told, tonight.below(told.size()), night, story);
            }
            if (another) {
                told.add(penalty(subject, told.size(), night, 12, tonight));
                story.tell(night, told.get(told.size() - 1));
            }
        }
    }

    /** The fine turns out to be twice as high. */
    private static void correct(List<Fact> told, int index, int night, Story story) {
        Fact fact = told.get(index);
        if (fact.value("fine") instanceof BigDecimal fine && story.isClean(fact.id())) {
            Fact corrected = fact.with("fine", fine.add(fine)).with("remarks", "更正罚款金额");
            told.set(index, corrected);
            story.retell(night, corrected, Repetition.CORRECTION);
        }
    }

    private Fact penalty(Subject subject, int number, int night, int withinDays, Dice dice) {
        Violation violation = dice.of(world.words().violations());
        long age = world.date(night).toEpochDay() - subject.established().toEpochDay();
        LocalDate decided = world.date(night).minusDays(dice.between(1, (int) Math.max(1, Math.min(age, withinDays))));
        Map<String, Object> values = new HashMap<>();
        boolean person = dice.chance(AGAINST_PERSON);
        if (person) {
            Party.putPerson(subject, values);
        } else {
            Party.put(subject, values, dice);
        }
        putDecision(subject, number, violation, decided, values);
        putContent(violation, values, dice);
        values.put("publicity_end", decided.plusMonths(violation.publicityMonths()));
        values.put("effective_until", dice.chance(0.3) ? decided.plusYears(5) : null);
        String id = "penalty:" + subject.key() + ":" + number;
        return person
                ? new Fact(id, subject.representative().key(), null, values)
                : world.naming().told(subject, new Fact(id, subject.key(), subject.uscc(), values), decided);
    }

    private void putDecision(
            Subject subject, int number, Violation violation, LocalDate decided, Map<String, Object> values) {
        Place place = subject.place();
        String serial = String.valueOf(100 + subject.index() % 90_000 * 10 + number);
        values.put(
                "document_number",
                "鲁" + place.shortCity().charAt(0) + place.shortCounty() + violation.document() + "〔" + decided.getYear()
                        + "〕" + serial + "号");
        values.put("violation_type", violation.name());
        values.put("facts", violation.facts());
        values.put("penalty_basis", violation.basis());
        values.put("penalty_type", violation.types());
        values.put("decision_date", decided);
        values.put("authority", place.fullName() + violation.authority());
        values.put("authority_uscc", world.codes().authority(place, violation.authority()));
        values.put("reporting_department", place.fullName() + violation.authority());
    }

    private static void putContent(Violation violation, Map<String, Object> values, Dice dice) {
        StringBuilder content = new StringBuilder();
        if (violation.types().contains("罚款")) {
            // Most fines are round; some end in single yuan and a few in cents.
            int step = dice.chance(0.8) ? 500 : 1;
            int yuan = dice.between(violation.minFine() / step, violation.maxFine() / step) * step;
            values.put("fine", BigDecimal.valueOf(yuan * 100L + (dice.chance(0.05) ? dice.below(100) : 0), 2));
            content.append("罚款").append(values.get("fine")).append("元");
        }
        if (violation.types().contains("没收")) {
            values.put("confiscated", BigDecimal.valueOf(dice.between(1, 40) * 5_000L, 2));
            content.append("；没收违法所得").append(values.get("confiscated")).append("元");
        }
        if (violation.types().contains("吊销")) {
            values.put("licence_revoked", "营业执照");
            content.append("；吊销营业执照");
        }
        values.put("content", content.isEmpty() ? "警告" : content.toString());
    }
}
