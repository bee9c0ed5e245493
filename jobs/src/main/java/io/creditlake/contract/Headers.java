package io.creditlake.contract;

import io.creditlake.standards.Text;
import java.util.Locale;

/** What makes two headers the same. */
public final class Headers {
    private Headers() {}

    /** A header without width, case and spaces; two headers with an equal reduction are one. Empty for a blank one. */
    public static String reduced(String header) {
        String clean = Text.clean(header);
        return clean == null
                ? ""
                : clean.replace(" ", "").replace("(", "（").replace(")", "）").toUpperCase(Locale.ROOT);
    }
}
