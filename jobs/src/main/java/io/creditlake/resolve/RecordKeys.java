package io.creditlake.resolve;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The keys by which records name their subjects. A key is a text of kind and code, {@code org_code:600037341}. The
 * organisation code stands for the USCC and the taxpayer number that hold it (GB 32100-2015, places 9 to 17), so that
 * one key serves all three. In rising weakness: organisation code, a USCC that fails its check, registration number,
 * other taxpayer number, a person's token.
 */
final class RecordKeys {
    static final String ORG = "org_code";
    static final String USCC = "uscc";
    static final String REG = "reg_no";
    static final String TAX = "tax_no";
    static final String PERSON = "person_token";

    private RecordKeys() {}

    /**
     * Adds to records: {@code org_key}, {@code reg_key}, {@code tax_key}; {@code top_key}, the strongest of the record;
     * {@code rule} and {@code evidence}, what the record names its subject by; {@code name_key} and {@code name_region}.
     */
    static Dataset<Row> of(Dataset<Row> records) {
        Column validUscc = when(call_function("credit.uscc_valid", col("uscc")), col("uscc"));
        Column inUscc = call_function("credit.uscc_org_code", validUscc);
        Column validOrg = when(call_function("credit.org_code_valid", col("org_code")), col("org_code"));
        Column inTax = call_function("credit.tax_no_org_code", col("tax_no"));
        Column org = coalesce(inUscc, validOrg, inTax);
        Column orgKey = coalesce(key(ORG, org), key(USCC, col("uscc")));
        Column isPerson = coalesce(col("subject_kind").equalTo("person"), lit(false));
        Column person = when(isPerson, key(PERSON, col("person_token")));
        return records.withColumn("org_key", orgKey)
                .withColumn("reg_key", key(REG, col("reg_no")))
                .withColumn("tax_key", when(inTax.isNull(), key(TAX, col("tax_no"))))
                .withColumn("top_key", coalesce(col("org_key"), col("reg_key"), col("tax_key"), person))
                .withColumn(
                        "rule",
                        when(col("uscc").isNotNull(), USCC)
                                .when(col("org_key").isNotNull().and(validOrg.isNotNull()), ORG)
                                .when(col("reg_key").isNotNull().and(inTax.isNull()), REG)
                                .when(col("tax_no").isNotNull(), TAX)
                                .when(col("top_key").isNotNull(), PERSON))
                .withColumn(
                        "evidence",
                        when(col("rule").equalTo(USCC), col("uscc"))
                                .when(col("rule").equalTo(ORG), col("org_code"))
                                .when(col("rule").equalTo(REG), col("reg_no"))
                                .when(col("rule").equalTo(TAX), col("tax_no"))
                                .when(col("rule").equalTo(PERSON), col("person_mask")))
                // A person is no match for a name: namesakes are many.
                .withColumn("name_key", when(not(isPerson), call_function("credit.org_name_key", col("subject_name"))))
                .withColumn("name_region", coalesce(call_function("credit.prefecture", col("region")), col("region")));
    }

    private static Column key(String kind, Column code) {
        return when(code.isNotNull(), concat(lit(kind + ":"), code));
    }

    /** A new subject's id: a positive 63-bit hash of what it is first known by, so that a night run again makes it anew. */
    static Column newId(Column key) {
        return org.apache.spark.sql.functions.xxhash64(lit("subject"), key).bitwiseAND(lit(Long.MAX_VALUE));
    }

    /** What a subject is first known by when it has no code. */
    static Column nameOnlyKey() {
        return concat(
                lit("name:"),
                coalesce(col("name_key"), concat(lit("#"), col("record_id").cast("string"))),
                lit("@"),
                coalesce(col("name_region"), lit("")));
    }

    /** Whether two regions of names are the same, or one is the province of the other. */
    static Column sameRegion(Column a, Column b) {
        Column sameProvince = a.substr(1, 2).equalTo(b.substr(1, 2));
        Column provincial = a.endsWith("0000").or(b.endsWith("0000"));
        return a.equalTo(b).or(provincial.and(sameProvince));
    }
}
