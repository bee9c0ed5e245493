package io.creditlake.standards.compare;

/** How far two texts are apart. */
final class Edits {
    private static final double PREFIX_WEIGHT = 0.1;
    private static final int LONGEST_PREFIX = 4;
    private static final int LONGEST = 256;

    /** What one edit does. */
    enum Edit {
        /** The texts are equal. */
        NONE,
        /** A character stands for another that is {@linkplain Alike alike}. */
        ALIKE,
        /** A character stands for another. */
        REPLACED,
        /** Two neighbours have changed places. */
        SWAPPED,
        /** A character is missing in one of the two. */
        MISSING,
        /** It takes more than one edit. */
        MORE
    }

    private Edits() {}

    /** The one edit that makes a text of another. */
    static Edit one(String a, String b) {
        int lengths = a.length() - b.length();
        if (lengths > 1 || lengths < -1) {
            return Edit.MORE;
        }
        int start = start(a, b);
        int endA = a.length();
        int endB = b.length();
        while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
            endA--;
            endB--;
        }
        if (endA == start && endB == start) {
            return Edit.NONE;
        }
        if (lengths != 0) {
            return endA - start + endB - start == 1 ? Edit.MISSING : Edit.MORE;
        }
        if (endA - start == 1) {
            return Alike.are(a.charAt(start), b.charAt(start)) ? Edit.ALIKE : Edit.REPLACED;
        }
        boolean swapped =
                endA - start == 2 && a.charAt(start) == b.charAt(start + 1) && a.charAt(start + 1) == b.charAt(start);
        return swapped ? Edit.SWAPPED : Edit.MORE;
    }

    /** How many characters two texts have in common at their beginning. */
    static int start(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int start = 0;
        while (start < most && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        return start;
    }

    /**
     * The number of characters to insert, delete, replace or swap with their neighbour (optimal string alignment) between
     * two texts; {@code most + 1} when it is greater than {@code most}.
     */
    static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int value = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(value, before[j - 2] + 1) : value;
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(last[b.length()], most + 1);
    }

    /** The similarity of Jaro and Winkler, from 0 to 1, of the first 256 characters. */
    static double jaroWinkler(String one, String other) {
        // The first of equal characters are paired, which may differ with the order of the texts: so there is one
        // order.
        boolean swap = one.length() > other.length() || (one.length() == other.length() && one.compareTo(other) > 0);
        String a = head(swap ? other : one);
        String b = head(swap ? one : other);
        if (a.equals(b)) {
            return 1;
        }
        int reach = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        boolean[] taken = new boolean[b.length()];
        char[] common = new char[a.length()];
        int matches = 0;
        for (int i = 0; i < a.length(); i++) {
            int to = Math.min(b.length(), i + reach + 1);
            for (int j = Math.max(0, i - reach); j < to; j++) {
                if (!taken[j] && a.charAt(i) == b.charAt(j)) {
                    taken[j] = true;
                    common[matches++] = a.charAt(i);
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int outOfPlace = 0;
        int next = 0;
        for (int j = 0; j < b.length(); j++) {
            if (taken[j] && common[next++] != b.charAt(j)) {
                outOfPlace++;
            }
        }
        int swapped = outOfPlace / 2;
        double m = matches;
        double jaro = (m / a.length() + m / b.length() + (m - swapped) / m) / 3;
        return jaro + Math.min(LONGEST_PREFIX, start(a, b)) * PREFIX_WEIGHT * (1 - jaro);
    }

    private static String head(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
