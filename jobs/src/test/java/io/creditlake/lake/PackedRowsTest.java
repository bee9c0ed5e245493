package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedRowsTest {
    private TestLake lake;
    private SparkSession spark;

    @BeforeEach
    void open(@TempDir Path folder) {
        lake = new TestLake(folder);
        spark = lake.spark();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void rowsOfEveryTypeComeBackAsTheyWere() {
        assertSame(
                spark.sql(
                        """
                SELECT id, IF(id % 3 = 0, NULL, concat('企业', id)) AS name, CAST(id AS DECIMAL(20,2)) / 7 AS fine,
                  date_add(DATE'2026-11-30', CAST(id AS INT)) AS day, array(id, NULL) AS numbers,
                  named_struct('a', id, 'b', array(struct(CAST(id AS STRING) AS t))) AS nested, id % 2 = 0 AS even
                FROM range(0, 1000, 1, 3)
                """));
    }

    @Test
    void rowsThatFillManyArraysComeBackInTheirOrder() {
        Dataset<Row> rows = spark.range(0, 30_000, 1, 2).selectExpr("id", "repeat(CAST(id AS STRING), 20) AS text");
        PackedRows packed = PackedRows.of(rows);
        assertThat(packed.bytes()).isGreaterThan(1 << 20);
        assertSame(rows);
    }

    @Test
    void aRowThatIsLongerThanAnArrayLiesInOneOfItsOwn() {
        assertSame(spark.range(0, 5, 1, 1).selectExpr("id", "repeat('x', CAST(300000 * (id % 2) AS INT)) AS text"));
    }

    @Test
    void partsWithoutRowsAreNoTrouble() {
        Dataset<Row> few =
                spark.range(0, 100, 1, 10).where("id BETWEEN 42 AND 44").toDF();
        assertSame(few);
        PackedRows none = PackedRows.of(few.where("id < 0"));
        assertThat(none.rows()).isZero();
        assertThat(none.bytes()).isZero();
        assertThat(read(none)).isEmpty();
    }

    private void assertSame(Dataset<Row> rows) {
        PackedRows packed = PackedRows.of(rows);
        List<Row> before = rows.collectAsList();
        assertThat(packed.rows()).isEqualTo(before.size());
        assertThat(read(packed)).isEqualTo(before);
    }

    private List<Row> read(PackedRows packed) {
        return org.apache.spark.sql.classic.Dataset.ofRows(
                        (org.apache.spark.sql.classic.SparkSession) spark, packed.plan())
                .collectAsList();
    }
}
