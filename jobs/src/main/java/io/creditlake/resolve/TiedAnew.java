package io.creditlake.resolve;

import io.creditlake.lake.Kept;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The records that had a subject when the night began and may have it no more: corrected ones, those that a judgement has
 * reopened, and those that the night has erased. Each is empty when there are none.
 *
 * @param corrected links as they stood of the corrected records
 * @param links links as they stood of all of them, one a record
 * @param said what they said before, with the columns of {@link RecordKeys}
 */
record TiedAnew(Optional<Dataset<Row>> corrected, Optional<Dataset<Row>> links, Optional<Dataset<Row>> said) {

    /**
     * Those of a night.
     *
     * @param ofErased links of the records that it has erased; empty when there are none
     */
    static TiedAnew of(
            Links links, Optional<Reopened> reopened, Optional<Dataset<Row>> ofErased, NamingRecords naming) {
        Optional<Dataset<Row>> corrected = links.ofCorrected();
        Optional<Dataset<Row>> before = Stream.of(corrected, reopened.map(Reopened::links), ofErased)
                .flatMap(Optional::stream)
                .reduce(Dataset::unionByName)
                .map(old -> old.dropDuplicates("record_id").transform(Kept::of));
        return new TiedAnew(
                corrected, before, before.map(old -> naming.before(old).transform(Kept::of)));
    }
}
