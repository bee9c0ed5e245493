package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import java.util.ArrayList;
import java.util.List;

/** A table in a frame of its own, which scrolls sideways where the screen is narrow and which the keyboard can reach. */
final class Table {
    private final String caption;
    private final List<String> heads = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private String foot = "";
    private String kind = "";
    private int headed;

    /**
     * A table.
     *
     * @param caption for those who hear the page
     */
    Table(String caption) {
        this.caption = caption;
    }

    /** Adds columns of texts. */
    Table texts(String... titles) {
        for (String title : titles) {
            heads.add("<th scope=\"col\">" + escaped(title) + "</th>");
        }
        return this;
    }

    /** Adds columns of figures, which stand to the right. */
    Table figures(String... titles) {
        for (String title : titles) {
            heads.add("<th scope=\"col\" class=\"num\">" + escaped(title) + "</th>");
        }
        return this;
    }

    /** Says which cell is the head of its row, when it is not the first. */
    Table headedBy(int cell) {
        headed = cell;
        return this;
    }

    /** Gives it a class. */
    Table styled(String style) {
        kind = style;
        return this;
    }

    /** Adds a row. */
    Table row(List<Cell> cells) {
        rows.append(line(cells));
        return this;
    }

    /** Adds a row. */
    Table row(Cell... cells) {
        return row(List.of(cells));
    }

    /** Sets the last row, which sums up. */
    Table foot(List<Cell> cells) {
        foot = "<tfoot>" + line(cells) + "</tfoot>";
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table in its frame; a text instead of a table without rows. */
    String html(String none) {
        if (isEmpty()) {
            return Markup.empty(none);
        }
        return "<div class=\"scroll free\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption)
                + "\"><table" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + "><caption><span class=\"unseen\">"
                + escaped(caption) + "</span></caption><thead><tr>" + String.join("", heads) + "</tr></thead><tbody>"
                + rows + "</tbody>" + foot + "</table></div>";
    }

    private String line(List<Cell> cells) {
        StringBuilder line = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String style = cell.kind().isEmpty() ? "" : " class=\"" + cell.kind() + "\"";
            line.append(i == headed ? "<th scope=\"row\"" + style + ">" : "<td" + style + ">")
                    .append(cell.markup())
                    .append(i == headed ? "</th>" : "</td>");
        }
        return line.append("</tr>").toString();
    }
}
