package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.night.Night;
import io.creditlake.night.ReleaseReader;
import io.creditlake.publish.WithheldException;
import io.creditlake.standardise.StandardiseStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nights that pull from a real PostgreSQL and a real MariaDB, good and bad databases side by side. */
class PullNightsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final String GOOD = "jinan_penalty";
    private static final String TABLE = "v_xzcf";

    @TempDir
    private Path folder;

    private TestLake lake;
    private SourceContracts contracts;
    private final List<String> shown = new ArrayList<>();

    private void open(Map<String, String> sources) throws Exception {
        Files.writeString(folder.resolve("user"), DatabaseServer.USER + "\n");
        Files.writeString(folder.resolve("password"), DatabaseServer.PASSWORD + "\n");
        Files.writeString(folder.resolve("wrong"), "Wrong-" + DatabaseServer.PASSWORD);
        Settings plain = TestLake.settings(folder);
        Map<String, String> logins = new LinkedHashMap<>();
        for (String name : List.of("right", "wrong")) {
            logins.put("databases." + name + ".user", "${file:" + folder.resolve("user") + "}");
        }
        logins.put("databases.right.password", "${file:" + folder.resolve("password") + "}");
        logins.put("databases.wrong.password", "${file:" + folder.resolve("wrong") + "}");
        Settings settings = SettingsLoader.load(
                new Settings.Folders(
                        plain.folders().lake(),
                        plain.folders().landing(),
                        plain.folders().conf(),
                        Exchange.schemas(folder, sources)),
                logins);
        assertThat(settings.toString()).doesNotContain(DatabaseServer.PASSWORD, DatabaseServer.USER);
        lake = new TestLake(settings);
        contracts =
                SourceContracts.load(settings.folders().schemas(), lake.tables().contracts());
    }

    private Row ingest(LocalDate date) {
        ingestAll(date);
        return delivery(date, GOOD);
    }

    private StageReport ingestAll(LocalDate date) {
        StageReport report = new IngestStage(contracts).run(lake.night(date));
        shown.addAll(report.notes());
        return report;
    }

    private Row delivery(LocalDate date, String source) {
        List<Row> rows = workspace(date)
                .read("ops.delivery")
                .filter("run_date = DATE'" + date + "' AND source = '" + source + "'")
                .collectAsList();
        assertThat(rows).hasSize(1);
        shown.add(rows.get(0).toString());
        return rows.get(0);
    }

    /** The night's branch as it is. */
    private Workspace workspace(LocalDate date) {
        return new Workspace(lake.spark(), lake.settings(), lake.tables(), date, Optional.empty());
    }

    private static List<Object> outcome(Row delivery) {
        return List.of(
                delivery.getAs("status"),
                delivery.getAs("rows_read"),
                delivery.getAs("rows_accepted"),
                delivery.getAs("rows_duplicate"),
                delivery.getAs("rows_corrected"),
                delivery.getAs("rows_quarantined"));
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void nightsReadOnFromTheLastReleaseAndAgainWhatWasNotReleased(Make make) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(make)) {
            Exchange exchange = new Exchange(server);
            exchange.createPenalties(TABLE);
            open(Map.of(GOOD, exchange.contract(GOOD, "right", TABLE)));
            exchange.put(TABLE, 1, "100", "I", "2026-11-23 08:00:00");
            exchange.put(TABLE, 2, "200.50", "I", "2026-11-23 09:00:00.5");
            exchange.put(TABLE, 3, "300", "I", "2026-11-24 00:00:00");
            firstNight();
            exchange.put(TABLE, 4, "400", "I", "2026-11-23 09:00:00.5");
            exchange.put(TABLE, 1, "111", "U", "2026-11-24 08:00:00");
            secondNight(exchange);
            lake.close();
        }
    }

    private void firstNight() {
        Row received = ingest(FIRST);
        assertThat(received.<String>getAs("status")).isEqualTo("received");
        assertThat(received.<String>getAs("file"))
                .isEqualTo(GOOD + "/2026-11-23/" + TABLE + "@..2026-11-23T09:00:00.500");
        assertThat(received.<String>getAs("high_water")).isEqualTo("2026-11-23T09:00:00.500");
        new StandardiseStage(contracts).run(workspace(FIRST));
        assertThat(outcome(delivery(FIRST, GOOD))).containsExactly("standardised", 2L, 2L, 0L, 0L, 0L);
        Row record = workspace(FIRST)
                .read("record.penalty")
                .filter("document_number = '济市监罚〔2026〕2号'")
                .first();
        assertThat(record.<Object>getAs("fine")).hasToString("200.50");
        assertThat(record.<String>getAs("facts")).contains("第一行", "第二行");
        assertThat(record.<String>getAs("uscc")).isEqualTo("91110000600037341L");
        lake.publish(FIRST);
    }

    private void secondNight(Exchange exchange) throws Exception {
        Row dead = ingest(SECOND);
        assertThat(dead.<String>getAs("file"))
                .isEqualTo(GOOD + "/2026-11-24/" + TABLE + "@2026-11-23T09:00:00.500..2026-11-24T08:00");
        // Not released: the same again, byte for byte.
        assertThat(ingest(SECOND)).isEqualTo(dead);
        exchange.put(TABLE, 5, "500", "I", "2026-11-24 09:00:00");
        Row received = ingest(SECOND);
        assertThat(received.<String>getAs("sha256")).isNotEqualTo(dead.getAs("sha256"));
        new StandardiseStage(contracts).run(workspace(SECOND));
        // Of the rows 3, 4, 1 and 5 the first of all is a correction.
        assertThat(outcome(delivery(SECOND, GOOD))).containsExactly("standardised", 4L, 3L, 1L, 1L, 0L);
        assertThat(workspace(SECOND).read("record.penalty").count()).isEqualTo(5);
        lake.publish(SECOND);

        // Published: made anew, the night takes its own extract, whatever the database says by now.
        exchange.put(TABLE, 6, "600", "I", "2026-11-24 10:00:00");
        Row again = ingest(SECOND);
        assertThat(again.<String>getAs("sha256")).isEqualTo(received.getAs("sha256"));
        assertThat(again.<String>getAs("status")).isEqualTo("received");
        assertThat(again.<String>getAs("layout")).isEqualTo(received.getAs("layout"));
        assertThat(again.<String>getAs("high_water")).isEqualTo(received.getAs("high_water"));

        Row withheld = ingest(THIRD);
        assertThat(withheld.<String>getAs("file")).endsWith("@2026-11-24T09:00..2026-11-24T10:00");
        LocalDate fourth = THIRD.plusDays(1);
        Row next = ingest(fourth);
        assertThat(next.<String>getAs("sha256")).isEqualTo(withheld.getAs("sha256"));
        lake.publish(fourth);

        Row unchanged = ingest(fourth.plusDays(1));
        assertThat(unchanged.<String>getAs("status")).isEqualTo("unchanged");
        assertThat(unchanged.<String>getAs("high_water")).isEqualTo("2026-11-24T10:00");
        lake.publish(fourth.plusDays(1));
        exchange.put(TABLE, 7, "700", "I", "2026-11-24 10:00:00");
        assertThat(ingest(fourth.plusDays(1)).<String>getAs("status")).isEqualTo("unchanged");
        assertThat(ingest(fourth.plusDays(2)).<String>getAs("file")).endsWith("@2026-11-24T10:00..2026-11-24T10:00");
    }

    @Test
    void aRowFlaggedAsDeletedWithdrawsItsRecord() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(Make.MYSQL)) {
            Exchange exchange = new Exchange(server);
            exchange.createPenalties(TABLE);
            open(Map.of(GOOD, exchange.contract(GOOD, "right", TABLE)));
            lake.close();
            for (int id = 1; id <= 4; id++) {
                exchange.put(TABLE, id, "100", "I", "2026-11-23 08:00:0" + id);
            }
            // Of a fact that was never reported, and of a log that tells and takes back in one night.
            exchange.put(TABLE, 5, "100", "D", "2026-11-23 09:00:00");
            exchange.log(TABLE, 6, 6, "I", "2026-11-23 09:00:01");
            exchange.log(TABLE, 7, 6, "D", "2026-11-23 09:00:02");
            run(FIRST);
            assertThat(outcome(FIRST)).containsExactly("standardised", 7L, 5L, 1L, 1L, 1L);
            assertThat(revisions()).containsExactly("withdrawal 6号 2026-11-23 of " + GOOD);
            assertThat(ask("SELECT rule || ' ' || message || ' ' || (raw LIKE '%〕5号%') FROM ops.quarantine"))
                    .containsExactly("withdraws_nothing 标志为删除的行所指的记录不存在，或不是本来源报送的 true");

            // A department need not tell again what it takes back, only its business key.
            exchange.put(TABLE, 1, "100", "D", "2026-11-24 08:00:00");
            server.execute("UPDATE " + TABLE + " SET cflb = NULL, fk = NULL, cfjg = NULL WHERE id = 1");
            exchange.put(TABLE, 2, "222", "U", "2026-11-24 08:00:01");
            exchange.put(TABLE, 3, "100", "?", "2026-11-24 08:00:02");
            exchange.log(TABLE, 8, 4, "D", "2026-11-24 08:00:03");
            exchange.log(TABLE, 9, 4, "I", "2026-11-24 08:00:04");
            run(SECOND);
            assertThat(outcome(SECOND)).containsExactly("standardised", 5L, 0L, 4L, 2L, 1L);
            assertThat(revisions())
                    .containsExactly(
                            "correction 2号 2026-11-24 of " + GOOD,
                            "withdrawal 1号 2026-11-24 of " + GOOD,
                            "withdrawal 6号 2026-11-23 of " + GOOD);
            assertThat(ask("SELECT message FROM ops.quarantine WHERE run_date = DATE'2026-11-24'"))
                    .containsExactly("操作标志：操作标志不是约定的 I、U、D");

            exchange.log(TABLE, 10, 6, "I", "2026-11-25 08:00:00");
            exchange.log(TABLE, 11, 1, "D", "2026-11-25 08:00:01");
            run(THIRD);
            assertThat(outcome(THIRD)).containsExactly("standardised", 2L, 0L, 2L, 0L, 0L);
            assertThat(revisions())
                    .containsExactly(
                            "correction 2号 2026-11-24 of " + GOOD,
                            "reinstatement 6号 2026-11-25 of " + GOOD,
                            "withdrawal 1号 2026-11-24 of " + GOOD,
                            "withdrawal 6号 2026-11-23 of " + GOOD);
            assertThat(ask("SELECT CAST(count(*) AS STRING) FROM record.revision r JOIN record.penalty p"
                            + " ON r.target_record_id = p.record_id AND r.subject_id = p.subject_id"))
                    .containsExactly("4");
            assertThat(ask("SELECT CAST(corrected AS STRING) FROM ops.duplicate WHERE run_date = DATE'2026-11-24'"
                            + " ORDER BY row_number"))
                    .containsExactly("true", "true", "false", "false");
        }
    }

    private void run(LocalDate date) {
        Settings loose = lake.settings();
        try (Night night = Night.begin(loose, date, Clock.systemUTC())) {
            night.names().forEach(night::run);
        }
    }

    private List<String> ask(String sql) {
        try (ReleaseReader reader = ReleaseReader.open(lake.settings(), Optional.empty())) {
            return reader.spark().sql(sql).collectAsList().stream()
                    .map(row -> row.getString(0))
                    .toList();
        }
    }

    private List<Object> outcome(LocalDate date) {
        try (ReleaseReader reader = ReleaseReader.open(lake.settings(), Optional.empty())) {
            return outcome(reader.spark()
                    .sql("SELECT * FROM ops.delivery WHERE run_date = DATE'" + date + "'")
                    .first());
        }
    }

    private List<String> revisions() {
        return ask("SELECT kind || ' ' || substring(document_number, -2) || ' ' || r.effective_on || ' of ' || r.source"
                + " FROM record.revision r JOIN record.penalty p ON r.target_record_id = p.record_id ORDER BY 1");
    }

    @Test
    void aWithheldNightRunAgainReadsTheDatabaseAgain() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(Make.POSTGRES)) {
            Exchange exchange = new Exchange(server);
            exchange.createPenalties(TABLE);
            open(Map.of(GOOD, exchange.contract(GOOD, "right", TABLE)));
            lake.close();
            Settings settings = lake.settings();
            exchange.put(TABLE, 1, "100", "I", "2026-11-23 08:00:00");
            exchange.put(TABLE, 2, "200", "X", "2026-11-23 09:00:00");
            exchange.put(TABLE, 3, "300", "Y", "2026-11-23 10:00:00");
            try (Night night = Night.begin(settings, FIRST, Clock.systemUTC())) {
                assertThatThrownBy(() -> night.names().forEach(night::run))
                        .isInstanceOf(WithheldException.class)
                        .hasMessageContaining("quarantined_share");
            }
            exchange.put(TABLE, 2, "200", "I", "2026-11-23 09:00:00");
            try (Night night = Night.begin(settings, FIRST, Clock.systemUTC())) {
                assertThat(night.stagesToDo()).isEqualTo(night.names());
                assertThat(night.run("ingest").counters().get(IngestStage.PULLED_BYTES))
                        .isPositive();
            }
            // A night that died after its ingest goes on with what that has read.
            exchange.put(TABLE, 4, "400", "I", "2026-11-23 11:00:00");
            try (Night night = Night.begin(settings, FIRST, Clock.systemUTC())) {
                List<String> rest = night.stagesToDo();
                assertThat(rest)
                        .isEqualTo(night.names().subList(1, night.names().size()));
                assertThat(night.run(rest.get(0)).counters())
                        .containsEntry("rows_read", 3L)
                        .containsEntry("rows_accepted", 2L)
                        .containsEntry("rows_quarantined", 1L);
                rest.subList(1, rest.size()).forEach(night::run);
                assertThat(night.alreadyPublished()).isPresent();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void aBadDatabaseIsRefusedAloneAndNoSecretIsShown(Make make) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(make)) {
            Exchange exchange = new Exchange(server);
            exchange.createPenalties(TABLE);
            exchange.put(TABLE, 1, "100", "I", "2026-11-23 08:00:00");
            server.execute(
                    "CREATE VIEW no_flag AS SELECT id, xdr_mc, update_time FROM " + TABLE,
                    "CREATE VIEW no_number AS SELECT id, xdr_mc, cflb, jdrq, cfjg, op_flag, update_time FROM " + TABLE,
                    "CREATE VIEW by_text AS SELECT id, op_flag, cflb AS update_time FROM " + TABLE);
            Map<String, String> sources = new LinkedHashMap<>();
            sources.put(GOOD, exchange.contract(GOOD, "right", TABLE));
            sources.put("wrong_password", exchange.contract("wrong_password", "wrong", TABLE));
            sources.put("no_login", exchange.contract("no_login", "elsewhere", TABLE));
            sources.put("no_table", exchange.contract("no_table", "right", "v_xzcff"));
            sources.put("no_flag", exchange.contract("no_flag", "right", "no_flag"));
            sources.put("no_number", exchange.contract("no_number", "right", "no_number"));
            sources.put("by_text", exchange.contract("by_text", "right", "by_text"));
            sources.put(
                    "no_server",
                    exchange.contract("no_server", "right", TABLE)
                            .replace("port: " + server.port(), "port: " + DatabaseServer.freePort()));
            sources.put(
                    "no_database",
                    exchange.contract("no_database", "right", TABLE)
                            .replace("database: exchange", "database: exchanges"));
            open(sources);
            StageReport report = ingestAll(FIRST);
            assertThat(report.counters()).containsEntry("pulls", 9L).containsEntry("refused", 8L);
            assertThat(delivery(FIRST, GOOD).<String>getAs("status")).isEqualTo("received");
            String address = "127.0.0.1:" + server.port() + "/exchange";
            refused("wrong_password", "数据库不接受所配置的账号或口令：" + address + "（SQLSTATE 28");
            refused("no_login", "平台未配置数据库 elsewhere 的账号（conf/creditlake.yaml 的 databases.elsewhere）");
            refused("no_table", "数据库中没有表或视图 v_xzcff（SQLSTATE 42");
            refused("no_flag", "no_flag 缺少增量读取所需的列：op_flag");
            refused("no_number", "缺少必需的列：WSH（文号）");
            refused("by_text", "变更列 update_time 的类型既不是日期、时间，也不是整数，无法按变更读取");
            refused("no_server", "数据库无法连接：127.0.0.1:");
            // To those without a right to a database MariaDB does not tell whether it is there.
            refused("no_database", make == Make.POSTGRES ? "没有这个数据库：" : "所配置的账号无权读取 " + TABLE);
            assertThat(report.notes()).anyMatch(n -> n.startsWith("no_table/2026-11-23/v_xzcff@..: refused: 数据库中没有"));
            assertThat(shown)
                    .noneMatch(text -> text.contains(DatabaseServer.PASSWORD) || text.contains(DatabaseServer.USER));
            lake.publish(FIRST);
            assertThat(ingestAll(SECOND).counters()).containsEntry("refused", 8L);
            lake.close();
        }
    }

    private void refused(String source, String message) {
        Row delivery = delivery(FIRST, source);
        assertThat(delivery.<String>getAs("status")).as(source).isEqualTo("refused");
        assertThat(delivery.<String>getAs("message")).startsWith(message);
        assertThat(delivery.<String>getAs("high_water")).isNull();
    }
}
