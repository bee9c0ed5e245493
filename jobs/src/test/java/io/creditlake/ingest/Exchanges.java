package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Make;
import io.creditlake.ingest.TableRead.Done;
import io.creditlake.ingest.TableRead.Range;
import io.creditlake.lake.TestLake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An exchange database of every make, running, and what reads it. */
record Exchanges(Settings settings, Connections connections, Map<Make, Exchange> byMake) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts them; {@code folder} is for the reader's name and password. */
    static Exchanges start(Path folder) throws Exception {
        Path user = Files.writeString(folder.resolve("user"), DatabaseServer.USER + "\n");
        Path password = Files.writeString(folder.resolve("password"), DatabaseServer.PASSWORD + "\n");
        Settings settings = SettingsLoader.load(
                TestLake.settings(folder).folders(),
                Map.of(
                        "databases.exchange.user", "${file:" + user + "}",
                        "databases.exchange.password", "${file:" + password + "}"));
        Map<Make, Exchange> byMake = new EnumMap<>(Make.class);
        for (Make make : Make.values()) {
            byMake.put(make, new Exchange(DatabaseServer.start(make)));
        }
        return new Exchanges(settings, new Connections(settings), byMake);
    }

    void close() throws IOException {
        connections.close();
        for (Exchange exchange : byMake.values()) {
            exchange.server().close();
        }
    }

    Exchange of(Make make) {
        return byMake.get(make);
    }

    /** The database of a make with a new table of penalties. */
    Exchange penalties(Make make, String table) throws Exception {
        of(make).createPenalties(table);
        return of(make);
    }

    /** What a read left. */
    record Result(List<JsonNode> rows, Optional<HighWater> mark) {
        List<String> ids() {
            return rows.stream().map(row -> row.get("id").asText()).toList();
        }
    }

    Result read(Pull pull, LocalDate night, Optional<HighWater> mark) throws Exception {
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
}
