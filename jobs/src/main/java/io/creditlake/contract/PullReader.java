package io.creditlake.contract;

import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.Pull.Database;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.Pull.Operation;
import io.creditlake.contract.Pull.Operations;
import io.creditlake.contract.Pull.Overlap;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Limits;
import io.creditlake.contract.SourceContract.Severity;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the customProperty {@code pull} of a source contract and the server that it names. */
final class PullReader {
    private static final Set<String> KEYS = Set.of(
            "server", "table", "changeColumn", "keyColumns", "operationColumn", "operations", "overlap", "fetchSize");
    private static final Set<String> SERVER_KEYS = Set.of(
            "id",
            "server",
            "type",
            "description",
            "environment",
            "roles",
            "host",
            "port",
            "database",
            "schema",
            "customProperties");
    private static final Map<String, Make> MAKES =
            Map.of("postgres", Make.POSTGRES, "postgresql", Make.POSTGRES, "mysql", Make.MYSQL);
    /** They are quoted all the same; what is no name at all is a mistake. */
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$#]{0,127}");

    private static final Pattern SERVER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]");
    private static final Limits NO_LIMITS = new Limits(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Severity.REJECT);
    /** Begins the name of a field that no column of a class can have. */
    private static final String PULLED = "pull:";

    private static final int LAST_PORT = 65535;
    private static final int FETCH_SIZE = 1000;
    private static final int LARGEST_FETCH = 100_000;

    private final YamlNode root;
    private final TypedNode pull;
    private final Problems problems;

    PullReader(YamlNode root, YamlNode pull, Problems problems) {
        this.root = root;
        this.pull = new TypedNode(pull, problems);
        this.problems = problems;
    }

    /** The pull; empty after reporting a mistake that leaves none. */
    Optional<Pull> read() {
        pull.allowOnly(KEYS);
        Optional<Database> database = server().flatMap(this::database);
        String table = identifier(pull, "table", "V_XZCF");
        String changeColumn = identifier(pull, "changeColumn", "UPDATE_TIME");
        List<String> keyColumns = pull.texts("keyColumns");
        if (keyColumns.isEmpty()) {
            pull.report("keyColumns", "none", "the columns that tell rows of equal change apart, such as [ID]");
        }
        keyColumns.forEach(column -> checked(pull, "keyColumns", column));
        Optional<Operations> operations = operations();
        Optional<Overlap> overlap = overlap();
        int fetchSize = number(pull, "fetchSize", FETCH_SIZE, LARGEST_FETCH);
        return database.map(
                d -> new Pull(d, table, changeColumn, List.copyOf(keyColumns), operations, overlap, fetchSize));
    }

    /** Fields for the columns of the pull's own, where the contract has none: known, needed, and kept nowhere. */
    static List<Field> ownFields(Pull pull, List<Field> fields) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(pull.changeColumn(), "变更时间");
        pull.operations().ifPresent(o -> labels.put(o.column(), "操作标志"));
        List<Field> own = new ArrayList<>();
        labels.forEach((column, label) -> {
            if (fields.stream().flatMap(f -> f.headers().stream()).noneMatch(column::equalsIgnoreCase)) {
                own.add(new Field(
                        PULLED + column,
                        false,
                        label,
                        List.of(column),
                        Standard.TEXT,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Map.of(),
                        NO_LIMITS,
                        false,
                        Optional.empty()));
            }
        });
        return own;
    }

    /** The server named, or the only one there is. */
    private Optional<TypedNode> server() {
        List<YamlNode> servers = root.get("servers").map(YamlNode::items).orElse(List.of());
        Optional<String> wanted = pull.optionalText("server");
        List<String> names = servers.stream().map(s -> s.text("server", "")).toList();
        if (servers.isEmpty()) {
            pull.report(
                    "server",
                    "no 'servers' in the contract",
                    "an entry such as servers: [{server: jinan_exchange, type: postgres, host: 10.0.0.8, port: 5432,"
                            + " database: exchange, schema: public}]");
            return Optional.empty();
        }
        if (wanted.isEmpty() && servers.size() > 1) {
            pull.report("server", "none, of several servers", "one of " + String.join(", ", names));
            return Optional.empty();
        }
        if (wanted.isPresent() && !pull.known("server", "server", wanted.get(), names)) {
            return Optional.empty();
        }
        YamlNode server = servers.get(wanted.map(names::indexOf).orElse(0));
        return Optional.of(new TypedNode(server, problems));
    }

    private Optional<Database> database(TypedNode server) {
        server.allowOnly(SERVER_KEYS);
        Optional<String> type =
                server.choice("type", MAKES.keySet().stream().sorted().toList());
        String name = matching(server, "server", "jinan_exchange", SERVER);
        String host = matching(server, "host", "10.0.0.8", HOST);
        int port = number(server, "port", type.map(MAKES::get).orElse(null) == Make.MYSQL ? 3306 : 5432, LAST_PORT);
        String database = identifier(server, "database", "exchange");
        Optional<String> schema = server.optionalText("schema");
        schema.ifPresent(text -> checked(server, "schema", text));
        if (type.map(MAKES::get).filter(Make.POSTGRES::equals).isPresent() && schema.isEmpty()) {
            server.text("schema", "public");
        }
        return type.map(MAKES::get)
                .map(make -> new Database(
                        name, make, host, port, database, make == Make.POSTGRES ? schema : Optional.empty()));
    }

    private Optional<Operations> operations() {
        if (!pull.has("operationColumn")) {
            if (pull.has("operations")) {
                pull.report("operations", "operations without an operationColumn", "operationColumn: OP_FLAG");
            }
            return Optional.empty();
        }
        String column = identifier(pull, "operationColumn", "OP_FLAG");
        Map<String, YamlNode> given =
                pull.node().get("operations").map(YamlNode::map).orElse(Map.of());
        if (given.isEmpty()) {
            pull.report("operations", "none", "what each value means, such as {I: insert, U: update, D: delete}");
        }
        Map<String, Operation> meanings = new LinkedHashMap<>();
        List<String> known = Arrays.stream(Operation.values())
                .map(o -> o.name().toLowerCase(Locale.ROOT))
                .toList();
        given.forEach((value, meaning) -> {
            if (known.contains(meaning.scalar())) {
                meanings.put(value, Operation.valueOf(meaning.scalar().toUpperCase(Locale.ROOT)));
            } else {
                problems.unknown(meaning, "operation", meaning.scalar(), known);
            }
        });
        return Optional.of(new Operations(column, meanings));
    }

    private Optional<Overlap> overlap() {
        Optional<String> text = pull.optionalText("overlap");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.get().matches("\\d{1,18}")) {
                return Optional.of(new Overlap(Long.parseLong(text.get()), false));
            }
            Duration duration = Duration.parse(text.get());
            if (!duration.isNegative()) {
                return Optional.of(new Overlap(duration.toSeconds(), true));
            }
        } catch (DateTimeParseException e) {
            // Reported below.
        }
        pull.report("overlap", "'" + text.get() + "'", "a time such as PT15M or P1D, or a whole number of steps");
        return Optional.empty();
    }

    private String identifier(TypedNode node, String key, String example) {
        return matching(node, key, example, IDENTIFIER);
    }

    private String matching(TypedNode node, String key, String example, Pattern pattern) {
        String text = node.text(key, example);
        if (!text.isEmpty() && !pattern.matcher(text).matches()) {
            node.report(key, "'" + text + "'", "a name such as " + example);
        }
        return text;
    }

    private void checked(TypedNode node, String key, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            node.report(key, "'" + name + "'", "a name of a column or table, without quotes, dots and spaces");
        }
    }

    private static int number(TypedNode node, String key, int otherwise, int most) {
        Optional<String> text = node.optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("\\d{1,6}")
                || Integer.parseInt(text.get()) < 1
                || Integer.parseInt(text.get()) > most) {
            node.report(key, "'" + text.get() + "'", "a whole number from 1 to " + most);
            return otherwise;
        }
        return Integer.parseInt(text.get());
    }
}
