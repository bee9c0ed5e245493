package io.creditlake.supervise.draw;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * What a campaign draws from a release. Its subjects are graded under its policy and lie in its regions and industries;
 * each grade is a stratum, of which the share is taken that the campaign or the measure of the grade says, rounded up.
 * Who has been inspected, or drawn and not yet inspected, as often as the measure of its grade allows counts in the
 * stratum but is not drawn. The order is that of the HMAC of the subject's id under the seed: whoever has the release and
 * the seed draws the same, and whoever has but one of them can foresee nothing.
 */
public final class Draw {
    /** The table of draws. */
    public static final String TABLE = "supervision.draw";

    private static final String[] SUBJECT = {"subject_id"};
    private static final int MONTHS = 12;

    private final Function<String, Dataset<Row>> tables;
    private final Campaign campaign;
    private final LocalDate day;
    private final String seed;

    /**
     * A draw.
     *
     * @param tables a table of the release by name
     * @param campaign the campaign, with its seed
     * @param day the night that draws
     */
    public Draw(Function<String, Dataset<Row>> tables, Campaign campaign, LocalDate day) {
        this.tables = tables;
        this.campaign = campaign;
        this.day = day;
        this.seed = campaign.seed().orElseThrow();
    }

    /** The rows of {@link #TABLE}. */
    public Dataset<Row> rows() {
        Dataset<Row> population = population().transform(Kept::of);
        Column wanted = ceil(col("ratio").multiply(col("stratum")));
        Dataset<Row> strata = population
                .groupBy("grade")
                .agg(
                        max("ratio").as("ratio"),
                        count(lit(1)).as("stratum"),
                        count_if(col("available")).as("available_in_stratum"))
                .withColumn(
                        "drawn_of_stratum",
                        least(wanted, col("available_in_stratum")).cast("bigint"));
        Dataset<Row> drawn = population
                .where("available")
                .withColumn("lot", Seed.hmac(seed, col("subject_id").cast("string")))
                .withColumn(
                        "place", row_number().over(Window.partitionBy("grade").orderBy("lot", "subject_id")))
                .drop("ratio")
                .join(broadcast(strata), new String[] {"grade"})
                .where(col("place").leq(col("drawn_of_stratum")))
                .transform(Kept::of);
        return drawn.join(broadcast(inspectors(drawn)), SUBJECT, "left")
                .select(
                        xxhash64(lit(campaign.id()), col("subject_id"))
                                .bitwiseAND(lit(Long.MAX_VALUE))
                                .as("draw_id"),
                        lit(campaign.id()).as("campaign"),
                        lit(campaign.title()).as("title"),
                        lit(campaign.department()).as("department"),
                        col("subject_id"),
                        lit(campaign.policy()).as("policy"),
                        col("grade"),
                        col("ratio"),
                        col("stratum"),
                        col("drawn_of_stratum"),
                        col("place"),
                        col("lot"),
                        col("inspectors"),
                        lit(day).as("drawn_on"),
                        lit(campaign.from()).as("inspect_from"),
                        lit(campaign.to()).as("inspect_to"),
                        lit(campaign.commitment()).as("commitment"),
                        lit(seed).as("seed"),
                        lit(campaign.terms()).as("terms"));
    }

    /** subject_id, uscc, region, grade, ratio and whether the subject is available; of all that the campaign is about. */
    private Dataset<Row> population() {
        Dataset<Row> measures = tables.apply("supervision.measure")
                .where(col("policy").equalTo(campaign.policy()))
                .select(
                        col("subject_id"),
                        col("grade"),
                        ratio().as("ratio"),
                        col("inspections_per_year").as("per_year"));
        Column about = noPerson()
                .and(among("kind", campaign.kinds()))
                .and(among("status", campaign.statuses()))
                .and(begins("region", campaign.regions()))
                .and(begins("industry", campaign.industries()));
        Dataset<Row> subjects = tables.apply("subject.subject").where(about).select("subject_id", "uscc", "region");
        Dataset<Row> asked = measures.join(subjects, SUBJECT);
        // Less often than once a year is once in so many months.
        Column months = ceil(lit(MONTHS).divide(least(col("per_year"), lit(1)))).cast("int");
        Column recent = col("on").gt(add_months(lit(day), negate(months)));
        Dataset<Row> used = asked.where(col("per_year").isNotNull())
                .select(col("subject_id"), col("per_year"))
                .join(occasions(), SUBJECT)
                .where(recent)
                .groupBy("subject_id")
                .agg(count(lit(1)).as("used"));
        Column allowed = greatest(floor(col("per_year")), lit(1));
        return asked.join(used, SUBJECT, "left")
                .select(
                        col("subject_id"),
                        col("uscc"),
                        col("region"),
                        col("grade"),
                        col("ratio"),
                        coalesce(col("used").lt(allowed), lit(true)).as("available"));
    }

    /**
     * When subjects were inspected, or drawn by another campaign that may inspect them yet: subject_id, on. Whom a campaign
     * that is over has not inspected it leaves to the next.
     */
    private Dataset<Row> occasions() {
        Column tonight = lit(day);
        // Campaigns of one night draw in the order of their ids.
        Column before = col("drawn_on")
                .lt(tonight)
                .or(col("drawn_on").equalTo(tonight).and(col("campaign").lt(campaign.id())));
        Column waits = col("result_record_id").isNull().and(col("inspect_to").geq(tonight));
        return Inspections.standing(tables, day)
                .select("subject_id", "on")
                .union(tables.apply(TABLE).where(waits.and(before)).select("subject_id", "drawn_on"));
    }

    private Column ratio() {
        Column ratio = col("ratio_min");
        for (Map.Entry<String, BigDecimal> of : campaign.ratios().entrySet()) {
            ratio = when(col("grade").equalTo(of.getKey()), lit(of.getValue()).cast("decimal(5,4)"))
                    .otherwise(ratio);
        }
        return ratio;
    }

    private static Column among(String column, List<String> values) {
        return values.isEmpty() ? lit(true) : coalesce(col(column).isin(values.toArray()), lit(false));
    }

    private static Column begins(String column, List<String> beginnings) {
        return beginnings.isEmpty()
                ? lit(true)
                : beginnings.stream()
                        .map(b -> col(column).startsWith(b))
                        .reduce(Column::or)
                        .map(any -> coalesce(any, lit(false)))
                        .orElseThrow();
    }

    /** Whether a subject is none that is, or may be, a natural person: of unknown kind and without a code. */
    public static Column noPerson() {
        return coalesce(col("kind").notEqual("person"), col("verified"), lit(false));
    }

    /** subject_id and inspectors. */
    private Dataset<Row> inspectors(Dataset<Row> drawn) {
        Iterator<Row> inOrder = drawn.orderBy("lot", "subject_id")
                .select("subject_id", "region", "uscc")
                .toLocalIterator();
        List<Row> rows = new Assignment(campaign, seed)
                        .of(inOrder, row -> new Assignment.Drawn(row.getLong(0), row.getString(1), row.getString(2)))
                        .entrySet()
                        .stream()
                        .map(e -> RowFactory.create(e.getKey(), e.getValue().toArray(String[]::new)))
                        .toList();
        return drawn.sparkSession()
                .createDataFrame(rows, StructType.fromDDL("subject_id BIGINT, inspectors ARRAY<STRING>"));
    }
}
