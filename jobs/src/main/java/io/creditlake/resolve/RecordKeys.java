package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.match.OwnKey;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The keys by which records name their subjects. A key is a text of kind and code, {@code org_code:600037341}. The
 * organisation code stands for the USCC and the taxpayer number that hold it (GB 32100-2015, places 9 to 17), so that
 * one key serves all three. In rising weakness: organisation code, registration number, a person's token.
 *
 * <p>A code that fails its check is no key: typing errors and {@code 9.13E+17} would tie strangers together. Its record
 * is known by its next code or by its name. Of a natural person the token alone is a key, whatever else the record says.
 */
final class RecordKeys {
    static final String USCC = "uscc";
    static final String TAX = "tax_no";

    /** Names of natural persons are not longer than this. */
    private static final int LONGEST_PERSON_NAME = 4;

    private static final List<String> SENT_CODES = List.of("uscc", "org_code", "reg_no", "tax_no");

    private RecordKeys() {}

    /**
     * Adds to records: {@code org_key} and {@code reg_key}; {@code top_key}, the strongest of the record; {@code codes},
     * every key that the subject is seen under; {@code rule} and {@code evidence}, what the record names its subject by;
     * {@code name_key} and {@code name_region}, null where a name says nothing; {@code own_key}, the strongest of all these
     * as {@link OwnKey} writes it.
     */
    static Dataset<Row> of(Dataset<Row> records) {
        Column isPerson = coalesce(col("subject_kind").equalTo("person"), lit(false));
        // Since 2015 the column for the registration number often holds the unified code that replaced it.
        Column uscc = coalesce(valid("uscc", "uscc_valid"), valid("reg_no", "uscc_valid"));
        Dataset<Row> valid = records.withColumn("is_person", isPerson)
                .withColumn("valid_uscc", organisation(uscc))
                .withColumn("valid_org", organisation(valid("org_code", "org_code_valid")))
                .withColumn("valid_reg", organisation(valid("reg_no", "reg_no_valid")))
                .withColumn("valid_tax", organisation(valid("tax_no", "tax_no_valid")))
                .withColumn("tax_org", call_function("credit.tax_no_org_code", col("valid_tax")));
        Column org =
                coalesce(call_function("credit.uscc_org_code", col("valid_uscc")), col("valid_org"), col("tax_org"));
        Dataset<Row> keyed = valid.withColumn("org_key", key(OwnKey.ORG, org))
                .withColumn("reg_key", key(OwnKey.REG, col("valid_reg")))
                .withColumn("person_key", when(isPerson, key(OwnKey.PERSON, col("person_token"))))
                .withColumn("top_key", coalesce(col("org_key"), col("reg_key"), col("person_key")));
        Column taxKey = when(key(OwnKey.ORG, col("tax_org")).equalTo(col("org_key")), key(TAX, col("valid_tax")));
        return keyed.withColumn(
                        "codes",
                        array_compact(array(
                                key(USCC, col("valid_uscc")),
                                col("org_key"),
                                col("reg_key"),
                                taxKey,
                                col("person_key"))))
                .withColumn("rule", rule())
                .withColumn("evidence", evidence())
                .withColumn("name_key", nameKey())
                .withColumn("name_region", coalesce(call_function("credit.prefecture", col("region")), col("region")))
                .withColumn(
                        "own_key", coalesce(col("top_key"), nameInPrefecture(), key(OwnKey.RECORD, col("record_id"))))
                .drop("is_person", "valid_uscc", "valid_org", "valid_reg", "valid_tax", "tax_org", "person_key");
    }

    /** Whether a record of any class names its subject by a code that passes its check, or by a person's token. */
    static Column hasCode() {
        Column isPerson = coalesce(col("subject_kind").equalTo("person"), lit(false));
        Column code = coalesce(
                valid("uscc", "uscc_valid"),
                valid("org_code", "org_code_valid"),
                valid("reg_no", "reg_no_valid"),
                valid("reg_no", "uscc_valid"),
                call_function("credit.tax_no_org_code", valid("tax_no", "tax_no_valid")));
        return when(isPerson, col("person_token").isNotNull()).otherwise(code.isNotNull());
    }

