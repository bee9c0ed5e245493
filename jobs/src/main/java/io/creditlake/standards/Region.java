package io.creditlake.standards;

import io.creditlake.config.Problems;
import io.creditlake.standards.ReferenceCsv.Line;
import java.util.List;

/**
 * A line of the list of regions: a code under one of the names it has had.
 *
 * @param code six digits
 * @param from first year of the line, 0 when it is older than the list
 * @param to first year without it, 0 when it stands
 * @param successor code to use instead; the code itself where only the name changed, {@link #NO_SUCCESSOR} where there
 *     is no single one, empty when the line stands
 */
record Region(String code, String name, int from, int to, String successor) {
    static final List<String> COLUMNS = List.of("code", "name", "valid_from", "valid_to", "successor");
    static final String NO_SUCCESSOR = "-";

    /** The region of a line, or null with a problem noted. */
    static Region of(Line line, Problems problems) {
        int before = problems.list().size();
        String code = line.value(0);
        String successor = line.value(4);
        if (!isCode(code)) {
            line.refuse(problems, "code " + code, "six digits such as 370102", "");
        }
        if (line.value(1).isEmpty()) {
            line.refuse(problems, "no name", "the region's name", "");
        }
        int from = year(line.value(2));
        int to = year(line.value(3));
        if (from < 0 || to < 0) {
            line.refuse(problems, line.value(2) + "," + line.value(3), "years such as 2019, or nothing", "");
        } else if ((to == 0) != successor.isEmpty()) {
            line.refuse(
                    problems,
                    to == 0 ? "a successor without an end" : "an end without a successor",
                    "both or neither",
                    "Write - when there is no single successor");
        }
        return problems.list().size() == before ? new Region(code, line.value(1), from, to, successor) : null;
    }

    static boolean isCode(String text) {
        return text.length() == 6 && CodeText.isDigits(text, 0, 6);
    }

    private static int year(String text) {
        return text.isEmpty() ? 0 : text.length() == 4 ? Dates.number(text, 0, 4) : -1;
    }

    boolean stands() {
        return to == 0;
    }

    /** Whether the line held in a year. */
    boolean heldIn(int year) {
        return year >= from && (to == 0 || year < to);
    }

    boolean isProvince() {
        return code.endsWith("0000");
    }

    String province() {
        return code.substring(0, 2) + "0000";
    }

    String prefecture() {
        return code.substring(0, 4) + "00";
    }
}
