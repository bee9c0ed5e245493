package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ids for new subjects. An id is a positive 63-bit hash of the key that the subject is known by, so that a night run
 * again makes it anew. Where a subject has it already, which keeps records that are not resolved tonight, the key is
 * marked before it is hashed: that subject was known by the key once and is not now, or the hashes of two keys are equal.
 */
final class FreshIds {
    private static final String[] SUBJECT = {"subject_id"};

    private final Workspace workspace;
    private final RowsBySubject subjects;
    private final Dataset<Row> tonight;

    /**
     * Ids for a night.
     *
     * @param subjects the subjects that the lake has
     * @param tonight {@code record_id} of the records that are resolved tonight
     */
    FreshIds(Workspace workspace, RowsBySubject subjects, Dataset<Row> tonight) {
        this.workspace = workspace;
        this.subjects = subjects;
        this.tonight = tonight.select("record_id");
    }

    /** Whether no id is in use, because the lake has no subjects. */
    boolean areFree() {
        return !workspace.hasRows("subject.subject");
    }

    /**
     * Adds {@code fresh_id}.
     *
     * @param wanted rows with {@code key}, each key once, and {@code own}, the ids of subjects that may be meant by it
     * @param inUse {@code subject_id} of the subjects that records of tonight are tied to already
     */
    Dataset<Row> of(Dataset<Row> wanted, Dataset<Row> inUse) {
        if (areFree()) {
            return wanted.withColumn("fresh_id", id(col("key")));
        }
        Dataset<Row> rows = wanted.transform(Kept::of);
        Column ids = array(
                id(col("key")),
                id(concat(col("key"), lit("!"))),
                id(concat(col("key"), lit("!"), lit(workspace.runDate()))));
        Dataset<Row> taken = taken(rows.select(explode(ids).as("subject_id")).distinct(), inUse);
        if (taken.isEmpty()) {
            return rows.withColumn("fresh_id", id(col("key")));
        }
        Dataset<Row> free = rows.select(col("key"), col("own"), posexplode(ids).as(new String[] {"mark", "id"}))
                .join(broadcast(taken), col("id").equalTo(col("subject_id")), "left")
                .filter(col("subject_id").isNull().or(array_contains(col("own"), col("id"))))
                .groupBy("key")
                .agg(min(struct("mark", "id")).getField("id").as("fresh_id"));
        // That all are taken is as good as impossible, but no record may be left without a subject.
        return rows.join(free, new String[] {"key"}, "left")
                .withColumn("fresh_id", coalesce(col("fresh_id"), element_at(ids, -1)));
    }

    /** The id of a new subject, unless another has it. */
    static Column id(Column key) {
        return xxhash64(lit("subject"), key).bitwiseAND(lit(Long.MAX_VALUE));
    }

    /** Those of the ids whose subjects keep records that are not resolved tonight, or get some that are. */
    private Dataset<Row> taken(Dataset<Row> ids, Dataset<Row> inUse) {
        Dataset<Row> existing = subjects.of(ids).select("subject_id").transform(Kept::of);
        return existing.isEmpty()
                ? existing
                : workspace
                        .read("subject.link")
                        .join(broadcast(existing), SUBJECT, "leftsemi")
                        .join(tonight, new String[] {"record_id"}, "leftanti")
                        .select("subject_id")
                        .union(existing.join(inUse, SUBJECT, "leftsemi"))
                        .distinct()
                        .transform(Kept::of);
    }
}
