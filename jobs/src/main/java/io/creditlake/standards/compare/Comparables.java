package io.creditlake.standards.compare;

import io.creditlake.standards.Dates;
import io.creditlake.standards.NameParts;
import io.creditlake.standards.NameSplitter;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.Regions;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes values comparable: all that can be told of one value alone is done here, once. */
public final class Comparables implements Serializable {
    private static final long serialVersionUID = 1L;
    /** More values of one column are not compared. */
    public static final int MOST = 8;

    private static final int LONGEST_NUMBER = 40;

    private final Regions regions;
    private final NameSplitter splitter;

    /** With the lists that names and addresses are split by. */
    public Comparables(Regions regions, NameSplitter splitter) {
        this.regions = regions;
        this.splitter = splitter;
    }

    /**
     * The comparable forms of values.
     *
     * @param values as they are in records; null ones count as nothing
     * @return distinct, ascending, at most {@value #MOST}; a name of an organisation that notes a former one gives both
     */
    public List<String> of(Kind kind, Iterable<String> values) {
        TreeSet<String> found = new TreeSet<>();
        for (String value : values) {
            if (value != null) {
                add(kind, value, found);
            }
        }
        return found.stream().limit(MOST).toList();
    }

    private void add(Kind kind, String value, Set<String> found) {
        if (kind == Kind.ORGANISATION_NAME) {
            addNames(value, found);
            return;
        }
        String comparable =
                switch (kind) {
                    case PERSON_NAME -> person(value);
                    case ADDRESS -> address(value);
                    case REGION -> regions.normalise(value);
                    case DATE -> day(value);
                    case MASKED_CODE -> code(value);
                    case TEXT -> text(value);
                    case CODE -> letters(value);
                    case NUMBER -> number(value);
                    case ORGANISATION_NAME -> throw new IllegalStateException("has several");
                };
        if (comparable != null && !comparable.isEmpty()) {
            found.add(comparable);
        }
    }

    private void addNames(String value, Set<String> found) {
        NameParts parts = splitter.split(value);
        ComparableName name = parts == null ? null : ComparableName.of(parts, regions);
        if (name != null) {
            found.add(name.text());
        }
        if (parts != null && parts.former() != null) {
            addNames(parts.former(), found);
        }
    }

    private static String person(String value) {
        String name = PersonName.normalise(value);
        return name == null ? null : name.replace("·", "").replace('＊', '*').replace('×', '*');
    }

    private String address(String value) {
        String clean = Text.clean(value);
        String letters = clean == null ? "" : Letters.of(clean);
        String local = letters.substring(Math.min(letters.length(), regions.endOfName(letters)));
        return local.isEmpty() ? letters : local;
    }

    private static String day(String value) {
        LocalDate day = Dates.isSentinel(value) ? null : Dates.parse(value);
        return day == null ? null : day.toString();
    }

    private static String code(String value) {
        String mask = Uscc.mask(value);
        return mask == null ? Uscc.normalise(value) : mask;
    }

    /** The words in upper case with one blank between them. */
    private static String text(String value) {
        String clean = Text.clean(value);
        if (clean == null) {
            return null;
        }
        StringBuilder words = new StringBuilder(clean.length());
        for (String word : clean.split(" ", -1)) {
            String letters = Letters.of(word);
            words.append(words.isEmpty() || letters.isEmpty() ? "" : " ").append(letters);
        }
        return words.toString();
    }

    private static String letters(String value) {
        String clean = Text.clean(value);
        return clean == null ? null : Letters.of(clean);
    }

    private static String number(String value) {
        String clean = Text.clean(value);
        if (clean == null || clean.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(clean.replace(",", ""));
            // A far exponent would be written out in zeros.
            return Math.abs(number.scale()) > LONGEST_NUMBER
                    ? null
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
