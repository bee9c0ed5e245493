package io.creditlake.generate;

import io.creditlake.generate.Subject.Person;
import io.creditlake.generate.Subject.Relation;
import io.creditlake.generate.Vocabulary.Trade;
import io.creditlake.standards.Industries;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

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
    private final Lineage lineage;
    private final Naming naming;

    World(GenerateOptions options, Places places, Industries industries, Vocabulary words) {
        this.options = options;
        this.places = places;
        this.industries = industries;
        this.words = words;
        this.names = new Names(words, options.seed());
        this.codes = new Codes(options.seed());
        this.lineage = new Lineage(options, names, words);
        this.naming = new Naming(options, words);
    }

    /** The subject of an index. */
    Subject subject(long index) {
        Dice dice = new Dice(options.seed(), SUBJECT, index);
        SubjectKind kind = kind(dice);
        Place place = places.pick(dice);
        Subject parent = kind == SubjectKind.ENTERPRISE ? company(lineage.parent(index)) : null;
        Subject twin = kind == SubjectKind.ENTERPRISE && parent == null ? twin(index, place) : null;
        LocalDate established = established(index, parent, dice);
        boolean old = established.isBefore(REFORM);
        boolean namesake = index % NAMESAKES == 1;
        Trade trade = parent != null ? parent.trade() : twin != null ? twin.trade() : trade(index);
        SubjectName own = names.of(kind, place, names.tradeName(namesake ? index - 1 : index), trade, dice);
        SubjectName name = parent != null
                ? parent.fullName().withBranch(Lineage.branch(index - parent.index(), place))
                : twin != null ? own.like(twin.fullName(), place) : own;
        String uscc = codes.uscc(kind, place, index, old);
        String taxNumber = old && dice.chance(0.5) ? place.code() + uscc.substring(8, 17) : uscc;
        Person person = new Person("P" + index, names.person(dice), codes.citizenNumber(index));
        return new Subject(
                index,
                firstNight(index),
                kind,
                name,
                uscc,
                old && kind.isMarketEntity() ? codes.registrationNumber(place, index) : null,
                taxNumber,
                place,
                trade,
                parent != null && index % 2 == 0 ? parent.representative() : person,
                established,
                namesake || index % NAMESAKES == 0,
                new Relation(parent == null ? "" : parent.key(), twin == null ? "" : twin.key()),
                lineage.past(index, name, established));
    }

    /** The company of an index, from whose name others are made; null when that is none. */
    private Subject company(OptionalLong index) {
        Subject subject = index.isPresent() ? subject(index.getAsLong()) : null;
        return subject != null && subject.fullName().form().endsWith("公司") ? subject : null;
    }

    /** Names are given once in a prefecture. */
    private Subject twin(long index, Place place) {
        Subject twin = company(lineage.twin(index));
        return twin != null && !twin.place().city().equals(place.city()) ? twin : null;
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

    /** A branch is no older than its parent. */
    private LocalDate established(long index, Subject parent, Dice dice) {
        int night = firstNight(index);
        if (night > 1) {
            return options.date(night).minusDays(dice.between(1, 7));
        }
        long days = options.start().toEpochDay() - OLDEST.toEpochDay() - 400;
        LocalDate established = OLDEST.plusDays(days <= 0 ? 0 : dice.below((int) days));
        return parent != null && established.isBefore(parent.established()) ? parent.established() : established;
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

    Naming naming() {
        return naming;
    }

    Codes codes() {
        return codes;
    }

    Vocabulary words() {
        return words;
    }
}
