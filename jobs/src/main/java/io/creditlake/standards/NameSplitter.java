package io.creditlake.standards;

import io.creditlake.standards.NameWords.Kind;
import java.io.Serializable;

/** Splits names of organisations, from their ends inwards. */
public final class NameSplitter implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 120;
    /** Forms that a parent of a branch has; shorter ones (店, 部) stand within names too often. */
    private static final String[] PARENTS = {"有限责任公司", "有限公司", "股份公司", "集团公司", "总公司", "银行", "合作社", "公司", "集团"};

    private final Regions regions;
    private final NameWords words;

    /** A splitter that knows these regions and words. */
    public NameSplitter(Regions regions, NameWords words) {
        this.regions = regions;
        this.words = words;
    }

    /** The parts of a name, however it is written; null when the text says nothing. */
    public NameParts split(String text) {
        String whole = OrganisationName.normalise(text);
        if (whole == null) {
            return null;
        }
        int note = OrganisationName.startOfFormerName(whole);
        String name = note < 0 ? whole : whole.substring(0, note);
        String former = note < 0 ? null : OrganisationName.formerName(whole);
        if (name.length() > LONGEST) {
            return new NameParts(name, former, null, null, null, null, null);
        }
        int branch = startOfBranch(name);
        return new Pieces(name.substring(0, branch))
                .parts(name, former, branch == name.length() ? null : name.substring(branch));
    }

    /** Where a branch's own part begins: behind the form of its parent, when it ends as a branch does. */
    private int startOfBranch(String name) {
        int last = words.start(Kind.BRANCH, name, 0, name.length());
        if (last < name.length()) {
            for (String form : PARENTS) {
                int at = name.indexOf(form);
                int end = at + form.length();
                if (at > 0 && end <= last && end < name.length()) {
                    return end;
                }
            }
        }
        return name.length();
    }

    /** A name without branch, and how much of it is not yet told. */
    private final class Pieces {
        private final String text;
        private int start;
        private int end;

        Pieces(String text) {
            this.text = text;
            this.end = text.length();
        }

        NameParts parts(String name, String former, String branch) {
            String form = form();
            String region = region();
            int industry = industry();
            if (region != null && start == industry) {
                // 宝山钢铁: what begins like a region is the trade name.
                start = 0;
                region = null;
            }
            String told = industry == end ? null : text.substring(industry, end);
            end = industry;
            String bracketed = bracketed();
            String trade = trade(bracketed);
            if (trade == null && region != null && bracketed != null) {
                // 泰和（济南）商贸: the region is told in brackets.
                start = 0;
                region = null;
                trade = trade(bracketed);
            }
            return new NameParts(name, former, region == null ? bracketed : region, trade, told, form, branch);
        }

        /** The form with the brackets behind it. */
        private String form() {
            int word = end;
            while (word > 0 && text.charAt(word - 1) == '）') {
                int open = text.lastIndexOf('（', word - 1);
                if (open <= 0) {
                    break;
                }
                word = open;
            }
            int from = words.start(Kind.FORM, text, 1, word);
            if (from == word) {
                return null;
            }
            String form = text.substring(from, end);
            end = from;
            return form;
        }

        private String region() {
            String rest = text.substring(0, end);
            if (rest.startsWith("（")) {
                return null;
            }
            start = rest.startsWith("中国") ? 2 : Math.min(regions.endOfName(rest), end);
            return start == 0 ? null : rest.substring(0, start);
        }

        /** Where the words of industries begin that stand before the form. */
        private int industry() {
            int from = end;
            while (true) {
                int next = words.start(Kind.INDUSTRY, text, start, from);
                if (next == from) {
                    return from;
                }
                from = next;
            }
        }

        /** A region in brackets within the trade name: 某某（山东）. */
        private String bracketed() {
            int open = text.indexOf('（', start);
            int close = open < 0 ? -1 : text.indexOf('）', open);
            if (close < 0 || close >= end) {
                return null;
            }
            String inside = text.substring(open + 1, close);
            boolean region = inside.equals("中国") || (!inside.isEmpty() && regions.endOfName(inside) == inside.length());
            return region ? inside : null;
        }

        private String trade(String bracketed) {
            String trade = text.substring(start, end);
            if (bracketed != null) {
                String note = "（" + bracketed + "）";
                if (trade.endsWith(note)) {
                    trade = trade.substring(0, trade.length() - note.length());
                } else if (trade.startsWith(note)) {
                    trade = trade.substring(note.length());
                }
            }
            return trade.isEmpty() ? null : trade;
        }
    }
}
