package io.creditlake.lake;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.in;
import static org.apache.iceberg.expressions.Expressions.isNull;
import static org.apache.iceberg.expressions.Expressions.lessThan;
import static org.apache.iceberg.expressions.Expressions.notNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of few rows is what Iceberg's own reader, which decodes everything, gives for the same question. */
class FewRowsTest {
    private static final String TABLE = "lake.scratch.few_rows";
    private static final List<String> ALL =
            List.of("id", "name", "day", "amount", "seen_at", "tags", "parts", "ratio", "is_old", "later", "none");

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static Table table;

    /** Three files: of small pages and several row groups, of one page, and of a column more; of the first rows are deleted. */
    @BeforeAll
    static void aTableOfManyPages() throws Exception {
        lake = new TestLake(folder);
        SparkSession spark = lake.spark();
        spark.sql("CREATE TABLE " + TABLE + " (id bigint, name string, day date, amount decimal(20, 2),"
                + " seen_at timestamp, tags array<string>, parts array<struct<one: int, two: string>>, ratio double,"
                + " is_old boolean) USING iceberg TBLPROPERTIES ('format-version' = '3',"
                + " 'write.parquet.page-row-limit' = '100', 'write.parquet.row-group-size-bytes' = '40000',"
                + " 'write.parquet.row-group-check-min-record-count' = '100',"
                + " 'write.parquet.row-group-check-max-record-count' = '1000',"
                + " 'write.delete.mode' = 'merge-on-read')");
        rows(spark, 0, 20_000).writeTo(TABLE).append();
        spark.sql("ALTER TABLE " + TABLE + " SET TBLPROPERTIES ('write.parquet.page-row-limit' = '20000',"
                + " 'write.parquet.row-group-size-bytes' = '8000000')");
        rows(spark, 20_000, 23_000).writeTo(TABLE).append();
        spark.sql("DELETE FROM " + TABLE + " WHERE id % 5 = 3 AND id < 21000");
        spark.sql("ALTER TABLE " + TABLE + " ADD COLUMN later int");
        rows(spark, 23_000, 24_000)
                .withColumn("later", functions.expr("CAST(id % 3 AS int)"))
                .writeTo(TABLE)
                .append();
        table = Spark3Util.loadIcebergTable(spark, TABLE);
        assertThat(table.currentSnapshot().summary())
                .containsEntry("total-data-files", "3")
                .containsKey("total-delete-files");
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    private static Dataset<Row> rows(SparkSession spark, long from, long to) {
        return spark.range(from, to, 1, 1)
                .selectExpr(
                        "id",
                        "if(id % 7 = 0, null, concat('名', id % 900))",
                        "if(id % 900 < 300, null, date_add(DATE'2020-01-01', CAST(id % 2000 AS int)))",
                        "CAST(id * 1.25 AS decimal(20, 2))",
                        "timestamp_micros(id * 1234567)",
                        "if(id % 4 = 0, null, transform(sequence(0, id % 5), x -> concat('t', x)))",
                        "transform(sequence(1, id % 3 + 1), x ->"
                                + " named_struct('one', CAST(x AS int), 'two', CAST(id AS string)))",
                        "id / 3",
                        "id % 2 = 0")
                .toDF("id", "name", "day", "amount", "seen_at", "tags", "parts", "ratio", "is_old");
    }

    private static void alike(Expression condition, List<String> columns, int least) {
        long snapshot = table.currentSnapshot().snapshotId();
        SnapshotRows all = new SnapshotRows(table, snapshot, condition, columns);
        List<String> expected = shown(all.read(), columns);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(least);
        assertThat(shown(all.readDecrypting(), columns)).containsExactlyInAnyOrderElementsOf(expected);
        List<Record> few = new FewRows(table, snapshot, condition, columns).read();
        assertThat(shown(CloseableIterable.withNoopClose(few), columns)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> shown(CloseableIterable<Record> rows, List<String> columns) {
        List<String> shown = new ArrayList<>();
        try (rows) {
            rows.forEach(row -> shown.add(shown(row, columns)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shown;
    }

    private static String shown(Record row, List<String> columns) {
        return columns.stream()
                .map(column -> String.valueOf(row.getField(column)))
                .toList()
                .toString();
    }

    @Test
    void oneRowIsReadWhereverItStands() {
        for (long id : List.of(0L, 99L, 100L, 101L, 199L, 4_567L, 19_999L, 20_000L, 22_999L, 23_500L)) {
            alike(equal("id", id), ALL, 1);
        }
    }

    @Test
    void rowsFarApartAreReadEachFromItsPage() {
        alike(in("id", 1L, 2L, 200L, 250L, 251L, 252L, 5_000L, 19_990L, 20_001L, 23_999L), ALL, 10);
        alike(equal("name", "名12"), ALL, 20);
        alike(lessThan("id", 350L), ALL, 200);
    }

    @Test
    void deletedRowsAreNotRead() {
        alike(in("id", 3L, 8L, 4_998L, 20_003L), ALL, 0);
        alike(in("id", 3L, 4L, 20_003L, 21_003L), ALL, 2);
    }

    @Test
    void aConditionMayNameSeveralColumnsAndOneThatIsNotRead() {
        alike(and(equal("name", "名12"), lessThan("amount", new BigDecimal("14000.00"))), List.of("id"), 4);
        alike(and(isNull("day"), equal("is_old", true)), List.of("tags", "seen_at"), 1_000);
        alike(notNull("later"), ALL, 1_000);
    }

    @Test
    void nothingIsReadWhereNothingMeetsTheCondition() {
        assertThat(new FewRows(table, table.currentSnapshot().snapshotId(), equal("id", 99_999_999L), ALL).read())
                .isEmpty();
        assertThat(new FewRows(table, table.currentSnapshot().snapshotId(), equal("name", "名"), ALL).read())
                .isEmpty();
    }
}
