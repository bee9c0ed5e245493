package io.creditlake.standardise;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports of a penalty, built up as a sentence. */
final class PenaltyReports {
    static final TableContract PENALTY =
            TableContracts.load(TestLake.home().resolve("schemas")).get("record.penalty");
    static final Map<String, Integer> AUTHORITY = Map.of("province", 30, "city", 20, "county", 10, "town", 10);
    static final Survivorship SURVIVORSHIP = new Survivorship(PENALTY, AUTHORITY);
    static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    private final String source;
    private final Map<String, String> values = new TreeMap<>();
    private int day = 1;
    private int row = 1;

    private PenaltyReports(String source) {
        this.source = source;
    }

    static PenaltyReports by(String source) {
        return new PenaltyReports(source);
    }

    PenaltyReports on(int sentOn) {
        day = sentOn;
        return this;
    }

    PenaltyReports row(int number) {
        row = number;
        return this;
    }

    PenaltyReports saying(String column, String value) {
        values.put(column, value);
        return this;
    }

    /** The report, received in the night of the day it was sent on. */
    Report report() {
        return receivedOn(day);
    }

    Report receivedOn(int night) {
        List<String> columns = SURVIVORSHIP.columns();
        String[] all = new String[columns.size()];
        values.forEach((column, value) -> all[columns.indexOf(column)] = value);
        Map<String, String> content = new TreeMap<>(values);
        // As in the lake, where a penalty's hash is that of its class columns.
        content.keySet().removeIf(c -> PENALTY.column(c).orElseThrow().common());
        return new Report(
                source,
                source + "的市场监督管理局",
                source + "-" + day,
                "file.csv",
                row,
                FIRST.plusDays(day - 1L),
                FIRST.plusDays(night - 1L),
                content.toString().hashCode(),
                Arrays.asList(all));
    }

    /** A value of what stands. */
    static String value(List<String> values, String column) {
        return values.get(SURVIVORSHIP.columns().indexOf(column));
    }
}
