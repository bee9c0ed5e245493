package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import java.util.regex.Pattern;

/** What takes or gives rests on an article of a law; what is marked as ours may name the document alone. */
final class BasisCheck {
    private static final String EXAMPLE = "《中华人民共和国行政处罚法》第九条";
    private static final Pattern ARTICLE = Pattern.compile("第[〇零一二三四五六七八九十百0-9]+条");

    private BasisCheck() {}

    /** The basis of an item. */
    static String read(TypedNode node) {
        if (!node.has("basis")) {
            node.report(
                    "basis",
                    "points or a grade that rest on nothing",
                    "the law and its article, for example basis: " + EXAMPLE);
            return "";
        }
        String basis = node.text("basis", EXAMPLE);
        check(node, basis);
        return basis;
    }

    /** Reports a basis without an article. */
    static void check(TypedNode node, String basis) {
        if (!ARTICLE.matcher(basis).find() && !node.flag("illustrative")) {
            node.report(
                    "basis",
                    "'" + basis + "' without an article",
                    "an article, for example " + EXAMPLE,
                    "An item that is not the law's says illustrative: true");
        }
    }
}
