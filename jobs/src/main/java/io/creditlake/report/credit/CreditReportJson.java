package io.creditlake.report.credit;

import io.creditlake.report.credit.CreditReport.Grade;
import io.creditlake.report.credit.CreditReport.Item;
import io.creditlake.report.credit.CreditReport.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for a program: keys as the columns of the lake, days as ISO text, what is absent as null. */
public final class CreditReportJson {
    private CreditReportJson() {}

    /** One JSON document: {@code number}, {@code code} and, under {@code report}, what they stand for. */
    public static String of(CreditReport report, Seal seal) {
        return Json.indented(object(
                "number", seal.number(),
                "code", seal.code(),
                "proves", !seal.demonstration(),
                "report", tree(report)));
    }

    /** What a report says, in one line; equal reports are equal texts. The digest of its number is of this. */
    static String content(CreditReport report) {
        return Json.compact(tree(report));
    }

    private static Map<String, Object> tree(CreditReport report) {
        CreditReport.Subject subject = report.subject();
        return object(
                "release",
                report.release(),
                "date",
                report.date(),
                "subject",
                object(
                        "subject_id", subject.id(),
                        "kind", orNull(subject.kind()),
                        "name", orNull(subject.name()),
                        "uscc", orNull(subject.uscc()),
                        "region", orNull(subject.region()),
                        "industry", orNull(subject.industry()),
                        "status", orNull(subject.status()),
                        "established_on", subject.establishedOn(),
                        "verified", subject.verified()),
                "codes",
                report.codes().stream()
                        .map(c -> object("kind", c.kind(), "value", c.value()))
                        .toList(),
                "former_names",
                report.formerNames().stream()
                        .map(n -> object("name", n.name(), "from", n.from(), "until", n.until()))
                        .toList(),
                "grades",
                report.grades().stream().map(CreditReportJson::grade).toList(),
                "lists",
                report.listings().stream()
                        .map(l -> object(
                                "list", l.list(),
                                "title", l.title(),
                                "colour", l.colour(),
                                "authority", orNull(l.authority()),
                                "reason", orNull(l.reason()),
                                "basis", orNull(l.basis()),
                                "starts_on", l.startsOn(),
                                "ends_on", l.endsOn()))
                        .toList(),
                "records",
                records(report));
    }

    private static Map<String, Object> grade(Grade grade) {
        List<Map<String, Object>> reasons = grade.reasons().stream()
                .map(r -> object(
                        "indicator", r.indicator(),
                        "title", r.title(),
                        "kind", r.kind(),
                        "points", r.points(),
                        "basis", r.basis(),
                        "records", r.records()))
                .toList();
        return object(
                "policy", grade.policy(),
                "title", grade.title(),
                "version", grade.version(),
                "as_of", grade.asOf(),
                "grade", grade.grade(),
                "category", orNull(grade.category()),
                "score", grade.score(),
                "direct_rule", grade.direct(),
                "reasons", reasons);
    }

    private static Map<String, Object> records(CreditReport report) {
        Map<String, Object> classes = new LinkedHashMap<>();
        report.sections()
                .forEach(section -> classes.put(
                        section.recordClass(),
                        section.items().stream().map(CreditReportJson::item).toList()));
        return classes;
    }

    private static Map<String, Object> item(Item item) {
        Map<String, Object> tree = object(
                "record_id", item.recordId(),
                "department", item.department(),
                "occurred_on", item.occurredOn(),
                "severity", item.severity(),
                "lifecycle_basis", item.basis(),
                "shown_until", item.shownUntil(),
                "repairable_from", item.repairableFrom());
        Map<String, Object> values = new LinkedHashMap<>();
        for (Value value : item.values()) {
            values.put(value.column(), value.text());
        }
        tree.put("values", values);
        return tree;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
