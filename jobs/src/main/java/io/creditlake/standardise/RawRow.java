package io.creditlake.standardise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.standards.CitizenNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** A row as it was sent, as JSON by header, with personal data masked. */
final class RawRow implements UDF2<Integer, scala.collection.Seq<String>, String> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_CELL = 2000;
    private static final int LONGEST_PERSON_NAME = 4;

    /** By index of the file, for each cell its header and how it is masked. */
    private final Map<Integer, List<CellShape>> shapes = new HashMap<>();

    private enum Mask {
        NUMBERS,
        SHORT_NAMES,
        ALL
    }

    private record CellShape(String header, Mask mask) implements java.io.Serializable {}

    RawRow(SourceContract contract, List<DumpFile> files) {
        for (DumpFile file : files) {
            List<CellShape> cells = new ArrayList<>();
            List<String> header = file.layout().header();
            for (int i = 0; i < header.size(); i++) {
                int field = file.layout().fields().indexOf(i);
                cells.add(new CellShape(
                        header.get(i),
                        field < 0 ? Mask.NUMBERS : mask(contract.fields().get(field))));
            }
            shapes.put(file.index(), cells);
        }
    }

    /** The expression over {@code file_index} and {@code cells}. */
    Column column() {
        return functions.udf(this, DataTypes.StringType).apply(functions.col("file_index"), functions.col("cells"));
    }

    private static Mask mask(Field field) {
        if (field.personal() || field.standard() == Standard.CITIZEN_NUMBER) {
            return Mask.ALL;
        }
        return field.standard() == Standard.ORG_NAME ? Mask.SHORT_NAMES : Mask.NUMBERS;
    }

    @Override
    public String call(Integer fileIndex, scala.collection.Seq<String> cells) throws JsonProcessingException {
        List<CellShape> shape = shapes.get(fileIndex);
        ObjectNode row = JSON.createObjectNode();
        for (int i = 0; i < cells.length(); i++) {
            // In a row of the wrong shape no cell is sure to stand under its header.
            boolean shifted = cells.length() > shape.size();
            CellShape cell = i < shape.size() ? shape.get(i) : new CellShape("+" + (i - shape.size() + 1), Mask.ALL);
            String text = cells.apply(i);
            if (text != null) {
                row.put(cell.header(), masked(text, shifted ? Mask.SHORT_NAMES : cell.mask()));
            }
        }
        return JSON.writeValueAsString(row);
    }

    private static String masked(String text, Mask mask) {
        String cut = text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text;
        return switch (mask) {
            case ALL -> CitizenNumber.mask(cut);
            case SHORT_NAMES ->
                cut.length() <= LONGEST_PERSON_NAME && !cut.isEmpty()
                        ? cut.charAt(0) + "**"
                        : CitizenNumber.maskIn(cut);
            case NUMBERS -> CitizenNumber.maskIn(cut);
        };
    }
}
