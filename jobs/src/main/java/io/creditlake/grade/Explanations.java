package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.grade.EvidenceReader.Counting;
import io.creditlake.grade.Explanation.Contribution;
import io.creditlake.grade.Explanation.Grade;
import io.creditlake.grade.Explanation.Review;
import io.creditlake.grade.Explanation.Subject;
import io.creditlake.lake.Sessions;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Explains grades from the tables of a release. */
public final class Explanations {
    private final SparkSession reader;
    private final Policies policies;
    private final long subjectId;
    private final Optional<AsOf> asOf;
    /** Whether anything was decided about records of the subject, once asked for. */
    private Boolean decided;

    private Explanations(SparkSession reader, Policies policies, long subjectId, Optional<LocalDate> asOf) {
        this.reader = reader;
        this.policies = policies;
        this.subjectId = subjectId;
        this.asOf = asOf.map(day -> new AsOf(reader, policies, day));
    }

    /**
     * Explains the grades of a subject.
     *
     * @param reader session that shows a release
     * @param policies the policies as configured now, which name remedies and what records show
     * @param subjectId subject
     * @param policy the only policy of interest, internal or not; empty for all that are public
     * @param asOf the day whose grades are computed, see {@link AsOf}; empty for the grades that the release holds
     * @return empty when the release does not have the subject
     */
    public static Optional<Explanation> explain(
            SparkSession reader, Policies policies, long subjectId, Optional<String> policy, Optional<LocalDate> asOf) {
        return new Explanations(reader, policies, subjectId, asOf).explain(policy);
    }

