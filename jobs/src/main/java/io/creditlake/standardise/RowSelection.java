package io.creditlake.standardise;

import static org.apache.spark.sql.functions.bitmap_construct_agg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Some rows of the night's files, one bit a row: picking rows by it moves no row, where a join would shuffle all of
 * them with every column.
 */
final class RowSelection implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Rows of a piece of the bitmap: those of Spark's own bitmap functions. */
    private static final int PIECE_BITS = 15;

    private final Map<Integer, Map<Long, byte[]>> pieces = new HashMap<>();

    /** The piece of the bitmap that a row belongs to, to group by together with its {@code file_index}. */
    static Column piece() {
        return shiftright(col("row_number"), PIECE_BITS);
    }

    /** The aggregate over the rows of a piece; a null condition leaves a row out, as false does not. */
    static Column bitmap(Column condition) {
        Column bit = col("row_number").bitwiseAND(lit((1L << PIECE_BITS) - 1));
        return bitmap_construct_agg(org.apache.spark.sql.functions.when(condition, bit));
    }

    /** Adds a piece. */
    void add(int fileIndex, long piece, byte[] bitmap) {
        pieces.computeIfAbsent(fileIndex, i -> new HashMap<>()).put(piece, bitmap);
    }

    /** Whether a row is selected. */
    boolean contains(int fileIndex, long rowNumber) {
        Map<Long, byte[]> file = pieces.get(fileIndex);
        byte[] bitmap = file == null ? null : file.get(rowNumber >> PIECE_BITS);
        int bit = (int) (rowNumber & ((1 << PIECE_BITS) - 1));
        return bitmap != null && (bitmap[bit >> 3] >> (bit & 7) & 1) == 1;
    }

    /** Whether the row of {@code file_index} and {@code row_number} is selected. */
    Column selected(SparkSession spark) {
        Broadcast<RowSelection> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(this);
        UDF2<Integer, Long, Boolean> contains =
                (fileIndex, rowNumber) -> shared.value().contains(fileIndex, rowNumber);
        return udf(contains, DataTypes.BooleanType).apply(col("file_index"), col("row_number"));
    }
}
