package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.archive.Archive;
import io.creditlake.config.Secret;
import io.creditlake.config.Settings;
import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Make;
import io.creditlake.ingest.TableRead.Done;
import io.creditlake.ingest.TableRead.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of tables that go wrong or might: of a real PostgreSQL and a real MariaDB. */
class TableReadFailuresTest {
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
    void aConnectionKilledMidwayLeavesNothing(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "killed");
        Pull pull = exchange.pull("killed", Optional.empty());
        exchange.put("killed", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.fill("killed", 100_000);
        Archive archive = Archive.of(folder.resolve("lake").toString(), new Configuration());
        AtomicBoolean killed = new AtomicBoolean();
        try (Connection connection = exchanges.connections().open(pull)) {
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

    @ParameterizedTest
    @EnumSource(Make.class)
    void aReadBeyondItsTimeIsGivenUp(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "slow");
        Pull pull = exchange.pull("slow", Optional.empty());
        exchange.put("slow", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.fill("slow", 20);
        try (Connection connection = exchanges.connections().open(pull)) {
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
        Exchange exchange = exchanges.penalties(make, "guarded");
        try (Connection connection = exchanges.connections().open(exchange.pull("guarded", Optional.empty()));
                var statement = connection.createStatement()) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThatThrownBy(() -> statement.execute("DELETE FROM guarded")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aSecretThatIsNotThereIsNamedByItsPlace(Make make) {
        Settings lost = new Settings(
                exchanges.settings().folders(),
                exchanges.settings().catalog(),
                exchanges.settings().encryption(),
                exchanges.settings().buckets(),
                exchanges.settings().lockRequired(),
                exchanges.settings().spark(),
                exchanges.settings().personKeyRequired(),
                exchanges.settings().personKeys(),
                exchanges.settings().ingestLookbackDays(),
                new Settings.Databases(
                        Map.of(
                                "exchange",
                                new Settings.Login(
                                        new Secret(Secret.Kind.FILE, "/no/such/file"),
                                        new Secret(Secret.Kind.ENV, "CREDITLAKE_NO_SUCH_VARIABLE"))),
                        1,
                        1),
                exchanges.settings().skippedPolicies(),
                exchanges.settings().audits(),
                exchanges.settings().maintenance());
        assertThatThrownBy(() -> new Connections(lost).open(exchanges.of(make).pull("x", Optional.empty())))
                .isInstanceOf(PullException.class)
                .hasMessage("平台读不到数据库账号或口令（文件 /no/such/file），请联系平台运维");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aTableOfAnyLengthPassesThroughLittleMemory(Make make) throws Exception {
        Exchange exchange = exchanges.penalties(make, "long_table");
        Pull pull = exchange.pull("long_table", Optional.empty());
        exchange.put("long_table", 1, "1", "I", "2026-11-24 10:00:00");
        exchange.fill("long_table", 400_000);
        long[] most = new long[1];
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (Connection connection = exchanges.connections().open(pull)) {
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
        Exchange exchange = exchanges.of(make);
        String quote = make == Make.POSTGRES ? "\"" : "`";
        exchange.server().execute("CREATE TABLE lacking (" + quote + "ID" + quote + " int, update_time timestamp)");
        assertThatThrownBy(() -> exchanges.read(exchange.pull("lacking", Optional.empty()), NIGHT, Optional.empty()))
                .isInstanceOf(PullException.class)
                .hasMessage(
                        make == Make.POSTGRES
                                ? "lacking 缺少增量读取所需的列：id（数据库中写作 ID）、op_flag"
                                : "lacking 缺少增量读取所需的列：op_flag");
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void namesAreQuotedWhateverTheyHold(Make make) {
        Dialect dialect = Dialect.of(make);
        String quote = make == Make.POSTGRES ? "\"" : "`";
        assertThat(dialect.quoted("a" + quote + "; DROP TABLE x; --"))
                .isEqualTo(quote + "a" + quote + quote + "; DROP TABLE x; --" + quote);
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
}
