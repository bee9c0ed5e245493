package io.creditlake.report.credit;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.creditlake.lake.ReleaseTables;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Visibility;
import io.creditlake.report.credit.CreditReport.Grade;
import io.creditlake.report.credit.CreditReport.Reason;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.data.Record;

/**
 * The grades of a subject that everybody may see: the release and the configuration both say that they are public.
 *
 * @param tables the release
 * @param policies the policies as configured
 */
record PublicGrades(ReleaseTables tables, Policies policies) {
    /** The columns of {@code grade.grade} that tell whether a grade may be shown, and which it is. */
    static final List<String> COLUMNS =
            List.of("subject_id", "policy", "policy_version", "as_of", "score", "grade", "direct_rule", "visibility");

    private static final String DIRECT = "direct";

    /** Whether a row of {@code grade.grade} may be shown. */
    boolean isPublic(Record grade) {
        return Visibility.PUBLIC.key().equals(grade.getField("visibility"))
                && policies.find(SubjectFacts.text(grade, "policy"))
                        .filter(Policy::isPublic)
                        .isPresent();
    }

    /** The title of the policy of a row. */
    String title(Record grade) {
        return version(grade).map(PolicyVersion::title).orElseGet(() -> SubjectFacts.text(grade, "policy"));
    }

    /** The grades of a subject, by policy. */
    List<Grade> of(long subjectId) {
        List<Record> rows = tables.rows("grade.grade", equal("subject_id", subjectId), COLUMNS).stream()
                .filter(this::isPublic)
                .sorted(Comparator.comparing(row -> SubjectFacts.text(row, "policy")))
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Record> contributions = tables.rows(
                "grade.contribution",
                equal("subject_id", subjectId),
                List.of("policy", "indicator", "kind", "title", "points", "evidence", "basis"));
        return rows.stream().map(row -> grade(row, contributions)).toList();
    }

    private Grade grade(Record row, List<Record> contributions) {
        String policy = SubjectFacts.text(row, "policy");
        String grade = SubjectFacts.text(row, "grade");
        Optional<String> rule = Optional.ofNullable((String) row.getField("direct_rule"));
        List<Reason> reasons = contributions.stream()
                .filter(c -> policy.equals(c.getField("policy")))
                .map(PublicGrades::reason)
                .sorted(Comparator.comparing((Reason r) -> !r.kind().equals(DIRECT))
                        .thenComparing(r -> r.points().abs().negate())
                        .thenComparing(Reason::indicator))
                .toList();
        return new Grade(
                policy,
                title(row),
                SubjectFacts.text(row, "policy_version"),
                SubjectFacts.day(row, "as_of").orElseThrow(),
                grade,
                version(row).flatMap(v -> v.category(grade)).orElse(""),
                (BigDecimal) row.getField("score"),
                rule.map(id -> reasons.stream()
                        .filter(r -> r.kind().equals(DIRECT) && r.indicator().equals(id))
                        .map(Reason::title)
                        .findFirst()
                        .orElse(id)),
                reasons);
    }

    private static Reason reason(Record row) {
        Object evidence = row.getField("evidence");
        BigDecimal points = (BigDecimal) row.getField("points");
        return new Reason(
                SubjectFacts.text(row, "indicator"),
                SubjectFacts.text(row, "title"),
                SubjectFacts.text(row, "kind"),
                points == null ? BigDecimal.ZERO : points,
                SubjectFacts.text(row, "basis"),
                evidence == null ? 0 : ((Collection<?>) evidence).size());
    }

    private Optional<PolicyVersion> version(Record row) {
        return policies.find(SubjectFacts.text(row, "policy"))
                .flatMap(p -> p.version(SubjectFacts.text(row, "policy_version")));
    }
}
