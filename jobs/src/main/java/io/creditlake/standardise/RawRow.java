package io.creditlake.standardise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.Standard;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.standards.CitizenNumber;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** A row as it was sent, as JSON by header, with personal data masked. */
final class RawRow implements UDF2<Integer, scala.collection.Seq<String>, String> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_CELL = 2000;
    private static final int LONGEST_NUMBER = 64;

    /** By index of the file, for each cell its header and how it is masked. */
    private final Map<Integer, FileShape> shapes = new HashMap<>();

    private enum Mask {
        /** Not shown: where a replayed row comes from is none of its cells. */
        HIDDEN,
        NUMBERS,
        SHORT_NAMES,
        ALL,
        UNSURE
    }

    private record CellShape(String header, Mask mask) implements Serializable {}

    private record FileShape(boolean exact, List<CellShape> cells, Set<String> headers) implements Serializable {
        /** In a row of another width no cell is sure to stand under its header. */
        boolean isShifted(int width) {
            return width > cells.size() || (exact && width < cells.size());
        }
    }

    RawRow(SourceContract contract, List<DumpFile> files) {
        for (DumpFile file : files) {
            List<CellShape> cells = new ArrayList<>();
            List<String> header = file.layout().header();
            for (int i = 0; i < header.size(); i++) {
                int field = file.layout().fields().indexOf(i);
                cells.add(new CellShape(header.get(i), mask(contract, field)));
            }
            boolean exact = file.layout().kind() == Kind.CSV;
            shapes.put(file.index(), new FileShape(exact, cells, Set.copyOf(header)));
        }
    }

    /** The expression over {@code file_index} and {@code cells}. */
    Column column() {
        return functions.udf(this, DataTypes.StringType).apply(functions.col("file_index"), functions.col("cells"));
    }

    private static Mask mask(SourceContract contract, int field) {
        if (field == contract.fields().size()) {
            return Mask.HIDDEN;
        }
        return field < 0 ? Mask.UNSURE : mask(contract.fields().get(field));
    }

    private static Mask mask(Field field) {
        if (field.personal() || field.standard() == Standard.CITIZEN_NUMBER) {
            return Mask.ALL;
        }
        return ShownText.isFree(field.standard()) ? Mask.NUMBERS : Mask.SHORT_NAMES;
    }

    @Override
    public String call(Integer fileIndex, scala.collection.Seq<String> cells) throws JsonProcessingException {
        FileShape shape = shapes.get(fileIndex);
        boolean shifted = shape.isShifted(cells.length());
        ObjectNode row = JSON.createObjectNode();
        for (int i = 0; i < cells.length(); i++) {
            boolean headed = i < shape.cells().size();
            String header = headed
                    ? shape.cells().get(i).header()
                    : "+" + (i - shape.cells().size() + 1);
            Mask mask = shifted || !headed ? Mask.UNSURE : shape.cells().get(i).mask();
            String text = cells.apply(i);
            if (text != null && mask != Mask.HIDDEN) {
                row.put(header, masked(text, mask, shape.headers()));
            }
        }
        return JSON.writeValueAsString(row);
    }

    private static String masked(String text, Mask mask, Set<String> headers) {
        // Masked before it is cut: half a number would not be known for one.
        String begin = cut(text, LONGEST_CELL + LONGEST_NUMBER);
        String masked =
                switch (mask) {
                    case HIDDEN -> null;
                    case ALL -> CitizenNumber.mask(begin);
                    case SHORT_NAMES -> ShownText.ofValue(begin);
                    case NUMBERS -> CitizenNumber.maskIn(begin);
                    case UNSURE -> ShownText.ofAnything(begin, headers);
                };
        return masked == null || masked.length() <= LONGEST_CELL ? masked : cut(masked, LONGEST_CELL) + "…";
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
