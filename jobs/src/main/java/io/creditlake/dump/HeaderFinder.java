package io.creditlake.dump;

import io.creditlake.config.Spelling;
import io.creditlake.contract.Headers;
import io.creditlake.dump.DumpShape.Column;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the header of a file among its first rows by the headers that the contract knows: title rows above it and a
 * second header row below it are recognised, columns may stand in any order.
 */
final class HeaderFinder {
    /** Rows in which the header is looked for. */
    static final int ROWS = 20;

    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_LISTED = 20;

    private final DumpShape shape;
    private final Map<String, Integer> known = new HashMap<>();

    HeaderFinder(DumpShape shape) {
        this.shape = shape;
        List<Column> columns = shape.columns();
        for (int i = 0; i < columns.size(); i++) {
            for (String header : columns.get(i).headers()) {
                known.putIfAbsent(Headers.reduced(header), i);
            }
        }
    }

    /**
     * The header of a file.
     *
     * @param names headers by position, cleaned
     * @param fields for each field of the contract the position of its cell, -1 when it is lacking
     * @param unknown headers that the contract does not know
     * @param skip rows before the first data row
     */
    record Header(List<String> names, List<Integer> fields, List<String> unknown, int skip) {}

    /** The header of a document without rows, which says nothing of its columns. */
    Header none() {
        return new Header(List.of(), Collections.nCopies(shape.columns().size(), -1), List.of(), 0);
    }

    /**
     * Finds the header.
     *
     * @param rows the first rows of the file
     * @throws DumpException when there is none, or a column is lacking that must be there
     */
    Header find(List<List<String>> rows) throws DumpException {
        return find(rows, rows);
    }

    /**
     * Finds the header of a sheet. A title merged over several columns stands over each of them: where a column is known
     * by title and heading together ({@code 法定代表人} over {@code 姓名}), that is its header.
     *
     * @param rows the first rows of the sheet
     * @param spread the same rows, each merged title in all of its columns
     */
    Header find(List<List<String>> rows, List<List<String>> spread) throws DumpException {
        if (rows.isEmpty()) {
            throw new DumpException("文件没有内容（只有空白行）");
        }
        int best = best(rows, spread);
        if (best < 0) {
            throw new DumpException("找不到表头：前 " + Math.min(rows.size(), ROWS) + " 行中没有约定的列名（如 " + example() + "）");
        }
        List<String> header = titled(rows, spread, best);
        boolean twoRows = best + 1 < rows.size()
                && matches(rows.get(best + 1)).size() > matches(header).size() / 2;
        return header(header, best + (twoRows ? 2 : 1));
    }

    /** Known columns in what would be the header; 0 when there is none. */
    int score(List<List<String>> rows, List<List<String>> spread) {
        int best = best(rows, spread);
        return best < 0 ? 0 : matches(titled(rows, spread, best)).size();
    }

    private int best(List<List<String>> rows, List<List<String>> spread) {
        int best = -1;
        int bestScore = 0;
        for (int i = 0; i < Math.min(rows.size(), ROWS); i++) {
            int score = matches(titled(rows, spread, i)).size();
            if (score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        return best;
    }

    /** A row as header: with the titles above where they make a known name. */
    private List<String> titled(List<List<String>> rows, List<List<String>> spread, int row) {
        List<String> cells = new ArrayList<>(rows.get(row));
        for (int i = 0; row > 0 && i < cells.size(); i++) {
            List<String> above = spread.get(row - 1);
            String title = i < above.size() ? above.get(i) : "";
            if (!title.isEmpty() && known.containsKey(Headers.reduced(title + cells.get(i)))) {
                cells.set(i, title + cells.get(i));
            }
        }
        return cells;
    }

    /** The header of a file whose rows name their cells themselves. */
    Header ofKeys(Set<String> keys) throws DumpException {
        Header header = header(List.copyOf(keys), 0);
        return new Header(List.copyOf(keys), header.fields(), header.unknown(), 0);
    }

    private Header header(List<String> cells, int skip) throws DumpException {
        List<Integer> positions =
                new ArrayList<>(Collections.nCopies(shape.columns().size(), -1));
        Map<Integer, Integer> rank = new HashMap<>();
        List<String> names = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int cell = 0; cell < cells.size(); cell++) {
            String name = shown(cells.get(cell));
            names.add(name);
            Integer field = known.get(Headers.reduced(cells.get(cell)));
            if (field == null) {
                if (!name.isEmpty()) {
                    unknown.add(name);
                }
                continue;
            }
            int preference = preference(field, cells.get(cell));
            if (preference < rank.getOrDefault(field, Integer.MAX_VALUE)) {
                rank.put(field, preference);
                positions.set(field, cell);
            }
        }
        refuseIncomplete(positions, unknown);
        return new Header(List.copyOf(names), List.copyOf(positions), List.copyOf(unknown), skip);
    }

    private int preference(int field, String header) {
        List<String> headers = shape.columns().get(field).headers();
        for (int i = 0; i < headers.size(); i++) {
            if (Headers.reduced(headers.get(i)).equals(Headers.reduced(header))) {
                return i;
            }
        }
        return headers.size();
    }

    private void refuseIncomplete(List<Integer> positions, List<String> unknown) throws DumpException {
        // A row with a single known name may be one of data, which no message may repeat.
        boolean isHeader = positions.stream().filter(p -> p >= 0).count() > 1;
        List<String> others = isHeader ? List.copyOf(new TreeSet<>(unknown)) : List.of();
        List<String> lacking = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Column column = shape.columns().get(i);
            if (column.mustExist() && positions.get(i) < 0) {
                String hint = column.headers().stream()
                        .flatMap(name -> Spelling.nearest(name, others).stream())
                        .findFirst()
                        .map(near -> "，是否被改名为 " + near)
                        .orElse("");
                lacking.add(column.headers().get(0) + "（" + column.label() + hint + "）");
            }
        }
        if (!lacking.isEmpty()) {
            throw new DumpException("缺少必需的列：" + String.join("、", lacking) + listed(others));
        }
    }

    private static String listed(List<String> others) {
        if (others.isEmpty()) {
            return "";
        }
        String more = others.size() > MOST_LISTED ? " 等 " + others.size() + " 列" : "";
        return "；未约定的列：" + String.join("、", others.subList(0, Math.min(others.size(), MOST_LISTED))) + more;
    }

    /** A header fit to be shown: what stands in the place of one may be anything. */
    private static String shown(String header) {
        String clean = Text.clean(header);
        if (clean == null) {
            return "";
        }
        String masked = CitizenNumber.maskIn(clean);
        return masked.length() > LONGEST_SHOWN ? masked.substring(0, LONGEST_SHOWN) + "…" : masked;
    }

    private Set<Integer> matches(List<String> cells) {
        Set<Integer> fields = new TreeSet<>();
        cells.forEach(
                cell -> Optional.ofNullable(known.get(Headers.reduced(cell))).ifPresent(fields::add));
        return fields;
    }

    private String example() {
        Column first = shape.columns().get(0);
        return String.join("、", first.headers());
    }
}
