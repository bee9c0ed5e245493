package io.creditlake.upkeep;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What an upkeep did.
 *
 * @param dropped names of the releases that were dropped
 * @param tables every table of the lake
 * @param notes lines a person should read
 */
public record UpkeepReport(List<String> dropped, List<TableUpkeep> tables, List<String> notes) {
    /** The same with more lines. */
    UpkeepReport with(List<String> more) {
        return new UpkeepReport(
                dropped, tables, Stream.concat(notes.stream(), more.stream()).toList());
    }

    /** All tables together. */
    public TableUpkeep total() {
        return new TableUpkeep(
                "all " + tables.size() + " tables",
                sum(TableUpkeep::rewritten),
                sum(TableUpkeep::filesBefore),
                sum(TableUpkeep::filesAfter),
                sum(TableUpkeep::bytesBefore),
                sum(TableUpkeep::bytesAfter),
                sum(TableUpkeep::expired),
                sum(TableUpkeep::orphans));
    }

    private long sum(ToLongFunction<TableUpkeep> part) {
        return tables.stream().mapToLong(part).sum();
    }
}
