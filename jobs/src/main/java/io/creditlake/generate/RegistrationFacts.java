package io.creditlake.generate;

import io.creditlake.generate.Telling.Repetition;
import io.creditlake.standards.Dates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The register: one entry a market entity, which changes now and then. */
final class RegistrationFacts implements FactMaker {
    private static final long REGISTRATION = 10;
    private static final double CHANGES = 0.012;

    private final World world;

    RegistrationFacts(World world) {
        this.world = world;
    }

    @Override
    public String recordClass() {
        return "registration";
    }

    @Override
    public void tell(Subject subject, Story story) {
        if (!subject.kind().isMarketEntity()) {
            return;
        }
        Fact fact = first(subject);
        story.tell(subject.night(), fact);
        for (int night = subject.night() + 1; night <= story.lastNight(); night++) {
            Dice dice = new Dice(world.seed(), REGISTRATION, subject.index(), night);
            if (dice.chance(CHANGES)) {
                fact = changed(fact, night, dice);
                story.retell(night, fact, Repetition.CHANGE);
            }
        }
    }

    private Fact first(Subject subject) {
        Dice dice = new Dice(world.seed(), REGISTRATION, subject.index());
        LocalDate told = world.date(subject.night());
        LocalDate established = subject.established();
        long age = told.toEpochDay() - established.toEpochDay();
        Map<String, Object> values = new HashMap<>();
        Party.putRegistered(subject, values);
        values.put(
                "entity_id",
                "3700" + String.valueOf(100_000_000_000L + subject.index()).substring(1));
        values.put("entity_type", subject.kind() == SubjectKind.ENTERPRISE ? "内资企业" : "个体工商户");
        values.put("status", status(subject.night(), dice));
        values.put("legal_representative", subject.representative().name());
        values.put("industry", subject.trade().industry());
        values.put("industry_name", subject.trade().word());
        values.put("registered_capital", capital(subject, dice));
        values.put("capital_currency", "人民币");
        values.put("established_on", established);
        values.put("approved_on", told.minusDays(age < 2 ? 1 : dice.between(1, (int) age)));
        values.put("operates_from", established);
        values.put(
                "operates_to",
                dice.chance(0.6) ? Dates.NO_END : established.plusYears(40).minusDays(1));
        values.put("address", world.names().address(subject.place(), dice));
        values.put("region", subject.place().code());
        values.put("registration_authority", subject.place().fullName() + "市场监督管理局");
        values.put("business_scope", subject.trade().scope());
        return new Fact("registration:" + subject.key(), subject.key(), subject.uscc(), values);
    }

    private static String status(int night, Dice dice) {
        int percent = dice.below(100);
        if (night > 1 || percent < 60) {
            return "open";
        }
        return percent < 92 ? "continuing" : percent < 97 ? "deregistered" : "revoked";
    }

    private static BigDecimal capital(Subject subject, Dice dice) {
        boolean enterprise = subject.kind() == SubjectKind.ENTERPRISE;
        int wan = enterprise ? dice.between(1, 200) * 10 : dice.between(1, 30);
        return BigDecimal.valueOf(wan * 10_000L * 100, 2);
    }

    private Fact changed(Fact fact, int night, Dice dice) {
        Fact dated = fact.with("approved_on", world.date(night).minusDays(1));
        return switch (dice.below(3)) {
            case 0 -> dated.with("status", fact.value("status").equals("open") ? "deregistered" : "open");
            case 1 -> dated.with("legal_representative", world.names().person(dice));
            default -> {
                BigDecimal capital = (BigDecimal) fact.value("registered_capital");
                yield dated.with("registered_capital", capital.add(BigDecimal.valueOf(100_000_000, 2)));
            }
        };
    }
}
