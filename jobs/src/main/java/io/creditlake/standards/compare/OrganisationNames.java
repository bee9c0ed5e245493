package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/**
 * Names of organisations, compared by their parts. The region at the front, which neighbours have in common, never weighs
 * by its length; a branch is never its parent; a trade name in another industry or city is another subject's.
 */
final class OrganisationNames implements Likeness {
    private static final List<String> LEVELS =
            List.of("same", "same_parts", "compatible", "alike", "near", "namesake", "branch", "different");
    private static final int SAME = 0;
    private static final int SAME_PARTS = 1;
    private static final int COMPATIBLE = 2;
    private static final int ALIKE = 3;
    private static final int NEAR = 4;
    private static final int NAMESAKE = 5;
    private static final int BRANCH = 6;
    private static final int DIFFERENT = 7;

    private static final int SHORTEST_WHOLE = 6;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public List<String> termLevels() {
        return LEVELS.subList(SAME, ALIKE);
    }

    @Override
    public List<String> terms() {
        return List.of("trade_name");
    }

    @Override
    public String term(String value) {
        String trade = ComparableName.read(value).trade();
        return trade.isEmpty() ? null : trade;
    }

    @Override
    public int level(String left, String right) {
        if (left.equals(right)) {
            return SAME;
        }
        ComparableName a = ComparableName.read(left);
        ComparableName b = ComparableName.read(right);
        if (a.key().equals(b.key())) {
            return SAME;
        }
        int parents = parents(a, b);
        if (a.branch().equals(b.branch())) {
            return !a.branch().isEmpty() || !appends(a, b) ? parents : BRANCH;
        }
        if (parents >= NAMESAKE) {
            return parents;
        }
        return sameBranch(a.branch(), b.branch()) ? Math.max(parents, ALIKE) : BRANCH;
    }

    /** Two writings of one branch: 济南分公司 and 济南市分公司, or a slip in one. */
    private static boolean sameBranch(String a, String b) {
        return !a.isEmpty()
                && !b.isEmpty()
                && switch (Edits.one(a, b)) {
                    case NONE, ALIKE, SWAPPED -> true;
                    case MISSING -> withoutSuffixes(a).equals(withoutSuffixes(b));
                    case REPLACED, MORE -> false;
                };
    }

    private static String withoutSuffixes(String branch) {
        return branch.replace("市", "").replace("区", "").replace("县", "");
    }

    /** Whether one is a whole name with something behind it: 某某药店 and 某某药店一分店. */
    private static boolean appends(ComparableName a, ComparableName b) {
        return isAppended(a, b.core()) || isAppended(b, a.core());
    }

    private static boolean isAppended(ComparableName whole, String longer) {
        String core = whole.core();
        return !whole.form().isEmpty()
                && !whole.trade().isEmpty()
                && longer.startsWith(core)
                && isOwnPart(longer, core.length())
                && !isNote(longer, core.length());
    }

    /** Two characters or a number; one character more is a slip. */
    private static boolean isOwnPart(String key, int start) {
        return start + 2 <= key.length() || Letters.areDigits(key, start, start + 1);
    }

    private static boolean isNote(String key, int start) {
        return key.startsWith("个体工商户", start) || key.startsWith("有限合伙", start) || key.startsWith("普通合伙", start);
    }

    /** The level of two names without their branches. */
    private static int parents(ComparableName a, ComparableName b) {
        if (isWithoutRegion(a, b) || isWithoutRegion(b, a)) {
            return SAME_PARTS;
        }
        boolean elsewhere = PartsOfNames.areElsewhere(a.region(), b.region());
        if (a.trade().isEmpty() || b.trade().isEmpty()) {
            return !elsewhere && a.trade().equals(b.trade()) && a.core().equals(b.core()) ? SAME_PARTS : slip(a, b);
        }
        boolean elseThan = elsewhere || !PartsOfNames.areFormsCompatible(a.form(), b.form());
        if (a.trade().equals(b.trade())) {
            if (elseThan || !PartsOfNames.areIndustriesCompatible(a.industry(), b.industry())) {
                return NAMESAKE;
            }
            return a.core().equals(b.core()) ? SAME_PARTS : COMPATIBLE;
        }
        if (!elseThan && PartsOfNames.areIndustriesCompatible(a.industry(), b.industry())) {
            int trade = trade(a.trade(), b.trade());
            if (trade < DIFFERENT) {
                // A slip and an abbreviation beside it, or a region left out, are two things that differ.
                boolean restIsSame = a.industry().equals(b.industry())
                        && a.form().equals(b.form())
                        && a.region().equals(b.region());
                return restIsSame ? trade : NEAR;
            }
        }
        return elsewhere ? DIFFERENT : slip(a, b);
    }

