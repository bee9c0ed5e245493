package io.creditlake.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.standards.WorkingCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class RulesInOnePassTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final int RULES = 50;
    private static final String RULE =
            """
                  - name: rule_%d
                    type: custom
                    engine: creditlake
                    implementation: fine > %d
                    severity: %s
                    description: 罚款不足
                    customProperties: [{property: field, value: fine}]
            """;

    @TempDir
    Path folder;

    @Test
    void rulesAddNoScanNoShuffleAndNoJoin() throws Exception {
        Dataset<Row> few = evaluated(0);
        Dataset<Row> many = evaluated(RULES);

        assertThat(operators(many)).isEqualTo(operators(few));
        assertThat(operators(many).stream().filter(name -> name.contains("Scan")))
                .hasSize(1);
        assertThat(operators(many)).noneMatch(name -> name.contains("Exchange") || name.contains("Join"));
    }

    @Test
    void eachRowHasEveryReasonAndEveryFlag() throws Exception {
        List<Row> rows = evaluated(RULES).orderBy("row_number").collectAsList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getList(rows.get(0).fieldIndex("reasons"))).isEmpty();
        assertThat(rows.get(0).getList(rows.get(0).fieldIndex("flags"))).isEmpty();
        assertThat(rows.get(1).getList(rows.get(1).fieldIndex("reasons"))).hasSize(RULES / 2);
        assertThat(rows.get(1).getList(rows.get(1).fieldIndex("flags"))).hasSize(RULES / 2);
    }

    private Dataset<Row> evaluated(int rules) throws Exception {
        Path schemas = folder.resolve("schemas" + rules);
        Files.createDirectories(schemas.resolve("sources"));
        String shipped = Files.readString(TestLake.home().resolve("schemas/sources/penalty_publicity.yaml"));
        Files.writeString(
                schemas.resolve("sources/penalty_publicity.yaml"),
                shipped.substring(0, shipped.indexOf("    quality:")) + "    quality:\n"
                        + IntStream.range(0, rules)
                                .mapToObj(i -> RULE.formatted(i, i, i % 2 == 0 ? "reject" : "flag"))
                                .map(rule -> rule.indent(0))
                                .collect(Collectors.joining()));
        SourceContract contract = SourceContracts.load(schemas, TABLES).get("penalty_publicity");
        SparkSession spark = Sessions.forNight(TestLake.settings(folder));
        WorkingCalendar calendar = WorkingCalendar.load(TestLake.home().resolve("conf/reference/working_days.csv"));
        EvaluatedRows rows =
                new EvaluatedRows(contract, TABLES.get("record.penalty"), DAY, PersonKeys.of(new byte[16]));
        return new SourceRows(spark, contract, rows, List.of(dump(contract)), calendar).once();
    }

    private DumpFile dump(SourceContract contract) throws Exception {
        Path file = folder.resolve("penalties.csv");
        Files.writeString(
                file,
                """
                CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_CFLB,CF_JDRQ,CF_CFJG,CF_NR_FK
                甲商贸有限公司,,鲁市监罚〔2026〕1号,罚款,2026-11-20,某局,1
                乙商贸有限公司,,鲁市监罚〔2026〕2号,罚款,2026-11-20,某局,0
                """);
        HadoopBytes bytes = new HadoopBytes(new org.apache.hadoop.fs.Path(file.toString()), new Configuration());
        return new DumpFile(
                0,
                file.toString(),
                "d",
                "penalties.csv",
                (int) DAY.toEpochDay(),
                new DumpScanner(DumpShape.of(contract), 1 << 20)
                        .scan("penalties.csv", bytes)
                        .layouts()
                        .get(0));
    }

    private static List<String> operators(Dataset<Row> rows) {
        List<String> names = new ArrayList<>();
        collect(
                ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                        .queryExecution()
                        .executedPlan(),
                names);
        return names;
    }

    private static void collect(SparkPlan plan, List<String> names) {
        names.add(plan.nodeName());
        CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, names));
    }
}
