package io.creditlake.dump;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.Standard;
import io.creditlake.lake.Replay;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What reading the files of a source takes of its contract; small, and fit to be sent to where the files are read.
 *
 * @param formats how its files are written
 * @param columns one for each field of the contract, in its order
 */
public record DumpShape(List<Format> formats, List<Column> columns) implements Serializable {

    private static final Set<Standard> DAYS = EnumSet.of(Standard.DATE, Standard.END_DATE);

    private static final Format REPLAY = new Format("*", Kind.JSONL, List.of("UTF-8"), List.of(','), "", "");

    /**
     * A column that a file may have.
     *
     * @param headers every header it is known by, the preferred one first
     * @param label what the department calls it
     * @param mustExist whether a file without it is refused
     * @param isDay whether its values are days
     */
    public record Column(List<String> headers, String label, boolean mustExist, boolean isDay) implements Serializable {
        /** A column of anything but days. */
        public Column(List<String> headers, String label, boolean mustExist) {
            this(headers, label, mustExist, false);
        }
    }

    /** The shape of a source's files. */
    public static DumpShape of(SourceContract contract) {
        return new DumpShape(
                List.copyOf(contract.formats()),
                contract.fields().stream()
                        .map(f -> new Column(
                                List.copyOf(f.headers()), f.label(), f.mustExist(), DAYS.contains(f.standard())))
                        .toList());
    }

    /**
     * The shape of the files that take a source's refused rows through again, whatever the formats of the source: to its
     * fields comes one more, the {@linkplain Replay#ORIGIN origin} as JSON.
     */
    public static DumpShape ofReplay(SourceContract contract) {
        List<Column> columns = new ArrayList<>(of(contract).columns());
        columns.add(new Column(List.of(Replay.ORIGIN), "退回行", true));
        return new DumpShape(List.of(REPLAY), columns);
    }
}
