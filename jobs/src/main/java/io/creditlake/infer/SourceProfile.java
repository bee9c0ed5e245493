package io.creditlake.infer;

import io.creditlake.infer.Written.FileColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the files of a source hold, read once from their beginning to their end.
 *
 * @param files how each is written
 * @param columns the columns of all of them
 * @param orders the orders of their days
 */
record SourceProfile(List<Written> files, List<SourceColumn> columns, DayOrders orders) {
    /**
     * Reads files of one source.
     *
     * @throws io.creditlake.config.ConfigurationException when one of them cannot be read
     */
    static SourceProfile of(List<Path> files, Knowledge knowledge) throws IOException {
        List<Written> written = new ArrayList<>();
        for (Path file : files) {
            written.add(new FileReading(file).find(knowledge::isHeader));
        }
        List<List<SourceColumn>> ofFiles = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
        List<SourceColumn> columns = new ArrayList<>();
        Map<String, SourceColumn> byName = new LinkedHashMap<>();
        // A file with two header rows tells that a code and a label are the same column, so it comes first.
        for (int file : IntStream.range(0, files.size())
                .boxed()
                .sorted(Comparator.comparing(f -> -headers(written.get(f))))
                .toList()) {
            ofFiles.set(
                    file,
                    written.get(file).columns().stream()
                            .map(c -> column(c, file, byName, columns, knowledge))
                            .toList());
        }
        DayOrders orders = new DayOrders();
        for (int file = 0; file < files.size(); file++) {
            read(new FileReading(files.get(file)), written.get(file), ofFiles.get(file), orders);
        }
        return new SourceProfile(written, columns, orders);
    }

    private static long headers(Written file) {
        return file.columns().stream().mapToLong(c -> c.names().size()).max().orElse(0);
    }

    private static void read(FileReading reading, Written written, List<SourceColumn> columns, DayOrders orders)
            throws IOException {
        int[] places = columns.stream().mapToInt(SourceColumn::index).toArray();
        int[] days = new int[places.length];
        reading.rows(written, cells -> {
            for (int i = 0; i < cells.length; i++) {
                days[i] = columns.get(i).profile().add(cells[i]);
            }
            orders.add(days, places);
        });
    }

    /** The column of the source that a file has under these headers, a new one when none has them yet. */
    private static SourceColumn column(
            FileColumn column,
            int file,
            Map<String, SourceColumn> byName,
            List<SourceColumn> columns,
            Knowledge knowledge) {
        Optional<SourceColumn> known = column.names().stream()
                .flatMap(n -> Optional.ofNullable(byName.get(HeaderText.reduced(n))).stream())
                .filter(c -> !c.files().contains(file))
                .findFirst();
        SourceColumn result = known.orElseGet(() ->
                new SourceColumn(columns.size(), new ArrayList<>(), new TreeSet<>(), new Profile(knowledge.regions())));
        if (known.isEmpty()) {
            columns.add(result);
        }
        result.files().add(file);
        for (String name : column.names()) {
            if (byName.putIfAbsent(HeaderText.reduced(name), result) == null) {
                result.names().add(name);
            }
        }
        return result;
    }

    /** Data rows of all files. */
    long rows() {
        return files.stream().mapToLong(f -> f.tables().rows()).sum();
    }
}
