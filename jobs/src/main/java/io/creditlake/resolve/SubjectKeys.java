package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.match.OwnKey;
import io.creditlake.resolve.SubjectSearch.Found;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Own keys for what a person types. */
final class SubjectKeys {
    private final SparkSession reader;

    SubjectKeys(SparkSession reader) {
        this.reader = reader;
    }

    /**
     * The own key that is meant: the text itself when it is one, else the strongest of the subject that it names by a
     * code, an exact name or its id.
     *
     * @param argument how the command calls it, for messages, which do not repeat the text: it may be a person's number
     * @throws ConfigurationException when it is no right key, or names no subject, several, or one without a key
     */
    String of(String argument, String text) {
        if (!OwnKey.kind(text).isEmpty()) {
            OwnKey.fault(text).ifPresent(f -> {
                throw ConfigurationException.of(argument, f.found(), f.expected(), f.hint());
            });
            OwnKey.recordId(text).ifPresent(id -> requireOfNoPerson(argument, id));
            return text;
        }
        List<Found> found = SubjectSearch.find(reader, text);
        if (found.isEmpty()) {
            throw ConfigurationException.of(
                    argument,
                    "nobody in this release by that code or name",
                    "an own key such as org_code:600037341, or a code, exact name or id of a subject that is no person",
                    "Own keys stand in creditlake resolve review");
        }
        if (found.size() > 1) {
            throw ConfigurationException.of(
                    argument,
                    found.size() + " subjects that bear this name or code",
                    "one of their keys: "
                            + found.stream()
                                    .flatMap(f -> strongest(f.subjectId()).stream())
                                    .collect(Collectors.joining(", ")),
                    "");
        }
        return strongest(found.get(0).subjectId())
                .orElseThrow(() -> ConfigurationException.of(
                        argument, "a subject without a key", "a subject with a code, a name or a record", ""));
    }

    private void requireOfNoPerson(String argument, long recordId) {
        List<Row> kinds = reader.table("subject.link")
                .filter(col("record_id").equalTo(lit(recordId)))
                .join(reader.table("subject.subject"), "subject_id")
                .select("kind")
                .limit(1)
                .collectAsList();
        if (kinds.isEmpty()) {
            throw ConfigurationException.of(
                    argument, "a record_id that no record of this release has", "that of a record", "");
        }
        if ("person".equals(kinds.get(0).getString(0))) {
            throw ConfigurationException.of(
                    argument,
                    "the record of a natural person",
                    "one of an organisation",
                    "Persons are known by their" + " numbers alone");
        }
    }

    /** Whether a subject of the release is known by a key. */
    boolean isHeld(String key) {
        if (OwnKey.recordId(key).isPresent()) {
            return true;
        }
        String value = key.substring(key.indexOf(':') + 1);
        Dataset<Row> holders = OwnKey.kind(key).equals(OwnKey.NAME)
                ? reader.table("subject.name")
                        .filter(col("name_key").equalTo(lit(value.substring(0, value.lastIndexOf('@')))))
                        .filter(col("region").equalTo(lit(value.substring(value.lastIndexOf('@') + 1))))
                : reader.table("subject.identifier")
                        .filter(col("kind")
                                .equalTo(lit(OwnKey.kind(key)))
                                .and(col("value").equalTo(lit(value))));
        return !holders.isEmpty();
    }

    /** The strongest own key of a subject that is no person; empty when it has no code, name or record. */
    private Optional<String> strongest(long subjectId) {
        List<Row> codes = own("subject.identifier", subjectId)
                .filter(col("kind").isin(OwnKey.ORG, OwnKey.REG))
                .select("kind", "value")
                .orderBy("kind", "value")
                .limit(1)
                .collectAsList();
        if (!codes.isEmpty()) {
            return Optional.of(OwnKey.of(codes.get(0).getString(0), codes.get(0).getString(1)));
        }
        List<Row> names = own("subject.name", subjectId)
                .select("name_key", "region")
                .orderBy(col("last_seen").desc(), col("name_key"), col("region"))
                .limit(1)
                .collectAsList();
        if (!names.isEmpty()) {
            return Optional.of(
                    OwnKey.ofName(names.get(0).getString(0), names.get(0).getString(1)));
        }
        return own("subject.link", subjectId).select("record_id").orderBy("record_id").limit(1).collectAsList().stream()
                .map(row -> OwnKey.of(OwnKey.RECORD, String.valueOf(row.getLong(0))))
                .findFirst();
    }

    private Dataset<Row> own(String table, long subjectId) {
        return reader.table(table).filter(col("subject_id").equalTo(lit(subjectId)));
    }
}
