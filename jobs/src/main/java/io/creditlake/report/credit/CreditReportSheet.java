package io.creditlake.report.credit;

import io.creditlake.report.Language;
import io.creditlake.report.credit.CreditReport.Grade;
import io.creditlake.report.credit.CreditReport.Item;
import io.creditlake.report.credit.CreditReport.Listing;
import io.creditlake.report.credit.CreditReport.Reason;
import io.creditlake.report.credit.CreditReport.Section;
import io.creditlake.report.credit.CreditReport.Subject;
import io.creditlake.report.credit.Sheet.Block;
import io.creditlake.report.credit.Sheet.Fact;
import io.creditlake.report.credit.Sheet.Facts;
import io.creditlake.report.credit.Sheet.Part;
import io.creditlake.report.credit.Sheet.Rows;
import io.creditlake.report.credit.Sheet.Text;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays a report out in one language. What records say stays in the language in which it was sent. */
final class CreditReportSheet {
    private final Map<String, String> words;

    private CreditReportSheet(Language language) {
        this.words = language.texts("credit.");
    }

    static Sheet of(CreditReport report, Seal seal, Language language) {
        CreditReportSheet layout = new CreditReportSheet(language);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(layout.word("part.subject"), layout.subject(report)));
        parts.add(new Part(layout.word("part.grades"), layout.grades(report.grades())));
        parts.add(new Part(layout.word("part.lists"), layout.lists(report.listings())));
        report.sections().stream()
                .filter(section -> !section.items().isEmpty())
                .forEach(section -> parts.add(layout.section(section)));
        List<String> none = report.sections().stream()
                .filter(section -> section.items().isEmpty())
                .map(Section::label)
                .toList();
        if (!none.isEmpty()) {
            String names = String.join(layout.word("comma"), none);
            parts.add(new Part(layout.word("part.none"), List.of(new Text(layout.word("none", names)))));
        }
        List<String> foot =
                new ArrayList<>(List.of(layout.word("foot.release", report.release()), layout.word("foot.shown")));
        foot.add(layout.word(seal.demonstration() ? "foot.demonstration" : "foot.verify"));
        return new Sheet(
                layout.word("title"),
                layout.name(report.subject()),
                List.of(
                        new Fact(layout.word("number"), seal.number()),
                        new Fact(layout.word("code"), seal.code()),
                        new Fact(layout.word("date"), report.date().toString())),
                List.copyOf(parts),
                List.copyOf(foot));
    }

    private String name(Subject subject) {
        return subject.name().isEmpty() ? "#" + subject.id() : subject.name();
    }

    private List<Block> subject(CreditReport report) {
        Subject subject = report.subject();
        List<Fact> facts = new ArrayList<>();
        add(facts, "name", subject.name());
        add(facts, "uscc", subject.uscc());
        report.codes().stream()
                .filter(c -> !c.value().equals(subject.uscc()))
                .forEach(c -> add(facts, c.kind(), c.value()));
        add(facts, "kind", subject.kind().isEmpty() ? "" : word("kind." + subject.kind()));
        add(facts, "region", subject.region());
        add(facts, "industry", subject.industry());
        add(facts, "status", subject.status().isEmpty() ? "" : value(subject.status()));
        add(
                facts,
                "established_on",
                subject.establishedOn().map(Object::toString).orElse(""));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Facts("", subject.verified() ? "" : word("unverified"), facts));
        if (!report.formerNames().isEmpty()) {
            blocks.add(new Rows(
                    word("former_names"),
                    "",
                    List.of(word("name"), word("from"), word("until")),
                    report.formerNames().stream()
                            .map(n ->
                                    List.of(n.name(), shown(n.from()), n.until().toString()))
                            .toList()));
        }
        return blocks;
    }

    private void add(List<Fact> facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(word(label), value));
        }
    }

    private List<Block> grades(List<Grade> grades) {
        if (grades.isEmpty()) {
            return List.of(new Text(word("ungraded")));
        }
        return grades.stream().map(this::grade).toList();
    }

    private Block grade(Grade grade) {
        String title =
                word("grade", grade.title(), grade.grade(), grade.category()).stripTrailing();
        String note =
                word("grade.note", grade.version(), grade.asOf(), grade.score().toPlainString())
                        + grade.direct().map(rule -> word("grade.direct", rule)).orElse("");
        if (grade.reasons().isEmpty()) {
            return new Facts(title, note, List.of());
        }
        return new Rows(
                title,
                note,
                List.of(word("reason"), word("points"), word("records"), word("basis")),
                grade.reasons().stream().map(this::reason).toList());
    }

    private List<String> reason(Reason reason) {
        boolean direct = reason.kind().equals("direct");
        return List.of(
                reason.title(),
                direct ? word("direct") : signed(reason.points()),
                String.valueOf(reason.records()),
                reason.basis());
    }

    private List<Block> lists(List<Listing> listings) {
        if (listings.isEmpty()) {
            return List.of(new Text(word("unlisted")));
        }
        List<Block> blocks = new ArrayList<>();
        for (Listing listing : listings) {
            List<Fact> facts = new ArrayList<>();
            add(facts, "authority", listing.authority());
            add(facts, "reason.list", listing.reason());
            add(facts, "basis", listing.basis());
            add(facts, "from", shown(listing.startsOn()));
            add(facts, "until", shown(listing.endsOn()));
            blocks.add(new Facts(listing.title() + word("colour." + listing.colour()), "", facts));
        }
        return blocks;
    }

    private Part section(Section section) {
        List<Block> blocks = new ArrayList<>();
        for (Item item : section.items()) {
            List<Fact> facts = new ArrayList<>();
            item.values().forEach(v -> facts.add(new Fact(v.label(), value(v.text()))));
            add(facts, "department", item.department());
            blocks.add(new Facts(item.occurredOn().map(Object::toString).orElse(word("no_day")), life(item), facts));
        }
        return new Part(word("part.records", section.label(), section.items().size()), blocks);
    }

    private String life(Item item) {
        List<String> life = new ArrayList<>();
        item.severity().ifPresent(s -> life.add(word("severity." + s)));
        item.shownUntil().ifPresent(day -> life.add(word("shown_until", day)));
        item.repairableFrom().ifPresent(day -> life.add(word("repairable", day)));
        item.basis().ifPresent(basis -> life.add(word("life.basis", basis)));
        return String.join(word("and"), life);
    }

    private static String shown(Optional<?> day) {
        return day.map(Object::toString).orElse("");
    }

    private static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : "") + points.toPlainString();
    }

    /** A word of the lake for people; any other value as it is. */
    private String value(String text) {
        return words.getOrDefault("value." + text, text);
    }

    private String word(String key, Object... values) {
        Object[] texts = List.of(values).stream().map(String::valueOf).toArray();
        String word = words.getOrDefault(key, key);
        return values.length == 0 ? word : MessageFormat.format(word, texts);
    }
}