    /**
     * Records without the codes that they were sent with but are judged not to have.
     *
     * @param records records of any class
     * @param wrong a column of the records: the keys that are not theirs; null where nothing is judged
     */
    static Dataset<Row> withoutCodes(Dataset<Row> records, Column wrong) {
        Dataset<Row> without = records;
        for (String column : SENT_CODES) {
            Column isWrong = array_contains(wrong, key(OwnKey.ORG, orgCodeIn(column)));
            if (column.equals("reg_no")) {
                isWrong = coalesce(isWrong, lit(false)).or(array_contains(wrong, key(OwnKey.REG, col(column))));
            }
            without = without.withColumn(column, when(not(coalesce(isWrong, lit(false))), col(column)));
        }
        return without;
    }

    /** Keyed records without the name that they are judged not to be those of. */
    static Dataset<Row> withoutName(Dataset<Row> keyed, Column wrong) {
        Column isWrong = coalesce(array_contains(wrong, nameInPrefecture()), lit(false));
        return keyed.withColumn("name_key", when(not(isWrong), col("name_key")))
                .withColumn(
                        "own_key", coalesce(col("top_key"), nameInPrefecture(), key(OwnKey.RECORD, col("record_id"))));
    }

    /** The organisation code that a column of codes holds, whether or not it passes its check; null when none. */
    private static Column orgCodeIn(String column) {
        return switch (column) {
            case "org_code" -> col(column);
            case "tax_no" -> call_function("credit.tax_no_org_code", col(column));
            default -> call_function("credit.uscc_org_code", col(column));
        };
    }

    /** A code that passes its check; of 18 characters it may be the number of a citizen, some of which pass too. */
    private static Column valid(String column, String check) {
        Column code = col(column);
        Column isCitizens = length(code).equalTo(18).and(call_function("credit.citizen_number_valid", code));
        return when(call_function("credit." + check, code).and(not(isCitizens)), code);
    }

    private static Column organisation(Column code) {
        return when(not(col("is_person")), code);
    }

    private static Column rule() {
        return when(col("valid_uscc").isNotNull(), USCC)
                .when(col("valid_org").isNotNull(), OwnKey.ORG)
                .when(col("tax_org").isNotNull(), TAX)
                .when(col("reg_key").isNotNull(), OwnKey.REG)
                .when(col("person_key").isNotNull(), OwnKey.PERSON);
    }

    private static Column evidence() {
        return when(col("rule").equalTo(USCC), col("valid_uscc"))
                .when(col("rule").equalTo(OwnKey.ORG), col("valid_org"))
                .when(col("rule").equalTo(TAX), col("valid_tax"))
                .when(col("rule").equalTo(OwnKey.REG), col("valid_reg"))
                .when(col("rule").equalTo(OwnKey.PERSON), col("person_mask"));
    }

    /** Whether keyed records may name a natural person: nothing but a short name, and nobody says of whom. */
    static Column mayBePerson() {
        Column isCode =
                col("own_key").startsWith(OwnKey.ORG + ":").or(col("own_key").startsWith(OwnKey.REG + ":"));
        return mayHavePersonName().and(not(isCode));
    }

    private static Column mayHavePersonName() {
        Column isShort = coalesce(length(col("subject_name")).leq(LONGEST_PERSON_NAME), lit(false));
        return col("subject_kind").isNull().and(isShort);
    }

    /** A person is no match for a name, for namesakes are many; nor is who may be one. */
    private static Column nameKey() {
        return when(
                not(col("is_person").or(mayHavePersonName())),
                call_function("credit.org_name_key", col("subject_name")));
    }

    /** The key of a name in a prefecture, as {@link OwnKey} writes it; null unless both are known. */
    static Column nameInPrefecture() {
        return concat(lit(OwnKey.NAME + ":"), col("name_key"), lit("@"), col("name_region"));
    }

    private static Column key(String kind, Column code) {
        return when(code.isNotNull(), concat(lit(kind + ":"), code));
    }
}
