package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.Chapter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The files that the night wrote for readers outside of the lake, and what readers have said about those of before. */
final class PublicationsPage {
    private static final String FILES =
            """
            SELECT publication, audience, mode, count(*) AS files, sum(rows) AS rows, count(DISTINCT part) AS parts
            FROM ops.publication WHERE run_date = :night GROUP BY publication, audience, mode ORDER BY publication
            """;
    private static final String RECEIPTS =
            """
            SELECT publication, status, count(*) AS files, sum(rows_received) AS received, sum(rows_refused) AS refused,
                   max(received_on) AS last
            FROM ops.receipt GROUP BY publication, status ORDER BY publication, status
            """;

    private final Words words;
    private final Reference reference;
    private final Found found;

    /**
     * What the page tells of: a few rows for each publication.
     *
     * @param files files of the night by publication and mode
     * @param receipts receipts by publication and status
     */
    record Found(List<Row> files, List<Row> receipts) {
        static Found gather(SparkSession reader, LocalDate night) {
            return new Found(
                    reader.sql(FILES, Map.of("night", night)).collectAsList(),
                    reader.sql(RECEIPTS).collectAsList());
        }
    }

    PublicationsPage(Words words, Reference reference, Found found) {
        this.words = words;
        this.reference = reference;
        this.found = found;
    }

    Page page() {
        return Page.of(
                Chapter.PUBLICATIONS,
                words,
                Markup.section(
                        "files",
                        words.text("publications.files"),
                        Markup.card("", words.text("publications.files"), files())),
                Markup.section(
                        "receipts",
                        words.text("publications.receipts"),
                        Markup.card("", words.text("publications.receipts"), receipts())));
    }

    private String files() {
        Table table = new Table(words.text("publications.files"))
                .texts(words.text("col.publication"), words.text("col.audience"), words.text("col.mode"))
                .figures(words.text("col.sentFiles"), words.text("col.parts"), words.text("col.rows"));
        for (Row row : found.files()) {
            table.row(
                    publication(row),
                    Cell.of(words.word("audience", row.getAs("audience"))),
                    Cell.of(words.word("mode", row.getAs("mode"))),
                    Cell.count(row.<Long>getAs("files")),
                    Cell.count(row.<Long>getAs("parts")),
                    Cell.count(row.<Long>getAs("rows")));
        }
        return table.html(words.text("publications.none"));
    }

    private String receipts() {
        Table table = new Table(words.text("publications.receipts"))
                .texts(words.text("col.publication"), words.text("col.receipt"))
                .figures(
                        words.text("col.sentFiles"),
                        words.text("col.received"),
                        words.text("col.refused"),
                        words.text("col.lastReceipt"));
        for (Row row : found.receipts()) {
            String status = row.getAs("status");
            table.row(
                    publication(row),
                    new Cell(
                            Markup.pill(words.word("receipt", status), status.equals("accepted") ? "good" : "warn"),
                            ""),
                    Cell.count(row.<Long>getAs("files")),
                    Cell.count(row.<Long>getAs("received")),
                    Cell.count(row.<Long>getAs("refused")),
                    Cell.figure(String.valueOf(row.<Object>getAs("last"))));
        }
        return table.html(words.text("publications.noReceipts"));
    }

    private Cell publication(Row row) {
        String id = row.getAs("publication");
        String title = reference.publications().get(id);
        return words.chinese() && title != null
                ? Cell.markup(escaped(title) + Markup.sub(Markup.code(id)))
                : Cell.code(id);
    }
}
