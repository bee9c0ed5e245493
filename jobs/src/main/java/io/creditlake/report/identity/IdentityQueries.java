package io.creditlake.report.identity;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.match.Model;
import io.creditlake.match.OwnKey;
import io.creditlake.report.identity.IdentityExplanation.Case;
import io.creditlake.report.identity.IdentityExplanation.Code;
import io.creditlake.report.identity.IdentityExplanation.Judged;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Move;
import io.creditlake.report.identity.IdentityExplanation.Seen;
import io.creditlake.report.identity.IdentityExplanation.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks a release for what explains the identity of a subject. */
public final class IdentityQueries {
    private static final int SHOWN = 100;
    private static final int CASES_SHOWN = 20;
    /** Subjects that became one with others that became one with this; deeper ones are rare, and each asks once more. */
    private static final int DEEPEST = 10;

    private final SparkSession reader;
    private final TableContracts contracts;
    private final List<Model> models;
    private final long subjectId;

    private IdentityQueries(SparkSession reader, TableContracts contracts, List<Model> models, long subjectId) {
        this.reader = reader;
        this.contracts = contracts;
        this.models = models;
        this.subjectId = subjectId;
    }

    /**
     * Explains the identity of a subject.
     *
     * @param reader session that shows the release
     * @param release name of the release
     * @param models the models of matching as configured now, which name the thresholds
     * @return empty when the release does not have the subject, or it is a natural person
     */
    public static Optional<IdentityExplanation> explain(
            SparkSession reader, String release, TableContracts contracts, List<Model> models, long subjectId) {
        IdentityQueries queries = new IdentityQueries(reader, contracts, models, subjectId);
        return queries
                .ask("SELECT * FROM subject.subject WHERE subject_id = :id AND NOT kind <=> 'person'")
                .collectAsList()
                .stream()
                .findFirst()
                .map(row -> queries.explain(release, row));
    }

    private IdentityExplanation explain(String release, Row row) {
        Subject subject = new Subject(
                subjectId,
                text(row, "kind"),
                text(row, "name"),
                text(row, "uscc"),
                Optional.ofNullable(day(row, "first_seen")));
        Map<String, String> labels = contracts.recordClasses().stream()
                .collect(Collectors.toMap(t -> t.name().table(), TableContract::label));
        NameQueries names = new NameQueries(reader, subjectId);
        return new IdentityExplanation(
                release,
                subject,
                codes(),
                names.names(),
                names.former(),
                new TieQueries(reader, labels, models, subjectId).ties(),
                history(),
                cases(),
                judgements());
    }

    private Listed<Code> codes() {
        return listed(
                ask(
                        """
                        SELECT * FROM subject.identifier WHERE subject_id = :id AND kind <> 'person_token'
                        ORDER BY array_position(array('uscc', 'org_code', 'reg_no', 'tax_no'), kind), last_seen DESC, value
                        """),
                SHOWN,
                r -> new Code(text(r, "kind"), text(r, "value"), seen(r)));
    }

    /** The moves of the subject, of those given up for it, of those given up for them, and so on. */
    private Listed<Move> history() {
        Set<Long> known = new LinkedHashSet<>(Set.of(subjectId));
        Collection<Long> open = known;
        for (int depth = 0; depth < DEEPEST && !open.isEmpty(); depth++) {
            List<Long> from = reader
                    .sql("SELECT DISTINCT from_subject_id FROM subject.merge WHERE into_subject_id IN (" + ids(open)
                            + ") AND kind = 'merge' LIMIT " + SHOWN * DEEPEST)
                    .collectAsList()
                    .stream()
                    .map(r -> r.getLong(0))
                    .filter(id -> !known.contains(id))
                    .toList();
            known.addAll(from);
            open = from;
        }
        Dataset<Row> moves = reader.sql("SELECT * FROM subject.merge WHERE into_subject_id IN (" + ids(known)
                + ") OR from_subject_id = " + subjectId + " ORDER BY merged_on DESC, from_subject_id");
        return listed(moves, SHOWN, this::move);
    }

    private Move move(Row row) {
        String rule = text(row, "rule");
        String evidence = text(row, "evidence");
        return new Move(
                text(row, "kind"),
                row.<Long>getAs("from_subject_id"),
                row.<Long>getAs("into_subject_id"),
                rule,
                rule.startsWith(Match.RULE) ? "" : evidence,
                Match.of(rule, evidence, row.getAs("weight"), models),
                day(row, "merged_on"));
    }

    private Listed<Case> cases() {
        return listed(
                ask(
                        """
                        SELECT * FROM subject.review
                        WHERE status = 'open' AND (left_subject_id = :id OR right_subject_id = :id)
                        ORDER BY probability DESC NULLS LAST, case_id
                        """),
                CASES_SHOWN,
                this::openCase);
    }

    private Case openCase(Row row) {
        boolean leftPerson = OwnKey.kind(text(row, "left_key")).equals(OwnKey.PERSON);
        boolean rightPerson = OwnKey.kind(text(row, "right_key")).equals(OwnKey.PERSON);
        String evidence = text(row, "evidence");
        return new Case(
                row.<Long>getAs("case_id"),
                text(row, "kind"),
                leftPerson ? "" : text(row, "left_name"),
                leftPerson ? "" : text(row, "left_key"),
                rightPerson ? "" : text(row, "right_name"),
                rightPerson ? "" : text(row, "right_key"),
                Match.of(Match.RULE + text(row, "model"), evidence, row.getAs("weight"), models),
                JudgedEvidence.of(evidence),
                day(row, "raised_on"));
    }

    private Listed<Judged> judgements() {
        return listed(
                ask(
                        """
                        WITH own AS (
                          SELECT concat(kind, ':', value) AS key FROM subject.identifier
                          WHERE subject_id = :id AND kind IN ('org_code', 'reg_no')
                          UNION ALL
                          SELECT concat('name:', name_key, '@', region) FROM subject.name WHERE subject_id = :id
                          UNION ALL
                          SELECT concat('record:', record_id) FROM subject.link WHERE subject_id = :id)
                        SELECT * FROM subject.judgement
                        WHERE left_key IN (SELECT key FROM own) OR right_key IN (SELECT key FROM own)
                        ORDER BY judged_on DESC, judgement_id
                        """),
                SHOWN,
                r -> new Judged(
                        text(r, "judgement_id"),
                        text(r, "left_key"),
                        text(r, "right_key"),
                        text(r, "says"),
                        text(r, "judged_by"),
                        text(r, "note"),
                        day(r, "judged_on")));
    }

    private Dataset<Row> ask(String sql) {
        return reader.sql(sql, Map.<String, Object>of("id", subjectId));
    }

    /** The first rows of a question, and how many follow. */
    static <T> Listed<T> listed(Dataset<Row> rows, int most, Function<Row, T> read) {
        List<Row> first = rows.takeAsList(most + 1);
        long more = first.size() > most ? rows.count() - most : 0;
        List<T> shown = new ArrayList<>();
        first.stream().limit(most).forEach(row -> shown.add(read.apply(row)));
        return new Listed<>(shown, more);
    }

    private static String ids(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The first and the last night that saw something. */
    static Seen seen(Row row) {
        return new Seen(day(row, "first_seen"), day(row, "last_seen"));
    }

    /** The text of a column; empty for null. */
    static String text(Row row, String column) {
        String value = row.getAs(column);
        return value == null ? "" : value;
    }

    /** A day of a row, whichever class of Java the session gives days in; null for null. */
    static LocalDate day(Row row, String column) {
        Object value = row.getAs(column);
        return value == null ? null : LocalDate.parse(value.toString());
    }
}
