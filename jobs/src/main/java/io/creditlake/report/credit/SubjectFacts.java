package io.creditlake.report.credit;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;

import io.creditlake.lake.ReleaseTables;
import io.creditlake.report.credit.CreditReport.Code;
import io.creditlake.report.credit.CreditReport.FormerName;
import io.creditlake.report.credit.CreditReport.Listing;
import io.creditlake.report.credit.CreditReport.Subject;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Regions;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.data.Record;

/**
 * Who a subject is, and the lists that it is on.
 *
 * @param tables the release
 * @param regions names of regions
 */
record SubjectFacts(ReleaseTables tables, Regions regions) {
    /** The kind of a natural person. */
    static final String PERSON = "person";

    private static final List<String> SUBJECT = List.of(
            "subject_id",
            "kind",
            "name",
            "uscc",
            "org_code",
            "reg_no",
            "region",
            "industry",
            "status",
            "established_on",
            "verified");

    /** The golden record, without what is personal. */
    Optional<Record> subject(long subjectId) {
        return tables.rows("subject.subject", equal("subject_id", subjectId), SUBJECT).stream()
                .findFirst();
    }

    /** The golden record for the report. */
    Subject subject(Record row) {
        String region = text(row, "region");
        String place = region.isEmpty() ? "" : Objects.requireNonNullElse(regions.name(region), region);
        return new Subject(
                (Long) row.getField("subject_id"),
                text(row, "kind"),
                text(row, "name"),
                text(row, "uscc"),
                place,
                text(row, "industry"),
                text(row, "status"),
                day(row, "established_on"),
                !Boolean.FALSE.equals(row.getField("verified")));
    }

    /** The codes that it was seen under and that pass their check. */
    List<Code> codes(long subjectId) {
        return tables.rows("subject.identifier", equal("subject_id", subjectId), List.of("kind", "value")).stream()
                .filter(row -> !"person_token".equals(row.getField("kind")))
                .map(row -> new Code(text(row, "kind"), text(row, "value")))
                .distinct()
                .sorted(Comparator.comparing((Code c) -> ORDER.indexOf(c.kind()))
                        .thenComparing(Code::value))
                .toList();
    }

    private static final List<String> ORDER = List.of("uscc", "org_code", "reg_no", "tax_no");

    /** The names that the register had before, the latest first. */
    List<FormerName> formerNames(long subjectId) {
        List<String> columns = List.of("name", "registered_from", "ended_on");
        return tables.rows("subject.name", equal("subject_id", subjectId), columns).stream()
                .filter(row -> row.getField("registered_from") != null && row.getField("ended_on") != null)
                .map(row -> new FormerName(
                        text(row, "name"),
                        day(row, "registered_from"),
                        day(row, "ended_on").orElseThrow()))
                .distinct()
                .sorted(Comparator.comparing(FormerName::until).reversed().thenComparing(FormerName::name))
                .toList();
    }

    /** The lists that it is on. */
    List<Listing> listings(long subjectId) {
        List<String> columns =
                List.of("list", "title", "colour", "authority", "reason", "basis", "starts_on", "ends_on");
        return tables
                .rows("supervision.listing", and(equal("subject_id", subjectId), equal("state", "listed")), columns)
                .stream()
                .map(row -> new Listing(
                        text(row, "list"),
                        text(row, "title"),
                        text(row, "colour"),
                        text(row, "authority"),
                        CitizenNumber.maskIn(text(row, "reason")),
                        text(row, "basis"),
                        day(row, "starts_on"),
                        day(row, "ends_on")))
                .sorted(Comparator.comparing(Listing::list)
                        .thenComparing(l -> l.startsOn().orElse(LocalDate.MIN))
                        .thenComparing(Listing::reason))
                .toList();
    }

    static String text(Record row, String column) {
        Object value = row.getField(column);
        return value == null ? "" : value.toString();
    }

    static Optional<LocalDate> day(Record row, String column) {
        return Optional.ofNullable((LocalDate) row.getField(column));
    }
}
