package io.creditlake.generate;

import io.creditlake.generate.Subject.Person;
import io.creditlake.generate.Vocabulary.Trade;
import io.creditlake.standards.Industries;
import java.time.LocalDate;
import java.util.List;

/** The subjects of the province, each made from the seed and its index alone. */
final class World {
    private static final long SUBJECT = 1;
    private static final long TRADE = 2;
    /** Unified codes replaced registration numbers from here on. */
    private static final LocalDate REFORM = LocalDate.of(2015, 10, 1);

    private static final LocalDate OLDEST = LocalDate.of(1996, 1, 1);
    /** One in so many bears the trade name of the subject before it. */
    private static final int NAMESAKES = 16;

    private final GenerateOptions options;
    private final Places places;
    private final Industries industries;
    private final Vocabulary words;
    private final Names names;
    private final Codes codes;

    World(GenerateOptions options, Places places, Industries industries, Vocabulary words) {
        this.options = options;
        this.places = places;
        this.industries = industries;
        this.words = words;
        this.names = new Names(words, options.seed());
        this.codes = new Codes(options.seed());
    }

    /** The subject of an index. */
    Subject subject(long index) {
        Dice dice = new Dice(options.seed(), SUBJECT, index);
        int night = firstNight(index);
        SubjectKind kind = kind(dice);
        Place place = places.pick(dice);
        LocalDate established = established(night, dice);
        boolean old = established.isBefore(REFORM);
        boolean namesake = index % NAMESAKES == 1;
        Trade trade = trade(index);
        String tradeName = names.tradeName(namesake ? index - 1 : index);
        String name = names.of(kind, place, tradeName, trade, dice);
        String uscc = codes.uscc(kind, place, index, old);
        String organisationCode = uscc.substring(8, 17);
        return new Subject(
                index,
                night,
                kind,
                name,
                uscc,
                old && kind.isMarketEntity() ? codes.registrationNumber(place, index) : null,
                old && dice.chance(0.5) ? place.code() + organisationCode : uscc,
                place,
                trade,
                new Person("P" + index, names.person(dice), codes.citizenNumber(index)),
                established,
                namesake || index % NAMESAKES == 0);
    }

    private int firstNight(long index) {
        long perNight = Math.max(1, options.subjects() / 500);
        return index < options.subjects() ? 1 : (int) ((index - options.subjects()) / perNight) + 2;
    }

    private static SubjectKind kind(Dice dice) {
        int percent = dice.below(100);
        if (percent < 75) {
            return SubjectKind.ENTERPRISE;
        }
        if (percent < 90) {
            return SubjectKind.INDIVIDUAL_BUSINESS;
        }
        return percent < 96 ? SubjectKind.SOCIAL_ORGANISATION : SubjectKind.INSTITUTION;
    }

    private LocalDate established(int night, Dice dice) {
        if (night > 1) {
            return options.date(night).minusDays(dice.between(1, 7));
        }
        long days = options.start().toEpochDay() - OLDEST.toEpochDay() - 400;
        return OLDEST.plusDays(days <= 0 ? 0 : dice.below((int) days));
    }

    /** Namesakes are never in the same trade. */
    private Trade trade(long index) {
        List<Trade> trades = words.trades();
        boolean namesake = index % NAMESAKES == 1;
        int own = new Dice(options.seed(), TRADE, namesake ? index - 1 : index).below(trades.size());
        return trades.get(namesake ? (own + 7) % trades.size() : own);
    }

    /** The date of a night. */
    LocalDate date(int night) {
        return options.date(night);
    }

    /** The name of an industry. */
    String industryName(String code) {
        return industries.name(code);
    }

    long seed() {
        return options.seed();
    }

    Names names() {
        return names;
    }

    Codes codes() {
        return codes;
    }

    Vocabulary words() {
        return words;
    }
}
