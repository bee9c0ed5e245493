package io.creditlake.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table read of few of its subjects, beside the join that says the same. */
class SubjectRowsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 23);
    private static final int SUBJECTS = 4_000;
    private static final String CODES = "subject.identifier";
    private static final String GRADES = "grade.contribution";

    private TestLake lake;
    private SparkSession spark;
    private Workspace night;

    @BeforeEach
    void makeNight(@TempDir Path folder) {
        lake = new TestLake(folder);
        spark = lake.spark();
        Sessions.suit(spark, 1_000_000_000, 0);
        Workspace first = lake.night(FIRST);
        first.append("subject.subject", spark.range(SUBJECTS).selectExpr("id AS subject_id", "'enterprise' AS kind"));
        first.append(
                CODES,
                spark.range(2 * SUBJECTS)
                        .selectExpr(
                                "id % 4000 AS subject_id",
                                "if(id < 4000, 'uscc', 'reg_no') AS kind", "CAST(id AS STRING) AS value"));
        // With a list, which the engine does not read by columns.
        first.append(
                GRADES,
                spark.range(SUBJECTS).selectExpr("id AS subject_id", "'p' AS policy", "array(id, id + 1) AS evidence"));
        lake.publish(FIRST);
        night = lake.night(SECOND);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void rowsOfFewAreThoseThatAJoinFinds() {
        for (String ids : List.of("0", "5, 3999, 3999, -8", "NULL, 77", "id * 13 % 4000 FROM range(300)")) {
            SubjectRows rows = SubjectRows.of(night, subjects(ids));
            for (String table : List.of(CODES, GRADES)) {
                Dataset<Row> read = rows.of(night.read(table));
                assertThat(plan(read)).contains("of few by subject_id");
                assertSame(read, night.read(table), ids);
            }
        }
    }

    @Test
    void rowsThatTheNightHasTakenAwayOrChangedAreReadAsTheyStandAndAsTheyStood() {
        night.delete(CODES, spark.sql("SELECT 5L AS subject_id, 'uscc' AS kind"), List.of("subject_id", "kind"));
        night.upsert(
                CODES,
                spark.sql("SELECT 6L AS subject_id, 'uscc' AS kind, 'new' AS value"),
                List.of("subject_id", "kind"));
        SubjectRows rows = SubjectRows.of(night, subjects("stack(3, 5L, 6L, 7L)"));

        assertSame(rows.of(night.read(CODES)), night.read(CODES), "stack(3, 5L, 6L, 7L)");
        assertThat(rows.of(night.read(CODES)).count()).isEqualTo(5);
        assertSame(rows.of(night.readBase(CODES)), night.readBase(CODES), "stack(3, 5L, 6L, 7L)");
        assertThat(rows.of(night.readBase(CODES)).count()).isEqualTo(6);
    }

    @Test
    void aFrameThatPicksRowsAndColumnsOfATableIsReadOfFewToo() {
        Dataset<Row> some = night.read(CODES)
                .where("kind = 'uscc'")
                .select(
                        col("value"),
                        col("subject_id"),
                        col("subject_id").plus(1).as("next"));
        Dataset<Row> read = SubjectRows.of(night, subjects("8")).of(some);

        assertThat(plan(read)).contains("of few by subject_id");
        assertThat(read.collectAsList()).containsExactly(RowFactory.create("8", 8L, 9L));
    }

    @Test
    void aFrameWhoseSubjectsAreOthersThanTheTablesIsJoined() {
        Dataset<Row> others = night.read(CODES)
                .where("kind = 'uscc'")
                .withColumn("subject_id", col("subject_id").plus(1));
        Dataset<Row> read = SubjectRows.of(night, subjects("8")).of(others.select("subject_id", "value"));

        assertThat(plan(read)).doesNotContain("of few by");
        assertThat(read.collectAsList()).containsExactly(RowFactory.create(8L, "7"));
    }

    @Test
    void rowsThatAreWrittenAfterAnEmptyTableWasAskedAreNotAmongThem() {
        Dataset<Row> none = SubjectRows.of(night, subjects("8")).of(night.read("subject.name"));
        night.append("subject.name", spark.sql("SELECT 9L AS subject_id, '甲' AS name_key"));

        assertThat(none.collectAsList()).isEmpty();
    }

    @Test
    void aFrameThatIsMadeOfSeveralTablesIsJoined() {
        Dataset<Row> both = night.read(CODES).join(night.read(GRADES), new String[] {"subject_id"});
        Dataset<Row> read = SubjectRows.of(night, subjects("9")).of(both);

        assertThat(plan(read)).doesNotContain("of few by");
        assertThat(read.count()).isEqualTo(2);
    }

    @Test
    void aTableIsReadWholeWhenTheSubjectsAreMany() {
        SubjectRows rows = SubjectRows.of(night, subjects("id FROM range(1000)"));

        assertThat(rows.near(CODES).count()).isEqualTo(2 * SUBJECTS);
        assertThat(rows.of(night.read(CODES)).count()).isEqualTo(2_000);
        assertThat(SubjectRows.of(night, subjects("1")).near(CODES).count()).isEqualTo(2);
    }

    @Test
    void ofNobodyNothingIsRead() {
        SubjectRows rows =
                SubjectRows.of(night, subjects("1").where(functions.lit(false)).transform(Kept::of));

        assertThat(plan(rows.of(night.read(CODES)))).doesNotContain("BatchScan");
        assertThat(rows.of(night.read(CODES)).count()).isZero();
    }

    @Test
    void whatIsMadeOfRowsOfFewIsMadeWithoutGeneratingCode() {
        Dataset<Row> read = SubjectRows.of(night, subjects("11")).of(night.read(CODES));
        Dataset<Row> made = read.where("kind <> 'org_code'").selectExpr("subject_id * 2", "concat(kind, value)");
        long before = CodegenMetrics.METRIC_GENERATED_CLASS_BYTECODE_SIZE().getCount();
        Dataset<Row> kept = Kept.of(made);

        assertThat(CodegenMetrics.METRIC_GENERATED_CLASS_BYTECODE_SIZE().getCount())
                .isEqualTo(before);
        assertThat(kept.collectAsList()).isEqualTo(made.collectAsList());
    }

    private Dataset<Row> subjects(String ids) {
        String query = ids.contains("FROM") || ids.startsWith("stack")
                ? "SELECT " + ids
                : "SELECT explode(array(" + ids + "))";
        return Kept.of(spark.sql(query).toDF("subject_id").selectExpr("CAST(subject_id AS BIGINT) AS subject_id"));
    }

    private void assertSame(Dataset<Row> read, Dataset<Row> table, String ids) {
        Dataset<Row> joined = table.join(subjects(ids), new String[] {"subject_id"}, "left_semi");
        assertThat(read.schema()).isEqualTo(joined.schema());
        assertThat(read.collectAsList()).containsExactlyInAnyOrderElementsOf(joined.collectAsList());
    }

    private static String plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .toString();
    }
}
