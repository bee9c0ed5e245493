package io.creditlake.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names as they are mistyped, cut short or written from memory.
 *
 * <ul>
 *   <li>{@code typo}: a character of the trade name or trade is one that looks or sounds like it, is lost, or has
 *       changed places with the next;
 *   <li>{@code no_region}: the region is left out;
 *   <li>{@code other_region}: the region is written otherwise or stands elsewhere;
 *   <li>{@code short_form}: the legal form is cut short;
 *   <li>{@code name_with_former}: the former name is noted behind the name, {@code 新名（原旧名）}.
 * </ul>
 */
final class NameSlips {
    private static final Map<String, List<String>> SHORT_FORMS = Map.of(
            "有限公司", List.of("公司", ""),
            "有限责任公司", List.of("公司", "责任公司"),
            "股份有限公司", List.of("股份公司", "公司"),
            "合伙企业（有限合伙）", List.of("合伙企业", "（有限合伙）"));

    private final Map<Character, String> alike = new HashMap<>();

    NameSlips(Vocabulary words) {
        for (String group : words.words("alike")) {
            for (int i = 0; i < group.length(); i++) {
                alike.merge(group.charAt(i), group.substring(0, i) + group.substring(i + 1), String::concat);
            }
        }
    }

    /** A name, and what happened to it. */
    record Slip(String kind, String name) {}

    /**
     * A slip in the name, as it stands on a day.
     *
     * @param name the name that the department means: today's or the former
     * @return empty when the name comes out right
     */
    Optional<Slip> slip(Subject subject, SubjectName name, LocalDate on, Dice dice) {
        int way = dice.below(100);
        Past past = subject.past();
        if (past.name() != null && !past.isRenamedAfter(on) && !name.equals(past.name()) && way < 60) {
            String former = past.name().text();
            return way < 30
                    ? Optional.of(new Slip("former_name", former))
                    : Optional.of(new Slip("name_with_former", name.text() + note(way) + former + "）"));
        }
        if (way < 35) {
            return slip("typo", name, typo(name, dice));
        }
        if (way < 50) {
            return slip("no_region", name, name.withRegion("", false));
        }
        if (way < 65) {
            return slip("other_region", name, otherRegion(name, subject.place(), dice));
        }
        return way < 80 ? slip("short_form", name, shortForm(name, dice)) : Optional.empty();
    }

    private static String note(int way) {
        return way < 50 ? "（原" : "（曾用名：";
    }

    private static Optional<Slip> slip(String kind, SubjectName name, SubjectName written) {
        return written.equals(name) ? Optional.empty() : Optional.of(new Slip(kind, written.text()));
    }

    private SubjectName typo(SubjectName name, Dice dice) {
        boolean inTrade = !name.word().isEmpty() && dice.chance(0.3);
        return inTrade ? name.withWord(typo(name.word(), dice)) : name.withTradeName(typo(name.tradeName(), dice));
    }

    private String typo(String text, Dice dice) {
        int at = dice.below(text.length());
        int way = dice.below(10);
        String others = alike.getOrDefault(text.charAt(at), "");
        if (way < 6 && !others.isEmpty()) {
            return text.substring(0, at) + dice.of(others) + text.substring(at + 1);
        }
        if (way < 8 && text.length() > 2) {
            return text.substring(0, at) + text.substring(at + 1);
        }
        int first = Math.min(at, text.length() - 2);
        return text.substring(0, first) + text.charAt(first + 1) + text.charAt(first) + text.substring(first + 2);
    }

    /** The same region in more words, in fewer, or in brackets. */
    private static SubjectName otherRegion(SubjectName name, Place place, Dice dice) {
        boolean province = name.region().equals(Names.PROVINCE);
        String near = province ? Names.PROVINCE : place.shortCity();
        List<SubjectName> ways = new ArrayList<>(List.of(
                name.withRegion(near, true),
                name.withRegion(near, false),
                name.withRegion(province ? "山东省" : place.city(), false)));
        if (!province) {
            ways.add(name.withRegion("山东省" + place.city(), false));
            ways.add(name.withRegion(Names.PROVINCE + place.shortCity(), false));
            ways.add(name.withRegion(place.fullName(), false));
        }
        ways.remove(name);
        return dice.of(ways);
    }

    private static SubjectName shortForm(SubjectName name, Dice dice) {
        List<String> forms = SHORT_FORMS.get(name.form());
        return forms == null || !name.branch().isEmpty() ? name : name.withForm(dice.of(forms));
    }
}
