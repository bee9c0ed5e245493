package io.creditlake.report.site;

import io.creditlake.report.site.SiteCounts.Count;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A department of which one of the last nights knows a delivery.
 *
 * @param name as deliveries name it
 * @param nights what became of its rows, by night
 * @param sources what became of the rows of this night, by source
 * @param requests files of this night that it is asked to send again, capped
 * @param asked how many there are in all
 * @param refusals why rows of this night were refused
 */
record Department(
        String name,
        SortedMap<LocalDate, Rows> nights,
        SortedMap<String, Rows> sources,
        List<Request> requests,
        long asked,
        List<Count> refusals) {
    private static final int REQUESTS_SHOWN = 50;

    private static final String SUMS =
            """
            SELECT coalesce(department, '') AS department, source, run_date,
                   sum(coalesce(rows_read, 0)), sum(coalesce(rows_accepted, 0)), sum(coalesce(rows_duplicate, 0)),
                   sum(coalesce(rows_quarantined, 0)), sum(coalesce(rows_due, 0)),
                   sum(if(rows_due IS NULL, 0, coalesce(rows_late, 0))),
                   count(*), count_if(status = 'refused'), count_if(status = 'missing')
            FROM ops.delivery WHERE run_date BETWEEN :first AND :night
            GROUP BY coalesce(department, ''), source, run_date
            """;

    private static final String REQUESTS =
            """
            SELECT department, source, file, folder_date, status, message, refused, asked FROM (
              SELECT coalesce(department, '') AS department, source, file, folder_date, status, message,
                     coalesce(rows_quarantined, 0) AS refused,
                     count(*) OVER (PARTITION BY department) AS asked,
                     row_number() OVER (PARTITION BY department
                       ORDER BY status NOT IN ('refused', 'missing'), rows_quarantined DESC, source, file, delivery_id) AS place
              FROM ops.delivery
              WHERE run_date = :night AND (status IN ('refused', 'missing') OR rows_quarantined > 0))
            WHERE place <= %d ORDER BY department, place
            """
                    .formatted(REQUESTS_SHOWN);

    /**
     * A file to send again, in part or as a whole.
     *
     * @param refused its rows that were refused
     */
    record Request(String source, String file, LocalDate folder, String status, String message, long refused) {}

    /** The departments, by name. */
    static List<Department> gather(SparkSession reader, LocalDate night, SiteCounts counts) {
        Map<String, Object> values = Map.of("night", night, "first", night.minusDays(Trend.NIGHTS - 1L));
        SortedMap<String, Department> departments = new TreeMap<>();
        Map<String, List<Count>> refusals = counts.part("refused").stream().collect(Collectors.groupingBy(Count::a));
        for (Row row : reader.sql(SUMS, values).collectAsList()) {
            Department department = departments.computeIfAbsent(
                    row.getString(0),
                    name -> new Department(
                            name,
                            new TreeMap<>(),
                            new TreeMap<>(),
                            new ArrayList<>(),
                            0,
                            refusals.getOrDefault(name, List.of())));
            Rows rows = rows(row);
            department.nights().merge(row.getLocalDate(2), rows, Rows::plus);
            if (row.getLocalDate(2).equals(night)) {
                department.sources().merge(row.isNullAt(1) ? "" : row.getString(1), rows, Rows::plus);
            }
        }
        for (Row row :
                reader.sql(REQUESTS, Map.<String, Object>of("night", night)).collectAsList()) {
            departments.computeIfPresent(row.getString(0), (name, d) -> d.with(request(row), row.getLong(7)));
        }
        return List.copyOf(departments.values());
    }

    private Department with(Request request, long all) {
        requests.add(request);
        return new Department(name, nights, sources, requests, all, refusals);
    }

    private static Rows rows(Row row) {
        return new Rows(
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11));
    }

    private static Request request(Row row) {
        return new Request(
                row.isNullAt(1) ? "" : row.getString(1),
                row.isNullAt(2) ? "" : row.getString(2),
                row.isNullAt(3) ? null : row.getLocalDate(3),
                row.isNullAt(4) ? "" : row.getString(4),
                row.isNullAt(5) ? "" : row.getString(5),
                row.getLong(6));
    }

    /** What became of its rows this night. */
    Rows tonight() {
        return sources.values().stream().reduce(Rows.NONE, Rows::plus);
    }

    /** What became of its rows in all of the last nights. */
    Rows lately() {
        return nights.values().stream().reduce(Rows.NONE, Rows::plus);
    }

    /** Its name; another text for deliveries that name no department. */
    String shownAs(Words words) {
        return name.isEmpty() ? words.text("unknown") : name;
    }

    /** File of its page without the ending: the same in every release, and of letters that every file system has. */
    String page() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "department-%064x".formatted(new BigInteger(1, digest)).substring(0, "department-".length() + 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
