package io.creditlake.standardise;

import io.creditlake.dump.DumpSource.DumpFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/**
 * Values of columns that the contract does not know, by header. Nobody has said what they hold, so they are shown as a
 * text that may be anything is.
 */
final class ExtraColumns implements UDF2<Integer, scala.collection.Seq<String>, Map<String, String>> {
    static final MapType TYPE = DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;

    /** By index of the file, positions of the cells with their headers. */
    private final Map<Integer, Map<Integer, String>> unknown = new HashMap<>();

    private ExtraColumns() {}

    /** The expression over {@code file_index}, {@code problem} and {@code cells}; null when no file has such a column. */
    static Column of(List<DumpFile> files) {
        ExtraColumns extra = new ExtraColumns();
        for (DumpFile file : files) {
            unknown(file).ifPresent(cells -> extra.unknown.put(file.index(), cells));
        }
        Column none = functions.lit(null).cast(TYPE);
        if (extra.unknown.isEmpty()) {
            return none;
        }
        Column concerned = functions
                .col("file_index")
                .isin(extra.unknown.keySet().toArray())
                .and(functions.col("problem").isNull());
        return functions
                .when(concerned, functions.udf(extra, TYPE).apply(functions.col("file_index"), functions.col("cells")))
                .otherwise(none);
    }

    private static Optional<Map<Integer, String>> unknown(DumpFile file) {
        Set<String> headers = Set.copyOf(file.layout().unknown());
        Map<Integer, String> cells = new TreeMap<>();
        Map<String, Integer> met = new HashMap<>();
        List<String> header = file.layout().header();
        for (int i = 0; i < header.size(); i++) {
            if (headers.contains(header.get(i)) && !file.layout().fields().contains(i)) {
                int times = met.merge(header.get(i), 1, Integer::sum);
                cells.put(i, times == 1 ? header.get(i) : header.get(i) + "#" + times);
            }
        }
        return Optional.of(cells).filter(c -> !c.isEmpty());
    }

    @Override
    public Map<String, String> call(Integer fileIndex, scala.collection.Seq<String> cells) {
        Map<String, String> values = new LinkedHashMap<>();
        unknown.get(fileIndex).forEach((position, header) -> {
            String text = position < cells.length() ? cells.apply(position) : null;
            if (text != null && !text.isBlank()) {
                // Masked before it is cut: half a number would not be known for one.
                String shown = ShownText.ofAnything(text.substring(0, Math.min(text.length(), 2 * LONGEST)), Set.of());
                values.put(header, shown.substring(0, Math.min(shown.length(), LONGEST)));
            }
        });
        return values.isEmpty() ? null : values;
    }
}
