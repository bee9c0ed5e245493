package io.creditlake.quarantine;

import io.creditlake.lake.Replay;
import io.creditlake.standards.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of a row.
 *
 * @param byHeader under their headers; where two columns have one header the first, as it is read
 * @param beyond what stands under no header
 */
record SentCells(Map<String, String> byHeader, List<String> beyond) {

    /** The cells of a row as sent. */
    static SentCells of(List<String> header, List<String> cells) {
        Map<String, String> byHeader = new LinkedHashMap<>();
        header.stream().filter(SentCells::isNamed).forEach(name -> byHeader.put(name, null));
        List<String> beyond = new ArrayList<>();
        for (int i = cells.size() - 1; i >= 0; i--) {
            if (i >= header.size()) {
                beyond.add(0, cells.get(i));
            } else if (isNamed(header.get(i))) {
                byHeader.put(header.get(i), cells.get(i));
            }
        }
        return new SentCells(byHeader, beyond);
    }

    private static boolean isNamed(String header) {
        return !header.isEmpty() && !header.equals(Replay.ORIGIN);
    }

    /** The same with what a spreadsheet was kept from taking for a formula as it was. */
    SentCells restored() {
        Map<String, String> restored = new LinkedHashMap<>();
        byHeader.forEach((name, text) -> restored.put(name, SafeText.restored(text)));
        return new SentCells(restored, beyond);
    }
}
