package io.creditlake.infer;

import io.creditlake.standards.Blank;
import io.creditlake.standards.Dates;
import io.creditlake.standards.Regions;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one column holds, seen value by value in bounded memory. */
final class Profile {
    private static final int MOST_NULL_WORDS = 8;
    private static final int MOST_VALUES = 64;
    private static final int LONGEST_CODE = 20;
    private static final int LONGEST_COUNTED = 1000;
    /** After so many values only the looks that a good part of them had are tried. */
    private static final int TELLING = 2000;

    private static final double POSSIBLE = 0.2;

    private final Regions regions;
    private final Distinct distinct = new Distinct();
    private final Map<String, Long> nullWords = new TreeMap<>();
    private final Map<String, Long> values = new HashMap<>();
    private final Map<Look, Long> looks = new EnumMap<>(Look.class);
    private final Map<String, Long> prefectures = new TreeMap<>();
    private Set<Look> tried = EnumSet.allOf(Look.class);
    private boolean fewValues = true;
    private final int[] lengths = new int[LONGEST_COUNTED + 1];
    private long negative;
    private long rows;
    private long filled;
    private long letters;
    private int longest;

    Profile(Regions regions) {
        this.regions = regions;
    }

    /** Looks at a value; gives the day it names in days since 1970-01-01, {@link Dates#NONE} when it names none. */
    int add(String text) {
        rows++;
        if (Blank.isBlank(text)) {
            countNullWord(text == null ? "" : text.replace('\u3000', ' ').strip());
            return Dates.NONE;
        }
        filled++;
        letters += text.length();
        longest = Math.max(longest, text.length());
        lengths[Math.min(text.length(), LONGEST_COUNTED)]++;
        negative += text.startsWith("-") ? 1 : 0;
        distinct.add(text);
        count(text);
        if (filled == TELLING) {
            tried.removeIf(look -> share(look) < POSSIBLE);
        }
        int day = Dates.NONE;
        for (Look look : tried) {
            if (look.fits(text, regions)) {
                looks.merge(look, 1L, Long::sum);
                if (look == Look.USCC) {
                    prefectures.merge(regions.prefecture(Uscc.region(Uscc.normalise(text))), 1L, Long::sum);
                }
                day = look == Look.DATE || look == Look.SERIAL ? Dates.parseEpochDay(text) : day;
            }
        }
        return day;
    }

    private void countNullWord(String word) {
        if (!word.isEmpty() && (nullWords.size() < MOST_NULL_WORDS || nullWords.containsKey(word))) {
            nullWords.merge(word, 1L, Long::sum);
        }
    }

    private void count(String text) {
        if (fewValues) {
            values.merge(text.length() > LONGEST_CODE ? "" : Text.clean(text), 1L, Long::sum);
            fewValues = values.size() <= MOST_VALUES && !values.containsKey("");
            if (!fewValues) {
                values.clear();
            }
        }
    }

    long rows() {
        return rows;
    }

    /** Values that say something. */
    long filled() {
        return filled;
    }

    double blankShare() {
        return rows == 0 ? 0 : 1 - filled / (double) rows;
    }

    long distinct() {
        return distinct.count();
    }

    int longest() {
        return longest;
    }

    /** Characters of a value on average. */
    double meanLength() {
        return filled == 0 ? 0 : letters / (double) filled;
    }

    /** Share of the values that begin with a minus. */
    double negativeShare() {
        return filled == 0 ? 0 : negative / (double) filled;
    }

    /** Share of the values longer than some characters, of which a thousand are told apart. */
    double shareLongerThan(int characters) {
        long longer = Arrays.stream(lengths).skip(characters + 1L).sum();
        return filled == 0 ? 0 : longer / (double) filled;
    }

    /** Prefectures that unified codes name, with how many. */
    Map<String, Long> prefectures() {
        return prefectures;
    }

    /** Words for nothing, with how often they stand there. */
    Map<String, Long> nullWords() {
        return nullWords;
    }

    /** The different values with how often they stand there, when they are few and short; else empty. */
    Map<String, Long> values() {
        return values;
    }

    /** Share of the values that look like something; a look that hardly any value had counts for none. */
    double share(Look look) {
        return filled == 0 ? 0 : looks.getOrDefault(look, 0L) / (double) filled;
    }
}
