package io.creditlake.standards;

import io.creditlake.config.Problems;
import io.creditlake.standards.ReferenceCsv.Line;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A line of the list of regions.
 *
 * @param code six digits
 * @param parent code of the region above; empty for a province
 * @param validFrom year of the decision that made the code, empty when it is older than the list
 * @param validTo year of the decision that abolished it, empty when it stands or the year is not known
 * @param successor code to use instead, empty when it stands
 */
record Region(String code, String name, String parent, String validFrom, String validTo, String successor)
        implements Serializable {
    static final List<String> COLUMNS = List.of("code", "name", "parent", "valid_from", "valid_to", "successor");

    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final Pattern YEAR = Pattern.compile("|\\d{4}");
    private static final int MOST_SUCCESSORS = 5;

    /** The region of a line, or null with a problem noted. */
    static Region of(Line line, Problems problems) {
        Region region =
                new Region(line.value(0), line.value(1), line.value(2), line.value(3), line.value(4), line.value(5));
        int before = problems.list().size();
        if (!CODE.matcher(region.code).matches()) {
            line.refuse(problems, "code " + region.code, "six digits such as 370102", "");
        }
        if (region.name.isEmpty()) {
            line.refuse(problems, "no name", "the region's name", "");
        }
        if (!YEAR.matcher(region.validFrom).matches()
                || !YEAR.matcher(region.validTo).matches()) {
            line.refuse(problems, region.validFrom + "," + region.validTo, "years such as 2019, or nothing", "");
        }
        if (!region.validTo.isEmpty() && region.successor.isEmpty()) {
            line.refuse(problems, "an end without a successor", "the code to use instead", "");
        }
        return problems.list().size() == before ? region : null;
    }

    /** Whether parent and successor are in the list and the successors end somewhere; else a problem is noted. */
    boolean refersWithin(Map<String, Region> regions, Line line, Problems problems) {
        boolean above = parent.isEmpty()
                || parent.equals(code.substring(0, 2) + "0000")
                || parent.equals(code.substring(0, 4) + "00");
        if (!above || parent.equals(code) || (!parent.isEmpty() && !regions.containsKey(parent))) {
            line.refuse(problems, "parent " + parent, "the prefecture's or province's code, also in this list", "");
            return false;
        }
        Region next = this;
        for (int steps = 0; !next.successor.isEmpty(); steps++) {
            Region after = regions.get(next.successor);
            if (after == null || steps > MOST_SUCCESSORS) {
                line.refuse(problems, "successor " + successor, "a code of this list that stands", "");
                return false;
            }
            next = after;
        }
        return true;
    }
}
