package io.creditlake.standards.compare;

import io.creditlake.standards.NameParts;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.Regions;

/**
 * The name of an organisation, split and brought to letters, digits and Chinese characters: what is compared. Parts that
 * a name does not have are empty.
 *
 * @param key the whole name, as {@link OrganisationName#key}
 * @param trade the trade name, 字号, without 集团
 * @param industry the trade, 行业
 * @param form the form of organisation in one spelling, without the notes 个体工商户 and 有限合伙
 * @param region the code of the region the name bears; its text where several regions bear it; {@code CN} for 中国
 * @param branch what follows the form of the parent
 */
record ComparableName(String key, String trade, String industry, String form, String region, String branch) {
    static final String COUNTRY = "CN";
    private static final char SEPARATOR = '|';
    private static final String GROUP = "集团";
    private static final String[] NOTES = {"个体工商户", "特殊普通合伙", "有限合伙", "普通合伙"};

    /** A name that was split; null when nothing of it is left. */
    static ComparableName of(NameParts parts, Regions regions) {
        String key = OrganisationName.key(parts.name());
        if (key == null) {
            return null;
        }
        String trade = letters(parts.trade());
        String form = form(letters(parts.form()));
        if (trade.endsWith(GROUP) && trade.length() > GROUP.length() + 1) {
            trade = trade.substring(0, trade.length() - GROUP.length());
            form = GROUP + form;
        }
        return new ComparableName(
                key, trade, letters(parts.industry()), form, region(parts.region(), regions), letters(parts.branch()));
    }

    private static String region(String name, Regions regions) {
        if (name == null) {
            return "";
        }
        String code = regions.normalise(name);
        return name.equals("中国") ? COUNTRY : code == null ? letters(name) : code;
    }

    private static String form(String letters) {
        String form = letters.replace("有限责任公司", "有限公司");
        for (String note : NOTES) {
            if (form.endsWith(note) && form.length() > note.length()) {
                form = form.substring(0, form.length() - note.length());
            }
        }
        return form;
    }

    private static String letters(String part) {
        return part == null ? "" : Letters.of(part);
    }

    /** The comparable form in one text, from which {@link #read} makes it again. */
    String text() {
        return String.join(String.valueOf(SEPARATOR), key, trade, industry, form, region, branch);
    }

    /** Reads a text; one that is not of that form is a key alone. */
    static ComparableName read(String text) {
        int a = text.indexOf(SEPARATOR);
        int b = text.indexOf(SEPARATOR, a + 1);
        int c = text.indexOf(SEPARATOR, b + 1);
        int d = text.indexOf(SEPARATOR, c + 1);
        int e = text.indexOf(SEPARATOR, d + 1);
        if (a < 0 || b < 0 || c < 0 || d < 0 || e < 0) {
            return new ComparableName(text, "", "", "", "", "");
        }
        return new ComparableName(
                text.substring(0, a),
                text.substring(a + 1, b),
                text.substring(b + 1, c),
                text.substring(c + 1, d),
                text.substring(d + 1, e),
                text.substring(e + 1));
    }

    /** The name of the parent without region: trade name, industry and form. */
    String core() {
        return trade + industry + form;
    }
}
