package io.creditlake.standardise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.repeat;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are made once and read several times are the same each time. */
class KeptRowsTest {
    private static final int ROWS = 1000;
    private static final int PARTS = 3;

    @TempDir
    private Path folder;

    private TestLake lake;
    private LongAccumulator made;
    private Dataset<Row> rows;

    @BeforeEach
    void rowsThatAreCountedAsTheyAreMade() {
        lake = new TestLake(folder);
        made = lake.spark().sparkContext().longAccumulator();
        LongAccumulator counter = made;
        UDF1<Long, Long> counted = id -> {
            counter.add(1);
            return id;
        };
        Dataset<Row> numbers = lake.spark().range(0, ROWS, 1, PARTS).toDF("id");
        rows = numbers.select(udf(counted, DataTypes.LongType).apply(col("id")).as("id"))
                .select(
                        col("id"),
                        concat(lit("行"), col("id")).as("text"),
                        when(col("id").mod(7).equalTo(0), lit(null))
                                .otherwise(expr("array(id, null)"))
                                .as("some"),
                        // Some rows are longer than what is moved at once.
                        when(col("id").mod(400).equalTo(0), repeat(lit("长"), 200_000))
                                .as("long_text"));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private static List<String> texts(Dataset<Row> some) {
        return some.collectAsList().stream().map(Row::toString).toList();
    }

    @Test
    void rowsAreMadeOnceAndReadAsTheyWere() {
        List<String> expected = texts(rows);
        made.reset();
        try (KeptRows kept = KeptRows.of(rows)) {
            assertThat(texts(kept.rows())).isEqualTo(expected);
            assertThat(texts(kept.rows())).isEqualTo(expected);
            assertThat(kept.rows().filter(col("some").isNull()).count()).isEqualTo(143);
            assertThat(made.value()).isEqualTo(ROWS);
        }
    }

    @Test
    void ofRowsThatWereNotAllAskedForNothingIsKept() {
        try (KeptRows kept = KeptRows.of(rows)) {
            assertThat(kept.rows().limit(1).collectAsList()).hasSize(1);
            assertThat(kept.rows().count()).isEqualTo(ROWS);
            assertThat(made.value()).isGreaterThan(ROWS);
        }
    }

    @Test
    void rowsThatWereLetGoOfAreMadeAnew() {
        KeptRows kept = KeptRows.of(rows);
        assertThat(kept.rows().count()).isEqualTo(ROWS);
        kept.close();
        assertThat(kept.rows().count()).isEqualTo(ROWS);
        assertThat(made.value()).isEqualTo(2 * ROWS);
        kept.close();
    }

    @Test
    void noRowsAreKeptAsNone() {
        try (KeptRows kept = KeptRows.of(rows.filter(col("id").lt(0)))) {
            assertThat(kept.rows().count()).isZero();
            assertThat(kept.rows().count()).isZero();
            assertThat(made.value()).isEqualTo(ROWS);
        }
    }
}
