package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.Secret;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.Pull.Overlap;
import io.creditlake.ingest.TableRead.Done;
import io.creditlake.ingest.TableRead.Range;
import io.creditlake.lake.TestLake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of tables of a real PostgreSQL and a real MariaDB. */
class TableReadTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Make, Exchange> EXCHANGES = new EnumMap<>(Make.class);

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static Connections connections;

    @BeforeAll
    static void start() throws Exception {
        Path user = Files.writeString(folder.resolve("user"), DatabaseServer.USER + "\n");
        Path password = Files.writeString(folder.resolve("password"), DatabaseServer.PASSWORD + "\n");
        Settings plain = TestLake.settings(folder);
        settings = SettingsLoader.load(
                plain.folders(),
                Map.of(
                        "databases.exchange.user", "${file:" + user + "}",
                        "databases.exchange.password", "${file:" + password + "}"));
        connections = new Connections(settings);
        for (Make make : Make.values()) {
            EXCHANGES.put(make, new Exchange(DatabaseServer.start(make)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        connections.close();
        for (Exchange exchange : EXCHANGES.values()) {
            exchange.server().close();
        }
    }

    /** What a read left. */
    private record Result(List<JsonNode> rows, Optional<HighWater> mark) {
        List<String> ids() {
            return rows.stream().map(row -> row.get("id").asText()).toList();
        }
    }

    private static Result read(Pull pull, LocalDate night, Optional<HighWater> mark) throws Exception {
        try (Connection connection = connections.open(pull)) {
            TableRead read = new TableRead(connection, pull, Duration.ofMinutes(1));
            Optional<Range> range = read.range(night, mark);
            if (range.isEmpty()) {
                return new Result(List.of(), mark);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Done done = read.write(range.get(), mark, out);
            List<JsonNode> rows = new ArrayList<>();
            for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
                rows.add(JSON.readTree(line));
            }
            assertThat(done.rows()).isEqualTo(rows.size());
            return new Result(rows, Optional.of(done.mark()));
        }
    }

    private static Exchange penalties(Make make, String table) throws Exception {
        Exchange exchange = EXCHANGES.get(make);
        exchange.createPenalties(table);
        return exchange;
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void whatHasTheTimeOfTheMarkIsNeitherLostNorReadAgain(Make make) throws Exception {
        Exchange exchange = penalties(make, "boundary");
        Pull pull = exchange.pull("boundary", Optional.empty());
        exchange.put("boundary", 2, "1", "I", "2026-11-24 10:00:00.123456");
        exchange.put("boundary", 1, "1", "I", "2026-11-24 10:00:00.123456");
        exchange.put("boundary", 3, "1", "I", "2026-11-24 09:00:00");
        Result first = read(pull, NIGHT, Optional.empty());
        assertThat(first.ids()).containsExactly("3", "1", "2");
        assertThat(first.mark().orElseThrow().value()).isEqualTo("2026-11-24T10:00:00.123456");

        assertThat(read(pull, NIGHT, first.mark()).ids()).isEmpty();
        exchange.put("boundary", 0, "1", "I", "2026-11-24 10:00:00.123456");
        Result second = read(pull, NIGHT, first.mark());
        assertThat(second.ids()).containsExactly("0");
        exchange.put("boundary", 1, "9", "U", "2026-11-24 10:00:00.123456");
        Result third = read(pull, NIGHT, second.mark());
        assertThat(third.ids()).containsExactly("1");
        exchange.put("boundary", 4, "1", "I", "2026-11-24 10:00:00.123457");
        Result fourth = read(pull, NIGHT, third.mark());
        assertThat(fourth.ids()).containsExactly("4");
        assertThat(read(pull, NIGHT, fourth.mark()).ids()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void moreRowsOfOneTimeThanAreRememberedAreReadAgain(Make make) throws Exception {
        Exchange exchange = penalties(make, "bulk");
        Pull pull = exchange.pull("bulk", Optional.empty());
        exchange.put("bulk", 1, "1", "I", "2026-11-24 10:00:00");
        fill(exchange, "bulk", HighWater.MOST_SEEN);
        Result first = read(pull, NIGHT, Optional.empty());
        assertThat(first.rows()).hasSize(HighWater.MOST_SEEN + 1);
        assertThat(first.mark()).contains(new HighWater("2026-11-24T10:00", List.of()));
        Result second = read(pull, NIGHT, first.mark());
        assertThat(second.rows()).hasSize(HighWater.MOST_SEEN + 1);
        assertThat(second.mark()).isEqualTo(first.mark());
    }

    /** Copies of row 1 with the ids from 2. */
    private static void fill(Exchange exchange, String table, int rows) throws Exception {
        String numbers = exchange.server().make() == Make.POSTGRES
                ? "(SELECT generate_series(2, %d) AS n)".formatted(rows + 1)
                : "(SELECT seq AS n FROM seq_2_to_%d)".formatted(rows + 1);
        exchange.server()
                .execute("INSERT INTO %1$s SELECT n, xdr_mc, shxym, wsh, cflb, sy, fk, jdrq, cfjg, op_flag, update_time"
                                .formatted(table)
                        + " FROM %1$s, %2$s numbers WHERE id = 1".formatted(table, numbers));
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void whatIsCommittedLateIsReadWithinTheOverlap(Make make) throws Exception {
        Exchange exchange = penalties(make, "late");
        exchange.put("late", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.put("late", 2, "1", "I", "2026-11-24 10:20:00");
        Pull pull = exchange.pull("late", Optional.of(new Overlap(900, true)));
        Result first = read(pull, NIGHT, Optional.empty());
        exchange.put("late", 3, "1", "I", "2026-11-24 10:05:00");
        exchange.put("late", 4, "1", "I", "2026-11-24 10:04:59");
        assertThat(read(pull, NIGHT, first.mark()).ids()).containsExactly("3");
        assertThat(read(exchange.pull("late", Optional.empty()), NIGHT, first.mark())
                        .ids())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aNightReadsNoChangeOfTheDayAfter(Make make) throws Exception {
        Exchange exchange = penalties(make, "tomorrow");
        Pull pull = exchange.pull("tomorrow", Optional.empty());
        exchange.put("tomorrow", 1, "1", "I", "2026-11-24 23:59:59.999999");
        exchange.put("tomorrow", 2, "1", "I", "2026-11-25 00:00:00");
        Result first = read(pull, NIGHT, Optional.empty());
        assertThat(first.ids()).containsExactly("1");
        assertThat(read(pull, NIGHT.plusDays(1), first.mark()).ids()).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void rowsWithoutATimeAreToldOf(Make make) throws Exception {
        Exchange exchange = penalties(make, "undated");
        Pull pull = exchange.pull("undated", Optional.empty());
        exchange.put("undated", 1, "1", "I", "2026-11-24 10:00:00");
        try (Connection connection = connections.open(pull)) {
            assertThat(new TableRead(connection, pull, Duration.ofMinutes(1)).hasUndated())
                    .isFalse();
        }
        exchange.put("undated", 2, "1", "I", null);
        try (Connection connection = connections.open(pull)) {
            assertThat(new TableRead(connection, pull, Duration.ofMinutes(1)).hasUndated())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void oneStateOfTheDatabaseIsRead(Make make) throws Exception {
        Exchange exchange = penalties(make, "moving");
        Pull pull = exchange.pull("moving", Optional.empty());
        exchange.put("moving", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.put("moving", 2, "1", "I", "2026-11-24 11:00:00");
        try (Connection connection = connections.open(pull)) {
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
    void aConnectionKilledMidwayLeavesNothing(Make make) throws Exception {
        Exchange exchange = penalties(make, "killed");
        Pull pull = exchange.pull("killed", Optional.empty());
        exchange.put("killed", 1, "1", "I", "2026-11-24 10:00:00");
        fill(exchange, "killed", 100_000);
        Archive archive = new Archive(folder.resolve("lake").toString(), new Configuration());
        AtomicBoolean killed = new AtomicBoolean();
        try (Connection connection = connections.open(pull)) {
            TableRead read = new TableRead(connection, pull, Duration.ofMinutes(1));
            Range range = read.range(NIGHT, Optional.empty()).orElseThrow();
            assertThatThrownBy(() -> archive.<SQLException, PullException>store(
                            out -> read.write(range, Optional.empty(), killing(exchange, killed, out))))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(PullException.of((SQLException) e, "killed", "host/db", true))
                            .hasMessageStartingWith("读取中途与数据库的连接断开，已读部分作废：host/db（SQLSTATE "));
        } catch (SQLException e) {
            // A connection that is gone may fail to close.
        }
        assertThat(killed).isTrue();
        assertThat(folder.resolve("lake/archive/.incoming")).isEmptyDirectory();
    }

    private static OutputStream killing(Exchange exchange, AtomicBoolean killed, OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                if (killed.compareAndSet(false, true)) {
                    try {
                        exchange.server().killReader();
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aReadBeyondItsTimeIsGivenUp(Make make) throws Exception {
        Exchange exchange = penalties(make, "slow");
        Pull pull = exchange.pull("slow", Optional.empty());
        exchange.put("slow", 1, "1", "I", "2026-11-24 10:00:00");
        fill(exchange, "slow", 20);
        try (Connection connection = connections.open(pull)) {
            TableRead read = new TableRead(connection, pull, Duration.ZERO);
            Range range = read.range(NIGHT, Optional.empty()).orElseThrow();
            assertThatThrownBy(() -> read.write(range, Optional.empty(), OutputStream.nullOutputStream()))
                    .isInstanceOf(PullException.class)
                    .hasMessage("读取用时超过约定的上限，已读部分作废");
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void theReaderCannotWrite(Make make) throws Exception {
        Exchange exchange = penalties(make, "guarded");
        try (Connection connection = connections.open(exchange.pull("guarded", Optional.empty()));
                var statement = connection.createStatement()) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThatThrownBy(() -> statement.execute("DELETE FROM guarded")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void namesAreQuotedWhateverTheyHold(Make make) {
        Dialect dialect = Dialect.of(make);
        String quote = make == Make.POSTGRES ? "\"" : "`";
        assertThat(dialect.quoted("a" + quote + "; DROP TABLE x; --"))
                .isEqualTo(quote + "a" + quote + quote + "; DROP TABLE x; --" + quote);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aTableByNumberOrDayIsReadInItsOrder(Make make) throws Exception {
        Exchange exchange = EXCHANGES.get(make);
        exchange.server()
                .execute(
                        "CREATE TABLE numbered (id int, op_flag char(1), update_time bigint)",
                        "INSERT INTO numbered VALUES (1, 'I', 9), (2, 'I', 10), (3, 'D', 11)",
                        "CREATE TABLE daily (id int, op_flag char(1), update_time date)",
                        "INSERT INTO daily VALUES (1, 'I', '2026-11-23'), (2, 'I', '2026-11-24'), (3, 'I', '2026-11-25')");
        Result numbers = read(exchange.pull("numbered", Optional.empty()), NIGHT, Optional.empty());
        assertThat(numbers.ids()).containsExactly("1", "2", "3");
        Pull steps = exchange.pull("numbered", Optional.of(new Overlap(2, false)));
        assertThat(read(steps, NIGHT, numbers.mark()).ids()).containsExactly("1", "2");
        Result days = read(exchange.pull("daily", Optional.empty()), NIGHT, Optional.empty());
        assertThat(days.ids()).containsExactly("1", "2");
        Pull day = exchange.pull("daily", Optional.of(new Overlap(3600, true)));
        assertThat(read(day, NIGHT, days.mark()).ids()).containsExactly("1");
        assertThatThrownBy(() -> read(exchange.pull("daily", Optional.empty()), NIGHT, numbers.mark()))
                .isInstanceOf(PullException.class)
                .hasMessage("上次读到的位置 11 与变更列的类型不符，请联系平台运维");
        assertThatThrownBy(() -> read(exchange.pull("daily", steps.overlap()), NIGHT, days.mark()))
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith("合同中的 overlap 与变更列的类型不符");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void everyTypeIsWrittenAsTheDatabaseShowsIt(Make make) throws Exception {
        boolean postgres = make == Make.POSTGRES;
        Exchange exchange = EXCHANGES.get(make);
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
            Result result = read(exchange.pull("kinds", Optional.empty()), NIGHT, Optional.empty());
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
            assertThat(read(exchange.pull("kinds", Optional.empty()), NIGHT, result.mark())
                            .rows())
                    .isEmpty();
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aTableOfAnyLengthPassesThroughLittleMemory(Make make) throws Exception {
        Exchange exchange = penalties(make, "long_table");
        Pull pull = exchange.pull("long_table", Optional.empty());
        exchange.put("long_table", 1, "1", "I", "2026-11-24 10:00:00");
        fill(exchange, "long_table", 400_000);
        long[] most = new long[1];
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (Connection connection = connections.open(pull)) {
            TableRead read = new TableRead(connection, pull, Duration.ofMinutes(2));
            Range range = read.range(NIGHT, Optional.empty()).orElseThrow();
            long[] lines = new long[1];
            Done done = read.write(range, Optional.empty(), new OutputStream() {
                @Override
                public void write(int b) {
                    throw new AssertionError("rows are written whole");
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    if (++lines[0] % 100_000 == 0) {
                        System.gc();
                        most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory() - before);
                    }
                }
            });
            assertThat(done.rows()).isEqualTo(400_001);
        }
        // The rows take some 130 MB as text.
        assertThat(most[0]).isLessThan(16L << 20);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aLackingColumnIsNamedWithWhatStandsInItsPlace(Make make) throws Exception {
        Exchange exchange = EXCHANGES.get(make);
        String quote = make == Make.POSTGRES ? "\"" : "`";
        exchange.server().execute("CREATE TABLE lacking (" + quote + "ID" + quote + " int, update_time timestamp)");
        assertThatThrownBy(() -> read(exchange.pull("lacking", Optional.empty()), NIGHT, Optional.empty()))
                .isInstanceOf(PullException.class)
                .hasMessage(
                        make == Make.POSTGRES
                                ? "lacking 缺少增量读取所需的列：id（数据库中写作 ID）、op_flag"
                                : "lacking 缺少增量读取所需的列：op_flag");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aSecretThatIsNotThereIsNamedByItsPlace(Make make) {
        Settings lost = new Settings(
                settings.folders(),
                settings.catalog(),
                settings.buckets(),
                settings.spark(),
                settings.personKeyRequired(),
                settings.ingestLookbackDays(),
                new Settings.Databases(
                        Map.of(
                                "exchange",
                                new Settings.Login(
                                        new Secret(Secret.Kind.FILE, "/no/such/file"),
                                        new Secret(Secret.Kind.ENV, "CREDITLAKE_NO_SUCH_VARIABLE"))),
                        1,
                        1),
                settings.skippedPolicies(),
                settings.audits());
        assertThatThrownBy(() -> new Connections(lost).open(EXCHANGES.get(make).pull("x", Optional.empty())))
                .isInstanceOf(PullException.class)
                .hasMessage("平台读不到数据库账号或口令（文件 /no/such/file），请联系平台运维");
    }
}