    /** Whether one is the other without its region, though its trade name begins like a region's: 泰和兴商贸. */
    private static boolean isWithoutRegion(ComparableName without, ComparableName with) {
        return !with.region().isEmpty() && without.key().equals(with.core());
    }

    /** The level of two trade names that are not equal. */
    private static int trade(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        return switch (Edits.one(a, b)) {
            case ALIKE -> ALIKE;
            // 诚通 and 通诚 may well be two.
            case MISSING, SWAPPED -> shorter >= 3 ? ALIKE : NEAR;
            // Of two characters one is half of the name: 瑞丰 and 瑞祥 are two.
            case REPLACED -> shorter >= 3 ? NEAR : DIFFERENT;
            case NONE, MORE -> a.length() == b.length() && Alike.sound(a).equals(Alike.sound(b)) ? ALIKE : DIFFERENT;
        };
    }

    /**
     * One slip somewhere in the whole names, which has kept one of both from being split rightly: 商贸 written 商货. Where
     * both are split, the parts have told already.
     */
    private static int slip(ComparableName a, ComparableName b) {
        boolean bothSplit = !a.industry().isEmpty()
                && !b.industry().isEmpty()
                && !a.form().isEmpty()
                && !b.form().isEmpty()
                && a.region().isEmpty() == b.region().isEmpty();
        if (bothSplit || Math.min(a.key().length(), b.key().length()) < SHORTEST_WHOLE) {
            return DIFFERENT;
        }
        return switch (Edits.one(a.key(), b.key())) {
            case ALIKE, SWAPPED -> ALIKE;
            // What differs in trade names has been judged as such.
            case REPLACED, MISSING -> isInTrade(a, b) || isInTrade(b, a) ? DIFFERENT : ALIKE;
            case NONE, MORE -> DIFFERENT;
        };
    }

    /** Whether what differs lies in the trade name of the first, which is the shorter one or split as the other. */
    private static boolean isInTrade(ComparableName a, ComparableName b) {
        int differs = Edits.start(a.key(), b.key());
        int trade = a.key().indexOf(a.trade());
        return !a.trade().isEmpty()
                && a.trade().length() <= b.trade().length()
                && differs >= trade
                && differs < trade + a.trade().length();
    }

    @Override
    public List<String> parts() {
        return List.of("name", "trade_name", "trade_name_sound", "trade_name_less_one", "core", "prefecture");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        ComparableName name = ComparableName.read(value);
        if (part.equals("name")) {
            found.accept(name.key());
            return;
        }
        if (part.equals("prefecture")) {
            RegionCodes.prefecture(name.region(), found);
            return;
        }
        String trade = name.trade();
        if (trade.isEmpty()) {
            return;
        }
        String rest = name.industry().isEmpty() ? name.form() : name.industry();
        switch (part) {
            case "trade_name" -> found.accept(trade);
            case "trade_name_sound" -> found.accept(Alike.sound(trade));
            case "core" -> found.accept(name.core() + name.branch());
            case "trade_name_less_one" -> lessOne(trade, rest, found);
            default -> throw new IllegalArgumentException(part);
        }
    }

    /**
     * The trade name and what is left of it without each one of its characters, with the industry (the form where there is
     * none): two that are one edit apart have one in common.
     */
    private static void lessOne(String trade, String rest, Consumer<String> found) {
        found.accept(trade + '|' + rest);
        for (int i = 0; trade.length() > 1 && i < trade.length(); i++) {
            found.accept(trade.substring(0, i) + trade.substring(i + 1) + '|' + rest);
        }
    }
}
