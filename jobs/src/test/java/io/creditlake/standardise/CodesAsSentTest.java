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
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.WorkingCalendar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodesAsSentTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final byte[] KEY = new byte[16];
    private static final String CODE = "91110000600037341L";
    private static final String CITIZEN = "37010219800101123" + CitizenNumber.checkDigit("37010219800101123");

    @TempDir
    Path folder;

    @Test
    void everyRepairLeavesItsNoteAndMasksAndPersonsNumbersBecomeNoKeys() throws Exception {
        List<Row> rows = evaluated(
                row(CODE, ""),
                row("'91110000600037341l", ""),
                row("９１110000 6000-37341L", ""),
                row("91110000600O3734IL", ""),
                row("913302******531452", ""),
                row(CITIZEN, ""),
                row("9.13E+17", ""),
                row("91110000600037341M", ""),
                row("", "'" + CITIZEN),
                row("", "370102********1234"),
                row("", "H12345678"),
                row("", "83000019900101001" + CitizenNumber.checkDigit("83000019900101001")));

        assertThat(texts(rows, "uscc").subList(0, 4)).containsOnly(CODE);
        assertThat(flags(rows.get(0))).isEmpty();
        assertThat(flags(rows.get(1))).containsExactly("uscc:repaired_apostrophe_case");
        assertThat(flags(rows.get(2))).containsExactly("uscc:repaired_spaces_width_hyphen");
        assertThat(flags(rows.get(3))).containsExactly("uscc:repaired_lookalike");

        assertThat(text(rows.get(4), "uscc")).isNull();
        assertThat(text(rows.get(4), "uscc_mask")).isEqualTo("913302******531452");
        assertThat(flags(rows.get(4))).containsExactly("uscc:masked");

        assertThat(text(rows.get(5), "uscc")).isNull();
        assertThat(text(rows.get(5), "uscc_mask")).isNull();
        assertThat(text(rows.get(5), "person_token")).isEqualTo(CitizenNumber.token(CITIZEN, KEY));
        assertThat(text(rows.get(5), "person_mask")).isEqualTo(CitizenNumber.mask(CITIZEN));
        assertThat(told(rows.get(5))).contains("uscc:personal");

        assertThat(told(rows.get(6))).containsExactly("uscc:rounded");
        assertThat(told(rows.get(7))).containsExactly("uscc:check_digit");
        assertThat(rows.toString()).doesNotContain(CITIZEN);

        assertThat(text(rows.get(8), "person_token")).isEqualTo(CitizenNumber.token(CITIZEN, KEY));
        assertThat(flags(rows.get(8))).containsExactly("person_token:repaired_apostrophe");
        assertThat(text(rows.get(9), "person_token")).isNull();
        assertThat(text(rows.get(9), "person_mask")).isEqualTo("37**************34");
        assertThat(text(rows.get(10), "person_token")).isEqualTo(CitizenNumber.token("h1234 5678", KEY));
        assertThat(text(rows.get(10), "person_mask")).isEqualTo("H*******8");
        assertThat(told(rows.get(10))).isEmpty();
        assertThat(told(rows.get(11))).isEmpty();
    }

    private static String row(String code, String person) {
        return "甲商贸有限公司," + code + ",鲁市监罚〔2026〕1号,罚款,2026-11-20,某局,1," + person + "\n";
    }

    private static String text(Row row, String column) {
        return row.getString(row.fieldIndex(column));
    }

    private static List<String> texts(List<Row> rows, String column) {
        return rows.stream().map(row -> text(row, column)).toList();
    }

    private static List<String> flags(Row row) {
        return row.getList(row.fieldIndex("flags"));
    }

    /** Flags and reasons, whichever of both the contract chose. */
    private static List<String> told(Row row) {
        List<Row> reasons = row.getList(row.fieldIndex("reasons"));
        List<String> told = reasons.stream()
                .map(reason -> reason.getString(0) + ":" + reason.getString(2))
                .collect(Collectors.toList());
        told.addAll(flags(row));
        return told;
    }

    private List<Row> evaluated(String... rows) throws Exception {
        Path schemas = TestLake.home().resolve("schemas");
        SourceContract contract = SourceContracts.load(schemas, TABLES).get("penalty_publicity");
        SparkSession spark = Sessions.forNight(TestLake.settings(folder));
        WorkingCalendar calendar = WorkingCalendar.load(TestLake.home().resolve("conf/reference/working_days.csv"));
        EvaluatedRows evaluated = new EvaluatedRows(contract, TABLES.get("record.penalty"), DAY, PersonKeys.of(KEY));
        Path file = folder.resolve("penalties.csv");
        Files.writeString(
                file,
                "CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_CFLB,CF_JDRQ,CF_CFJG,CF_NR_FK,CF_XDR_ZJHM\n" + String.join("", rows));
        HadoopBytes bytes = new HadoopBytes(new org.apache.hadoop.fs.Path(file.toString()), new Configuration());
        DumpFile dump = new DumpFile(
                0,
                file.toString(),
                "d",
                "penalties.csv",
                (int) DAY.toEpochDay(),
                new DumpScanner(DumpShape.of(contract), 1 << 20)
                        .scan("penalties.csv", bytes)
                        .layouts()
                        .get(0));
        return new SourceRows(spark, contract, evaluated, List.of(dump), calendar)
                .once()
                .orderBy("row_number")
                .collectAsList();
    }
}
