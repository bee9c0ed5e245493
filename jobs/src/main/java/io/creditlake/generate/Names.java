package io.creditlake.generate;

import io.creditlake.generate.Vocabulary.Trade;
import java.util.List;

/** Names that nobody else in the world bears, and names of people, which may come again as in life. */
final class Names {
    /** As names of firms bear it. */
    static final String PROVINCE = "山东";

    private final String characters;
    private final String surnames;
    private final String given;
    private final Vocabulary words;
    private final Shuffle pairs;
    private final Shuffle triples;

    Names(Vocabulary words, long seed) {
        this.words = words;
        characters = words.characters("trade");
        surnames = words.characters("surnames");
        given = words.characters("given");
        long count = characters.length();
        pairs = new Shuffle(count * count, seed + 21);
        triples = new Shuffle(count * count * count, seed + 22);
    }

    /** A trade name (字号): two characters for the first thousands, three for as many as there are, then four. */
    String tradeName(long index) {
        long count = characters.length();
        long two = count * count;
        long three = two * count;
        if (index < two) {
            return spell(pairs.of(index), 2);
        }
        if (index < two + three) {
            return spell(triples.of(index - two), 3);
        }
        long beyond = index - two - three;
        return spell(pairs.of(beyond / two % two), 2) + spell(pairs.of(beyond % two), 2);
    }

    private String spell(long number, int length) {
        char[] name = new char[length];
        long rest = number;
        for (int i = 0; i < length; i++) {
            name[i] = characters.charAt((int) (rest % characters.length()));
            rest /= characters.length();
        }
        return new String(name);
    }

    /** A trade name that a subject bore before: from the end of the list, where worlds up to half of it have none. */
    String formerTradeName(long index) {
        long count = characters.length();
        long two = count * count;
        long three = two * count;
        return tradeName(index < three / 2 ? two + three - 1 - index : two + three + two * two / 2 + index);
    }

    /** The name of a subject by the custom of its kind: region, trade name, trade, form. */
    SubjectName of(SubjectKind kind, Place place, String tradeName, Trade trade, Dice dice) {
        String form = dice.of(words.words(kind.forms()));
        return switch (kind) {
            case ENTERPRISE -> enterprise(place, tradeName, trade, form, dice);
            case INDIVIDUAL_BUSINESS -> name(place.county(), tradeName, trade.word(), form);
            case SOCIAL_ORGANISATION -> name(place.city(), tradeName, trade.word(), form);
            case INSTITUTION -> name(place.fullName(), tradeName, "", form);
        };
    }

    private SubjectName enterprise(Place place, String tradeName, Trade trade, String form, Dice dice) {
        int style = dice.below(20);
        SubjectName common = name(place.shortCity(), tradeName, trade.word(), form);
        return switch (style) {
            case 0, 1 -> common.withRegion(place.shortCity(), true);
            case 2 -> common.withTradeName(dice.of(words.words("letters")) + tradeName);
            case 3, 4, 5 -> common.withRegion(PROVINCE, false);
            default -> common;
        };
    }

    private static SubjectName name(String region, String tradeName, String word, String form) {
        return new SubjectName(region, false, tradeName, word, form, "");
    }

    /** The name of a person. */
    String person(Dice dice) {
        String name = String.valueOf(dice.of(surnames)) + dice.of(given);
        return dice.chance(0.6) ? name + dice.of(given) : name;
    }

    /** An address in the place. */
    String address(Place place, Dice dice) {
        List<String> streets = words.words("streets");
        return place.fullName() + dice.of(streets) + dice.between(1, 399) + "号";
    }
}
