package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.report.Chapter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of the lake and the sources with their columns, as the contracts say them. */
final class CataloguePage {
    private static final String COMMON = "record-common";

    private final Words words;
    private final Reference reference;

    CataloguePage(Words words, Reference reference) {
        this.words = words;
        this.reference = reference;
    }

    Page page() {
        return Page.of(
                Chapter.CATALOGUE,
                words,
                Markup.section(
                        "tables",
                        words.text("catalogue.tables"),
                        Markup.card("", words.text("catalogue.allTables"), tableIndex())),
                Markup.section(
                        "sources",
                        words.text("catalogue.sources"),
                        Markup.card("", words.text("catalogue.allSources"), sourceIndex())),
                Markup.section(
                        "columns",
                        words.text("catalogue.columns"),
                        common(),
                        reference.tables().all().stream().map(this::table).collect(Collectors.joining())),
                Markup.section(
                        "layouts",
                        words.text("catalogue.layouts"),
                        reference.sources().all().stream().map(this::source).collect(Collectors.joining())));
    }

    private String tableIndex() {
        Table table = new Table(words.text("catalogue.allTables"))
                .texts(words.text("col.table"), words.text("col.label"))
                .figures(words.text("col.columns"), words.text("col.personalColumns"));
        for (TableContract contract : reference.tables().all()) {
            table.row(
                    Cell.markup("<a class=\"code\" href=\"#" + anchor(contract) + "\">"
                            + escaped(contract.name().toString()) + "</a>"),
                    Cell.text(contract.label()),
                    Cell.count(contract.columns().size()),
                    Cell.count(
                            contract.columns().stream().filter(Column::personal).count()));
        }
        return table.html(words.text("none"));
    }

    private static String anchor(TableContract contract) {
        return contract.name().toString().replace('.', '-');
    }

    private String sourceIndex() {
        Table table = new Table(words.text("catalogue.allSources"))
                .texts(
                        words.text("col.source"),
                        words.text("col.department"),
                        words.text("col.class"),
                        words.text("col.formats"))
                .figures(words.text("col.columns"));
        for (SourceContract source : reference.sources().all()) {
            table.row(
                    Cell.markup("<a href=\"#source-" + escaped(source.source()) + "\">" + escaped(source.label())
                            + "</a>" + Markup.sub(Markup.code(source.source()))),
                    Cell.text(source.department()),
                    Cell.of(words.recordClass(source.recordClass())),
                    Cell.of(formats(source)),
                    Cell.count(source.fields().size()));
        }
        return table.html(words.text("none"));
    }

    private static String formats(SourceContract source) {
        String files = source.formats().stream()
                .map(Format::kind)
                .distinct()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return source.pull().isPresent() ? (files + " jdbc").strip() : files;
    }

    /** The columns of every record class stand once, and not in each. */
    private String common() {
        List<Column> columns = reference.tables().recordClasses().stream()
                .findFirst()
                .map(table -> table.columns().stream().filter(Column::common).toList())
                .orElse(List.of());
        return columns.isEmpty()
                ? ""
                : part(
                        COMMON,
                        words.text("catalogue.common"),
                        "record.*",
                        "",
                        columns(words.text("catalogue.common"), columns));
    }

    private String table(TableContract contract) {
        boolean isRecord = contract.recordClass().isPresent();
        List<Column> own = contract.columns().stream()
                .filter(c -> !isRecord || !c.common())
                .toList();
        String note = isRecord
                ? "<p class=\"note\"><a href=\"#" + COMMON + "\">" + escaped(words.text("catalogue.andCommon"))
                        + "</a></p>"
                : "";
        String name = contract.name().toString();
        return part(anchor(contract), contract.label(), name, note, columns(name, own));
    }

    private String columns(String name, List<Column> columns) {
        Table table = new Table(name)
                .texts(
                        words.text("col.column"),
                        words.text("col.type"),
                        words.text("col.label"),
                        words.text("col.description"),
                        words.text("col.personal"));
        for (Column column : columns) {
            table.row(
                    Cell.code(column.name()),
                    Cell.markup(Markup.code(column.type())),
                    Cell.of(column.label()),
                    Cell.text(column.description()),
                    personal(column.personal()));
        }
        return table.html(words.text("none"));
    }

    private Cell personal(boolean personal) {
        return personal ? new Cell(Markup.pill(words.text("personal"), "warn"), "") : Cell.of("–");
    }

    private String source(SourceContract source) {
        Table table = new Table(source.label() + " " + source.source())
                .texts(
                        words.text("col.header"),
                        words.text("col.label"),
                        words.text("col.column"),
                        words.text("col.standard"),
                        words.text("col.required"),
                        words.text("col.personal"));
        for (Field field : source.fields()) {
            table.row(
                    Cell.markup(field.headers().stream().map(Markup::code).collect(Collectors.joining("<br>"))),
                    Cell.text(field.label()),
                    field.kept() ? Cell.code(field.column()) : Cell.of(words.text("catalogue.notKept")),
                    Cell.of(words.word("standard", field.standard().name().toLowerCase(Locale.ROOT))),
                    Cell.of(field.required()
                            .map(severity ->
                                    words.text("required." + severity.name().toLowerCase(Locale.ROOT)))
                            .orElse("–")),
                    personal(field.personal()));
        }
        String facts = Markup.facts(
                Markup.fact(words.text("col.department"), escaped(source.department())),
                Markup.fact(
                        words.text("col.class"),
                        reference
                                .tables()
                                .recordClass(source.recordClass())
                                .map(t -> Markup.link("#" + anchor(t), t.name().toString()))
                                .orElse(escaped(source.recordClass()))),
                Markup.fact(words.text("col.formats"), escaped(formats(source))),
                Markup.fact(
                        words.text("catalogue.late"),
                        source.lateAfterWorkingDays()
                                .map(days -> escaped(words.text("catalogue.days", days)))
                                .orElse("–")));
        return part(
                "source-" + source.source(), source.label(), source.source(), facts, table.html(words.text("none")));
    }

    private static String part(String id, String title, String code, String above, String content) {
        return "<div class=\"card part\" id=\"%s\"><h3>%s%s</h3>%s%s</div>"
                .formatted(escaped(id), escaped(title), Markup.code(code), above, content);
    }
}
