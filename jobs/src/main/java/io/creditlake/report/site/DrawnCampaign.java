package io.creditlake.report.site;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A campaign that was drawn, as the release has it. What is drawn by grades that are not public says nothing of them: no
 * strata, since their shares tell the grade of who is drawn, and no order of lots. Nor does it tell the seed, which gives
 * the lot of everybody: who is drawn by a late lot is of a grade of which many are drawn.
 *
 * @param id its id
 * @param title its name
 * @param department who inspects
 * @param policy policy whose grades make the strata; empty when its grades are not public
 * @param drawnOn night that drew
 * @param from first day of the inspections
 * @param to last day of them
 * @param commitment SHA-256 of the seed
 * @param seed the seed; empty when the grades are not public
 * @param strata its strata; none when the grades are not public
 * @param population subjects that could be drawn
 * @param drawn subjects drawn
 * @param unassigned those without inspectors
 * @param inspected those whose inspection has come in
 * @param subjects some of the subjects drawn, by name
 */
record DrawnCampaign(
        String id,
        String title,
        String department,
        String policy,
        LocalDate drawnOn,
        LocalDate from,
        LocalDate to,
        String commitment,
        String seed,
        List<Stratum> strata,
        long population,
        long drawn,
        long unassigned,
        long inspected,
        List<Drawn> subjects) {
    private static final int CAMPAIGNS_SHOWN = 20;
    private static final int CAMPAIGNS_IN_FULL = 5;
    private static final int SUBJECTS_SHOWN = 200;

    private static final String STRATA =
            """
            SELECT campaign, title, department, policy, grade, ratio, stratum, drawn_of_stratum, drawn_on, inspect_from,
                   inspect_to, commitment, seed, count(*) AS drawn, count_if(inspectors IS NULL) AS unassigned,
                   count(inspected_on) AS inspected
            FROM supervision.draw
            GROUP BY campaign, title, department, policy, grade, ratio, stratum, drawn_of_stratum, drawn_on, inspect_from,
                     inspect_to, commitment, seed
            ORDER BY drawn_on DESC, campaign, grade
            """;

    /**
     * A stratum.
     *
     * @param grade its grade
     * @param ratio share to draw, 0 to 1; null where it is not known
     * @param subjects subjects in it
     * @param drawn those drawn
     */
    record Stratum(String grade, BigDecimal ratio, long subjects, long drawn) {}

    /**
     * A subject drawn.
     *
     * @param name its name; empty when it is not known
     * @param uscc its code; empty when it has none
     * @param inspectors staff numbers of its inspectors
     * @param inspectedOn day of the inspection; null while there is none
     */
    record Drawn(String name, String uscc, List<String> inspectors, LocalDate inspectedOn) {}

    /** The campaigns drawn last, the latest first; the subjects of but a few are named. */
    static List<DrawnCampaign> gather(SparkSession reader, Set<String> published) {
        Map<String, List<Row>> campaigns = reader.sql(STRATA).collectAsList().stream()
                .collect(Collectors.groupingBy(row -> row.getString(0), LinkedHashMap::new, Collectors.toList()));
        List<String> named =
                campaigns.keySet().stream().limit(CAMPAIGNS_IN_FULL).toList();
        Map<String, List<Drawn>> subjects = named.isEmpty() ? Map.of() : subjects(reader, named);
        return campaigns.entrySet().stream()
                .limit(CAMPAIGNS_SHOWN)
                .map(e -> campaign(e.getValue(), published, subjects.getOrDefault(e.getKey(), List.of())))
                .toList();
    }

    private static DrawnCampaign campaign(List<Row> rows, Set<String> published, List<Drawn> subjects) {
        Row first = rows.get(0);
        boolean open = published.contains(text(first, "policy"));
        List<Stratum> strata = rows.stream()
                .map(row -> new Stratum(
                        text(row, "grade"), row.getAs("ratio"), number(row, "stratum"), number(row, "drawn")))
                .toList();
        return new DrawnCampaign(
                text(first, "campaign"),
                text(first, "title"),
                text(first, "department"),
                open ? text(first, "policy") : "",
                first.getAs("drawn_on"),
                first.getAs("inspect_from"),
                first.getAs("inspect_to"),
                text(first, "commitment"),
                open ? text(first, "seed") : "",
                open ? strata : List.of(),
                strata.stream().mapToLong(Stratum::subjects).sum(),
                strata.stream().mapToLong(Stratum::drawn).sum(),
                rows.stream().mapToLong(row -> number(row, "unassigned")).sum(),
                rows.stream().mapToLong(row -> number(row, "inspected")).sum(),
                subjects);
    }

    /** The subjects are looked up by id, which touches few files; a join would scan them all. */
    private static Map<String, List<Drawn>> subjects(SparkSession reader, List<String> campaigns) {
        List<Row> rows = reader.sql(
                        "SELECT campaign, subject_id, inspectors, inspected_on FROM (SELECT campaign, subject_id,"
                                + " inspectors, inspected_on, row_number() OVER (PARTITION BY campaign ORDER BY"
                                + " subject_id) AS place FROM supervision.draw WHERE array_contains(:campaigns,"
                                + " campaign)) WHERE place <= " + SUBJECTS_SHOWN + " ORDER BY campaign, subject_id",
                        Map.<String, Object>of("campaigns", campaigns.toArray(String[]::new)))
                .collectAsList();
        String ids = rows.stream()
                .map(row -> String.valueOf(row.getLong(1)))
                .distinct()
                .collect(Collectors.joining(", "));
        Map<Long, Row> known = new HashMap<>();
        for (Row row : reader.sql("SELECT subject_id, name, uscc FROM subject.subject WHERE kind IS DISTINCT FROM"
                        + " 'person' AND subject_id IN (" + ids + ")")
                .collectAsList()) {
            known.put(row.getLong(0), row);
        }
        Map<String, List<Drawn>> drawn = new HashMap<>();
        for (Row row : rows) {
            Row subject = known.get(row.getLong(1));
            drawn.computeIfAbsent(row.getString(0), c -> new ArrayList<>())
                    .add(new Drawn(
                            subject == null ? "" : text(subject, "name"),
                            subject == null ? "" : text(subject, "uscc"),
                            row.isNullAt(2) ? List.of() : row.getList(2),
                            row.isNullAt(3) ? null : row.getLocalDate(3)));
        }
        return drawn;
    }

    private static long number(Row row, String column) {
        Long number = row.getAs(column);
        return number == null ? 0 : number;
    }

    private static String text(Row row, String column) {
        String text = row.getAs(column);
        return text == null ? "" : text;
    }
}
