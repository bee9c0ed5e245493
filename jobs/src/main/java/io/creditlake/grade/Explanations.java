package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Move;
import io.creditlake.grade.Explanation.Review;
import io.creditlake.grade.Explanation.Subject;
import io.creditlake.lake.Sessions;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Explains grades from the tables of a release. */
public final class Explanations {
    private final SparkSession reader;
    private final Policies policies;
    private final long subjectId;

    private Explanations(SparkSession reader, Policies policies, long subjectId) {
        this.reader = reader;
        this.policies = policies;
        this.subjectId = subjectId;
    }

    /**
     * Explains the grades of a subject.
     *
     * @param reader session that shows a release
     * @param policies the policies as configured now, which name remedies and what records show
     * @param subjectId subject
     * @param policy the only policy of interest, internal or not; empty for all that are public
     * @return empty when the release does not have the subject
     */
    public static Optional<Explanation> explain(
            SparkSession reader, Policies policies, long subjectId, Optional<String> policy) {
        return new Explanations(reader, policies, subjectId).explain(policy);
    }

    private Optional<Explanation> explain(Optional<String> policy) {
        return own("subject.subject").collectAsList().stream().findFirst().map(row -> {
            String kind = row.getAs("kind");
            boolean person = "person".equals(kind);
            Subject subject = new Subject(
                    subjectId, kind, person ? "" : text(row, "name"), person ? "" : text(row, "uscc"), isVerified(row));
            return new Explanation(subject, grades(row, policy));
        });
    }

    private static boolean isVerified(Row row) {
        boolean told =
                List.of(row.schema().fieldNames()).contains("verified") && !row.isNullAt(row.fieldIndex("verified"));
        return !told || row.<Boolean>getAs("verified");
    }

    private List<Grade> grades(Row subject, Optional<String> policy) {
        List<Row> contributions = own("grade.contribution").collectAsList();
        EvidenceReader evidence = new EvidenceReader(this::table, policies.contracts(), subjectId);
        List<Grade> grades = new ArrayList<>();
        for (Row row : own("grade.grade").orderBy("policy").collectAsList()) {
            String id = row.getAs("policy");
            if (!policy.map(id::equals).orElseGet(() -> isPublic(id))) {
                continue;
            }
            Optional<PolicyVersion> version = policies.find(id).flatMap(p -> p.version(text(row, "policy_version")));
            List<Contribution> own = new ArrayList<>();
            contributions.stream()
                    .filter(c -> id.equals(c.getAs("policy")))
                    .forEach(c -> own.add(contribution(c, version, evidence)));
            own.sort(Comparator.comparing((Contribution c) -> !c.kind().equals("direct"))
                    .thenComparing(c -> c.points().abs().negate())
                    .thenComparing(Contribution::id));
            grades.add(grade(row, version, own, subject));
        }
        return List.copyOf(grades);
    }

    /** What is internal, or no longer configured, is shown to who names it. */
    private boolean isPublic(String policy) {
        return policies.find(policy).map(Policy::isPublic).orElse(false);
    }

    private Grade grade(Row row, Optional<PolicyVersion> version, List<Contribution> contributions, Row subject) {
        String policy = row.getAs("policy");
        Optional<LocalDate> next = EvidenceReader.day(row, "next_review_on");
        return new Grade(
                policy,
                version.map(PolicyVersion::title)
                        .or(() -> policies.find(policy).map(Policy::id))
                        .orElse(policy),
                text(row, "policy_version"),
                EvidenceReader.day(row, "as_of").orElseThrow(),
                text(row, "grade"),
                version.flatMap(v -> v.category(text(row, "grade"))).orElse(""),
                row.getAs("score"),
                version.map(PolicyVersion::base),
                Optional.ofNullable(row.getAs("previous_grade")),
                Optional.ofNullable(row.getAs("direct_rule")),
                List.copyOf(contributions),
                next.flatMap(day -> version.flatMap(v -> review(v, day, subject, contributions))));
    }

    private static Contribution contribution(Row row, Optional<PolicyVersion> version, EvidenceReader reader) {
        String id = row.getAs("indicator");
        Optional<Indicator> indicator = version.flatMap(v -> v.indicator(id));
        Optional<DirectRule> rule = version.flatMap(v -> v.directRule(id));
        HashSet<Long> ids = new HashSet<>(row.<Long>getList(row.fieldIndex("evidence")));
        List<Evidence> evidence = indicator
                .map(i -> reader.of(i.selection().recordClass(), ids, i.shown()))
                .or(() -> rule.map(r -> reader.of(r.selection().recordClass(), ids, r.shown())))
                .orElse(List.of());
        return new Contribution(
                id,
                text(row, "kind"),
                text(row, "title"),
                row.getAs("points"),
                row.getAs("measure"),
                text(row, "basis"),
                indicator
                        .map(Indicator::remedy)
                        .or(() -> rule.map(DirectRule::remedy))
                        .orElse(""),
                evidence);
    }

    /** What the same version gives on the day of the next review, with the records there are. */
    private Optional<Review> review(PolicyVersion version, LocalDate day, Row subject, List<Contribution> now) {
        Dataset<Row> one = reader.range(1)
                .select(
                        lit(subjectId).as("subject_id"),
                        lit(text(subject, "kind")).as("kind"),
                        lit(text(subject, "industry")).as("industry"));
        return new Grading(List.of(version), day)
                .of(this::own, one).collectAsList().stream()
                        .findFirst()
                        .map(row -> new Review(day, text(row, "grade"), row.getAs("score"), moves(now, row)));
    }

    private static List<Move> moves(List<Contribution> now, Row then) {
        Map<String, Move> moves = new LinkedHashMap<>();
        for (Contribution c : now) {
            moves.put(c.id(), new Move(c.id(), c.title(), c.points(), BigDecimal.ZERO));
        }
        HashSet<String> unmoved = new HashSet<>();
        for (Row c : then.<Row>getList(then.fieldIndex("contributions"))) {
            if (c == null) {
                continue;
            }
            String id = c.getAs("indicator");
            BigDecimal after = c.getAs("points");
            Move before = moves.get(id);
            moves.put(id, new Move(id, text(c, "title"), before == null ? BigDecimal.ZERO : before.before(), after));
            if (before != null && before.before().compareTo(after) == 0) {
                unmoved.add(id);
            }
        }
        moves.keySet().removeAll(unmoved);
        return List.copyOf(moves.values());
    }

    private Dataset<Row> table(String name) {
        return reader.table(Sessions.CATALOG + "." + name);
    }

    private Dataset<Row> own(String name) {
        return table(name).where(col("subject_id").equalTo(lit(subjectId)));
    }

    private static String text(Row row, String column) {
        String value = row.getAs(column);
        return value == null ? "" : value;
    }
}