    private Optional<Explanation> explain(Optional<String> policy) {
        return own("subject.subject").collectAsList().stream().findFirst().map(row -> {
            String kind = text(row, "kind");
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
        List<Row> rows = asOf
                .map(day -> day.grades(policy, one(subject)))
                .orElseGet(() -> own("grade.grade"))
                .orderBy("policy")
                .collectAsList()
                .stream()
                .filter(row -> isShown(policy, text(row, "policy")))
                .toList();
        Optional<LocalDate> day = rows.stream()
                .flatMap(row -> EvidenceReader.day(row, "as_of").stream())
                .max(Comparator.naturalOrder());
        if (day.isEmpty()) {
            return List.of();
        }
        List<Counting> items = new ArrayList<>();
        rows.forEach(row -> version(row).ifPresent(v -> items.addAll(items(v))));
        EvidenceReader evidence = new EvidenceReader(
                this::own,
                policies.contracts(),
                new Lifecycle(policies.lifecycles().on(day.get())),
                rulings(one(subject), day.get()),
                items);
        List<Row> stored =
                asOf.isPresent() ? List.of() : own("grade.contribution").collectAsList();
        List<Grade> grades = new ArrayList<>();
        for (Row row : rows) {
            List<Contribution> own = new ArrayList<>();
            contributions(row, stored).forEach(c -> own.add(contribution(c, version(row), items, evidence)));
            own.sort(Comparator.comparing((Contribution c) -> !c.kind().equals("direct"))
                    .thenComparing(c -> c.points().abs().negate())
                    .thenComparing(Contribution::id));
            grades.add(grade(row, version(row), own, subject));
        }
        return List.copyOf(grades);
    }

    private Optional<PolicyVersion> version(Row grade) {
        String digest = text(grade, "policy_digest");
        LocalDate day = EvidenceReader.day(grade, "as_of").orElseThrow();
        return policies.find(text(grade, "policy"))
                .flatMap(p -> p.version(text(grade, "policy_version")))
                // What a version says now explains no grade that was given when it said something else.
                .filter(v ->
                        digest.isEmpty() || policies.governed(v, day).digest().equals(digest));
    }

    private static List<Counting> items(PolicyVersion version) {
        List<Counting> items = new ArrayList<>();
        version.indicators().forEach(i -> items.add(new Counting(version.policy(), i.id(), i.selection(), i.shown())));
        version.directRules().forEach(r -> items.add(new Counting(version.policy(), r.id(), r.selection(), r.shown())));
        return items;
    }

    /** Those that a computed grade has with it, or those that the release stores of it. */
    private List<Row> contributions(Row grade, List<Row> stored) {
        if (asOf.isPresent()) {
            return grade.getList(grade.fieldIndex("contributions"));
        }
        return stored.stream()
                .filter(c -> text(grade, "policy").equals(c.getAs("policy")))
                .toList();
    }

    /** What is internal, or no longer configured, is shown to who names it. */
    private boolean isShown(Optional<String> wanted, String policy) {
        return wanted.map(policy::equals)
                .orElseGet(() -> policies.find(policy).map(Policy::isPublic).orElse(false));
    }

    private Grade grade(Row row, Optional<PolicyVersion> version, List<Contribution> contributions, Row subject) {
        String policy = row.getAs("policy");
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
                asOf.isPresent() ? Optional.empty() : Optional.ofNullable(row.getAs("previous_grade")),
                Optional.ofNullable(row.getAs("direct_rule")),
                List.copyOf(contributions),
                version.flatMap(v -> next(row, v)).flatMap(day -> review(policy, day, subject, contributions)));
    }

    /** The day on which records, or a law that is known already, move the grade next. */
    private Optional<LocalDate> next(Row row, PolicyVersion version) {
        LocalDate computed = EvidenceReader.day(row, "as_of").orElseThrow();
        return Stream.of(
                        EvidenceReader.day(row, "next_review_on"),
                        policies.find(version.policy()).flatMap(p -> p.nextAfter(version)),
                        policies.lifecycles().nextAfter(computed))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static Contribution contribution(
            Row row, Optional<PolicyVersion> version, List<Counting> items, EvidenceReader reader) {
        String id = row.getAs("indicator");
        Set<Long> ids = new HashSet<>(row.<Long>getList(row.fieldIndex("evidence")));
        return new Contribution(
                id,
                text(row, "kind"),
                text(row, "title"),
                row.getAs("points"),
                row.getAs("measure"),
                text(row, "basis"),
                version.flatMap(v -> v.indicator(id).map(Indicator::remedy).or(() -> v.directRule(id)
                                .map(DirectRule::remedy)))
                        .orElse(""),
                version.flatMap(v -> items.stream()
                                .filter(i -> i.policy().equals(v.policy()) && i.id().equals(id))
                                .findFirst())
                        .map(item -> reader.of(item, ids))
                        .orElse(List.of()));
    }

    /** What the version then in force gives on the day of the next review, with the records there are. */
    private Optional<Review> review(String policy, LocalDate day, Row subject, List<Contribution> contributions) {
        Dataset<Row> one = one(subject);
        List<PolicyVersion> versions = policies.inForce(policy, day).stream().toList();
        return new Grading(versions, new Lifecycle(policies.lifecycles().on(day)), day)
                .of(this::own, one, rulings(one, day)).collectAsList().stream()
                        .findFirst()
                        .map(row -> Reviews.of(day, row, contributions));
    }

    private Rulings rulings(Dataset<Row> subject, LocalDate day) {
        if (decided == null) {
            decided = !own(Rulings.TABLE).isEmpty();
        }
        return decided ? Rulings.of(this::own, subject, day) : Rulings.ofNothing();
    }

    /** The subject as those that are graded. */
    private Dataset<Row> one(Row subject) {
        return reader.range(1)
                .select(
                        lit(subjectId).as("subject_id"),
                        lit(text(subject, "kind")).as("kind"),
                        lit(text(subject, "industry")).as("industry"));
    }

    private Dataset<Row> own(String name) {
        return asOf.map(day -> day.table(name))
                .orElseGet(() -> reader.table(Sessions.CATALOG + "." + name))
                .where(col("subject_id").equalTo(lit(subjectId)));
    }

    private static String text(Row row, String column) {
        String value = row.getAs(column);
        return value == null ? "" : value;
    }
}
