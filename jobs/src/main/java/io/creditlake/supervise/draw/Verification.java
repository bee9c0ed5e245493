package io.creditlake.supervise.draw;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a draw is what its terms and seed give on the release that made it.
 *
 * @param drawn subjects drawn
 * @param committed whether the seed is the one that was committed to
 * @param missing rows that drawing again gives and the release does not have, such as {@code 4711 C 3 0101,0102}
 * @param surplus rows that the release has and drawing again does not give
 */
public record Verification(long drawn, boolean committed, List<String> missing, List<String> surplus) {
    private static final int SHOWN = 20;

    /** The rows of a campaign in a release. */
    private static Dataset<Row> rows(Function<String, Dataset<Row>> tables, String campaign) {
        return tables.apply(Draw.TABLE).where(col("campaign").equalTo(lit(campaign)));
    }

    /**
     * Draws again and compares.
     *
     * @param tables a table by name of the release of the night that drew
     * @param campaign the campaign as its rows tell it, with the seed
     * @param day that night
     */
    public static Verification of(Function<String, Dataset<Row>> tables, Campaign campaign, LocalDate day) {
        Dataset<Row> told = said(rows(tables, campaign.id()));
        Dataset<Row> again = said(new Draw(tables, campaign, day).rows());
        return new Verification(
                told.count(),
                Seed.commitment(campaign.seed().orElseThrow()).equals(campaign.commitment()),
                texts(again.except(told)),
                texts(told.except(again)));
    }

    /**
     * What every row of a draw has alike: {@code drawn_on, seed, commitment, terms}.
     *
     * @return one row; none when nothing was drawn, several when rows contradict each other
     */
    public static List<Row> alike(Function<String, Dataset<Row>> tables, String campaign) {
        return rows(tables, campaign)
                .select("drawn_on", "seed", "commitment", "terms")
                .distinct()
                .takeAsList(2);
    }

    /** Whether it is. */
    public boolean holds() {
        return committed && missing.isEmpty() && surplus.isEmpty();
    }

    private static Dataset<Row> said(Dataset<Row> draws) {
        return draws.selectExpr("concat_ws(' ', subject_id, grade, place, ratio, stratum, drawn_of_stratum,"
                + " coalesce(concat_ws(',', inspectors), '-'), lot) AS said");
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.orderBy("said").takeAsList(SHOWN).stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
