package io.creditlake.report.identity;

import static io.creditlake.report.identity.IdentityQueries.day;
import static io.creditlake.report.identity.IdentityQueries.text;

import io.creditlake.match.Model;
import io.creditlake.report.identity.IdentityExplanation.LinkedRecord;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Seen;
import io.creditlake.report.identity.IdentityExplanation.Tie;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks a release what tied the records of a subject to it. */
final class TieQueries {
    private static final int TIES_SHOWN = 30;
    private static final int RECORDS_SHOWN = 10;

    /** Groups of a rule and an evidence, those of certain rules first, and the first records of each. */
    private static final String LINKS =
            """
            WITH grouped AS (
              SELECT *, startswith(rule, 'match:') AS matched,
                count(*) OVER same AS records, min(linked_on) OVER same AS first_on, max(linked_on) OVER same AS last_on,
                row_number() OVER (PARTITION BY rule, evidence, weight ORDER BY linked_on, record_class, record_id) AS place
              FROM subject.link WHERE subject_id = :id
              WINDOW same AS (PARTITION BY rule, evidence, weight)),
            ranked AS (
              SELECT *, dense_rank() OVER (ORDER BY matched, records DESC, rule, evidence, weight) AS tie
              FROM grouped WHERE place <= %d)
            SELECT * FROM (SELECT *, max(tie) OVER () AS ties FROM ranked) WHERE tie <= %d ORDER BY tie, place
            """;

    private final SparkSession reader;
    private final Map<String, String> labels;
    private final List<Model> models;
    private final long subjectId;

    TieQueries(SparkSession reader, Map<String, String> labels, List<Model> models, long subjectId) {
        this.reader = reader;
        this.labels = labels;
        this.models = models;
        this.subjectId = subjectId;
    }

    Listed<Tie> ties() {
        List<Row> links = reader.sql(
                        LINKS.formatted(RECORDS_SHOWN, TIES_SHOWN), Map.<String, Object>of("id", subjectId))
                .collectAsList();
        Map<Long, LinkedRecord> records = records(links);
        Map<Integer, List<Row>> groups = new LinkedHashMap<>();
        links.forEach(row ->
                groups.computeIfAbsent(row.getAs("tie"), n -> new ArrayList<>()).add(row));
        long more = links.isEmpty() ? 0 : Math.max(0, links.get(0).<Integer>getAs("ties") - TIES_SHOWN);
        return new Listed<>(
                groups.values().stream().map(group -> tie(group, records)).toList(), more);
    }

    private Tie tie(List<Row> group, Map<Long, LinkedRecord> records) {
        Row first = group.get(0);
        String rule = text(first, "rule");
        String evidence = text(first, "evidence");
        Double weight = first.getAs("weight");
        Optional<Match> match = Match.of(rule, evidence, weight, models);
        List<LinkedRecord> shown = new ArrayList<>();
        group.forEach(row ->
                Optional.ofNullable(records.get(row.<Long>getAs("record_id"))).ifPresent(shown::add));
        return new Tie(
                rule,
                rule.startsWith(Match.RULE) || rule.equals("person_token") ? "" : evidence,
                match,
                weight == null ? 1 : weight,
                new Seen(day(first, "first_on"), day(first, "last_on")),
                new Listed<>(shown, first.<Long>getAs("records") - shown.size()));
    }

    /** The records of links, by id; each class is asked once. */
    private Map<Long, LinkedRecord> records(List<Row> links) {
        Map<String, List<Row>> byClass = links.stream()
                .filter(row -> labels.containsKey(text(row, "record_class")))
                .collect(Collectors.groupingBy(row -> text(row, "record_class"), TreeMap::new, Collectors.toList()));
        Map<Long, LinkedRecord> records = new HashMap<>();
        byClass.forEach((name, rows) -> {
            String ids = rows.stream()
                    .map(row -> String.valueOf(row.<Long>getAs("record_id")))
                    .collect(Collectors.joining(", "));
            reader.sql(
                            "SELECT record_id, subject_name, occurred_on, department, file, row_number FROM record."
                                    + name + " WHERE subject_id = :id AND record_id IN (" + ids + ")",
                            Map.<String, Object>of("id", subjectId))
                    .collectAsList()
                    .forEach(row -> records.put(row.getAs("record_id"), record(name, row)));
        });
        return records;
    }

    private LinkedRecord record(String name, Row row) {
        return new LinkedRecord(
                name,
                labels.get(name),
                row.<Long>getAs("record_id"),
                text(row, "subject_name"),
                Optional.ofNullable(day(row, "occurred_on")),
                text(row, "department"),
                text(row, "file"),
                row.<Long>getAs("row_number"));
    }
}
