package io.creditlake.dump;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Format;
import java.io.Serializable;
import java.util.List;

/**
 * What reading the files of a source takes of its contract; small, and fit to be sent to where the files are read.
 *
 * @param formats how its files are written
 * @param columns one for each field of the contract, in its order
 */
public record DumpShape(List<Format> formats, List<Column> columns) implements Serializable {

    /**
     * A column that a file may have.
     *
     * @param headers every header it is known by, the preferred one first
     * @param label what the department calls it
     * @param mustExist whether a file without it is refused
     */
    public record Column(List<String> headers, String label, boolean mustExist) implements Serializable {}

    /** The shape of a source's files. */
    public static DumpShape of(SourceContract contract) {
        return new DumpShape(
                List.copyOf(contract.formats()),
                contract.fields().stream()
                        .map(f -> new Column(List.copyOf(f.headers()), f.label(), f.mustExist()))
                        .toList());
    }
}
