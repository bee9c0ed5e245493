package io.creditlake.standards.compare;

/** Whether the parts of two names of organisations may mean the same. */
final class PartsOfNames {
    private static final String[] COMPANIES = {"公司", "集团", "企业"};

    private PartsOfNames() {}

    /** Whether two regions exclude each other; one within the other, or one that is not told, does not. */
    static boolean areElsewhere(String a, String b) {
        if (a.isEmpty()
                || b.isEmpty()
                || a.equals(b)
                || a.equals(ComparableName.COUNTRY)
                || b.equals(ComparableName.COUNTRY)) {
            return false;
        }
        boolean codeA = Letters.areDigits(a, 0, 6);
        boolean codeB = Letters.areDigits(b, 0, 6);
        // A name that several regions bear may be that of one in the other; two such names that differ are two.
        return codeA == codeB && (!codeA || (!RegionCodes.isWithin(a, b) && !RegionCodes.isWithin(b, a)));
    }

    /** Whether two industries may be one: one is not told, is within the other, or has a word in common with it. */
    static boolean areIndustriesCompatible(String a, String b) {
        return a.isEmpty() || b.isEmpty() || a.contains(b) || b.contains(a) || haveWordInCommon(a, b);
    }

    /** Whether two neighbouring characters stand in both: 建筑工程 and 工程建设. */
    private static boolean haveWordInCommon(String a, String b) {
        for (int i = 0; i + 2 <= a.length(); i++) {
            if (b.contains(a.substring(i, i + 2))) {
                return true;
            }
        }
        return false;
    }

    /** Whether two forms may be one: one is not told or ends the other, or both are companies. */
    static boolean areFormsCompatible(String a, String b) {
        return a.isEmpty() || b.isEmpty() || a.endsWith(b) || b.endsWith(a) || (isCompany(a) && isCompany(b));
    }

    private static boolean isCompany(String form) {
        for (String ending : COMPANIES) {
            if (form.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
