package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.Pull.Overlap;
import io.creditlake.ingest.Exchanges.Result;
import io.creditlake.ingest.TableRead.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rows of a table a night reads, and as what: of a real PostgreSQL and a real MariaDB. */
class TableReadTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);

    @TempDir
    private static Path folder;

    private static Exchanges exchanges;

    @BeforeAll
    static void start() throws Exception {
        exchanges = Exchanges.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        exchanges.close();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void whatHasTheTimeOfTheMarkIsNeitherLostNorReadAgain(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "boundary");
        Pull pull = exchange.pull("boundary", Optional.empty());
        exchange.put("boundary", 2, "1", "I", "2026-11-24 10:00:00.123456");
        exchange.put("boundary", 1, "1", "I", "2026-11-24 10:00:00.123456");
        exchange.put("boundary", 3, "1", "I", "2026-11-24 09:00:00");
        Result first = exchanges.read(pull, NIGHT, Optional.empty());
        assertThat(first.ids()).containsExactly("3", "1", "2");
        assertThat(first.mark().orElseThrow().value()).isEqualTo("2026-11-24T10:00:00.123456");

        assertThat(exchanges.read(pull, NIGHT, first.mark()).ids()).isEmpty();
        exchange.put("boundary", 0, "1", "I", "2026-11-24 10:00:00.123456");
        Result second = exchanges.read(pull, NIGHT, first.mark());
        assertThat(second.ids()).containsExactly("0");
        exchange.put("boundary", 1, "9", "U", "2026-11-24 10:00:00.123456");
        Result third = exchanges.read(pull, NIGHT, second.mark());
        assertThat(third.ids()).containsExactly("1");
        exchange.put("boundary", 4, "1", "I", "2026-11-24 10:00:00.123457");
        Result fourth = exchanges.read(pull, NIGHT, third.mark());
        assertThat(fourth.ids()).containsExactly("4");
        assertThat(exchanges.read(pull, NIGHT, fourth.mark()).ids()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void moreRowsOfOneTimeThanAreRememberedAreReadAgain(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "bulk");
        Pull pull = exchange.pull("bulk", Optional.empty());
        exchange.put("bulk", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.fill("bulk", HighWater.MOST_SEEN);
        Result first = exchanges.read(pull, NIGHT, Optional.empty());
        assertThat(first.rows()).hasSize(HighWater.MOST_SEEN + 1);
        assertThat(first.mark()).contains(new HighWater("2026-11-24T10:00", List.of()));
        Result second = exchanges.read(pull, NIGHT, first.mark());
        assertThat(second.rows()).hasSize(HighWater.MOST_SEEN + 1);
        assertThat(second.mark()).isEqualTo(first.mark());
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void whatIsCommittedLateIsReadWithinTheOverlap(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "late");
        exchange.put("late", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.put("late", 2, "1", "I", "2026-11-24 10:20:00");
        Pull pull = exchange.pull("late", Optional.of(new Overlap(900, true)));
        Result first = exchanges.read(pull, NIGHT, Optional.empty());
        exchange.put("late", 3, "1", "I", "2026-11-24 10:05:00");
        exchange.put("late", 4, "1", "I", "2026-11-24 10:04:59");
        assertThat(exchanges.read(pull, NIGHT, first.mark()).ids()).containsExactly("3");
        assertThat(exchanges
                        .read(exchange.pull("late", Optional.empty()), NIGHT, first.mark())
                        .ids())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aNightReadsNoChangeOfTheDayAfter(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "tomorrow");
        Pull pull = exchange.pull("tomorrow", Optional.empty());
        exchange.put("tomorrow", 1, "1", "I", "2026-11-24 23:59:59.999999");
        exchange.put("tomorrow", 2, "1", "I", "2026-11-25 00:00:00");
        Result first = exchanges.read(pull, NIGHT, Optional.empty());
        assertThat(first.ids()).containsExactly("1");
        assertThat(exchanges.read(pull, NIGHT.plusDays(1), first.mark()).ids()).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void rowsWithoutATimeAreToldOf(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "undated");
        Pull pull = exchange.pull("undated", Optional.empty());
        exchange.put("undated", 1, "1", "I", "2026-11-24 10:00:00");
        try (Connection connection = exchanges.connections().open(pull)) {
            assertThat(new TableRead(connection, pull, Duration.ofMinutes(1)).hasUndated())
                    .isFalse();
        }
        exchange.put("undated", 2, "1", "I", null);
        try (Connection connection = exchanges.connections().open(pull)) {
            assertThat(new TableRead(connection, pull, Duration.ofMinutes(1)).hasUndated())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void oneStateOfTheDatabaseIsRead(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "moving");
        Pull pull = exchange.pull("moving", Optional.empty());
        exchange.put("moving", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.put("moving", 2, "1", "I", "2026-11-24 11:00:00");
        try (Connection connection = exchanges.connections().open(pull)) {
            TableRead read = new TableRead(connection, pull, Duration.ofMinutes(1));
            Range range = read.range(NIGHT, Optional.empty()).orElseThrow();
            exchange.put("moving", 1, "7", "U", "2026-11-24 12:00:00");
            exchange.put("moving", 3, "1", "I", "2026-11-24 10:30:00");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            read.write(range, Optional.empty(), out);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("\"fk\":\"1.00\"")
                    .doesNotContain("7.00");
            assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void everyTypeIsWrittenAsTheDatabaseShowsIt(Make make) throws Exception {
        boolean postgres = make == Make.POSTGRES;
        Exchange exchange = exchanges.of(make);
        exchange.server()
                .execute(
                        postgres
                                ? "CREATE TABLE kinds (id int, op_flag char(1), update_time timestamptz, yes boolean,"
                                        + " small smallint, amount numeric(20,4), big numeric(30), rate double precision,"
                                        + " day date, at time, text_ text, empty text, bytes bytea, \"中文 列\" varchar(9))"
                                : "CREATE TABLE kinds (id int, op_flag char(1), update_time timestamp(6), yes bit(1),"
                                        + " small tinyint(1), amount decimal(20,4), big decimal(30), rate double,"
                                        + " day date, at time, text_ text, empty text, bytes blob, `中文 列` varchar(9),"
                                        + " zero_day date, zero_time datetime, year_ year, flags bit(12))"
                                        + " CHARACTER SET utf8mb4",
                        "SET time_zone = '+00:00'".replace("time_zone =", postgres ? "TIME ZONE" : "time_zone ="),
                        "INSERT INTO kinds VALUES (1, 'I', '2026-11-23 20:30:00.5', "
                                + (postgres ? "true" : "b'1'")
                                + ", 1, 1200.5000, 123456789012345678901234567890, 1.5e7,"
                                + " '2026-02-28', '07:08:09', 'a\nb，“𠮷”\t\"q\"', '', "
                                + (postgres ? "'\\x00ff'" : "x'00ff'") + ", '列'"
                                + (postgres ? "" : ", '0000-00-00', '0000-00-00 00:00:00', 2026, b'100000000001'")
                                + ")",
                        "INSERT INTO kinds (id, update_time) VALUES (2, '2026-11-24 10:00:00')");
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
        try {
            Result result = exchanges.read(exchange.pull("kinds", Optional.empty()), NIGHT, Optional.empty());
            String tail =
                    postgres ? "}" : ",\"zero_day\":null,\"zero_time\":null,\"year_\":\"2026\",\"flags\":\"CAE=\"}";
            assertThat(result.rows().get(0))
                    .hasToString("{\"id\":\"1\",\"op_flag\":\"I\",\"update_time\":\"2026-11-24 04:30:00.5"
                            + (postgres ? "" : "00000")
                            + "\",\"yes\":\"true\",\"small\":\"1\",\"amount\":\"1200.5000\","
                            + "\"big\":\"123456789012345678901234567890\",\"rate\":\"15000000\",\"day\":\"2026-02-28\","
                            + "\"at\":\"07:08:09\",\"text_\":\"a\\nb，“𠮷”\\t\\\"q\\\"\",\"empty\":\"\",\"bytes\":\"AP8=\","
                            + "\"中文 列\":\"列\"" + tail);
            assertThat(result.rows().get(1).get("amount").isNull()).isTrue();
            assertThat(result.rows().get(1).get("yes").isNull()).isTrue();
            assertThat(result.mark().orElseThrow().value()).isEqualTo("2026-11-24T18:00");
            assertThat(exchanges
                            .read(exchange.pull("kinds", Optional.empty()), NIGHT, result.mark())
                            .rows())
                    .isEmpty();
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aTableByNumberOrDayIsReadInItsOrder(Make make) throws Exception {
        Exchange exchange = exchanges.of(make);
        exchange.server()
                .execute(
                        "CREATE TABLE numbered (id int, op_flag char(1), update_time bigint)",
                        "INSERT INTO numbered VALUES (1, 'I', 9), (2, 'I', 10), (3, 'D', 11)",
                        "CREATE TABLE daily (id int, op_flag char(1), update_time date)",
                        "INSERT INTO daily VALUES (1, 'I', '2026-11-23'), (2, 'I', '2026-11-24'), (3, 'I', '2026-11-25')");
        Result numbers = exchanges.read(exchange.pull("numbered", Optional.empty()), NIGHT, Optional.empty());
        assertThat(numbers.ids()).containsExactly("1", "2", "3");
        Pull steps = exchange.pull("numbered", Optional.of(new Overlap(2, false)));
        assertThat(exchanges.read(steps, NIGHT, numbers.mark()).ids()).containsExactly("1", "2");
        Result days = exchanges.read(exchange.pull("daily", Optional.empty()), NIGHT, Optional.empty());
        assertThat(days.ids()).containsExactly("1", "2");
        Pull day = exchange.pull("daily", Optional.of(new Overlap(3600, true)));
        assertThat(exchanges.read(day, NIGHT, days.mark()).ids()).containsExactly("1");
        assertThatThrownBy(() -> exchanges.read(exchange.pull("daily", Optional.empty()), NIGHT, numbers.mark()))
                .isInstanceOf(PullException.class)
                .hasMessage("上次读到的位置 11 与变更列的类型不符，请联系平台运维");
        assertThatThrownBy(() -> exchanges.read(exchange.pull("daily", steps.overlap()), NIGHT, days.mark()))
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith("合同中的 overlap 与变更列的类型不符");
    }
}
