package io.creditlake.publish.view;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.YamlFiles;
import io.creditlake.publish.view.Publication.Format;
import io.creditlake.publish.view.Publication.Header;
import io.creditlake.publish.view.Publication.Layout;
import io.creditlake.publish.view.Publication.Mode;
import io.creditlake.publish.view.Publication.Output;
import io.creditlake.publish.view.Publication.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code conf/publications/<id>.yaml}. */
final class PublicationReader {
    private static final Set<String> KEYS = Set.of(
            "title",
            "audience",
            "from",
            "where",
            "grade",
            "persons",
            "shows",
            "columns",
            "split",
            "mode",
            "receipts",
            "format",
            "header",
            "charset",
            "rows_per_file",
            "basis",
            "illustrative");
    private static final Set<String> COLUMN_KEYS = Set.of("name", "label", "sql");
    private static final Set<String> SHOW_KEYS = Set.of("column", "basis");
    private static final int ROWS_OF_A_FILE = 10_000;
    private static final int MOST_ROWS = 10_000_000;

    private final TableContracts contracts;
    private final Policies policies;
    private final Problems problems;

    PublicationReader(TableContracts contracts, Policies policies, Problems problems) {
        this.contracts = contracts;
        this.policies = policies;
        this.problems = problems;
    }

    /** Every publication of a folder, by file name; none when there is no folder. */
    List<Publication> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Publication> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : YamlFiles.among(files, "a publication", problems)) {
                String terms = terms(Files.readAllBytes(file));
                YamlNode.read(file, problems)
                        .flatMap(root -> publication(file, root, terms))
                        .ifPresent(read::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(read);
    }

    private Optional<Publication> publication(Path file, YamlNode root, String terms) {
        TypedNode node = new TypedNode(root, problems);
        node.allowOnly(KEYS);
        String name = file.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        if (!id.matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add(new Problem(file.toString(), 0, "'" + id + "'", "a name such as penalty-publicity", ""));
        }
        String title = node.text("title", "行政处罚信息公示");
        Optional<Audience> audience = choice(node, "audience", Audience.values(), Optional.empty());
        Optional<TableContract> table = table(node, audience);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        TableContract of = table.get();
        Optional<Split> split =
                node.has("split") ? choice(node, "split", Split.values(), Optional.empty()) : Optional.empty();
        split.ifPresent(by -> checkSplit(node, by, of));
        List<Output> columns = columns(node, of);
        Mode mode = choice(node, "mode", Mode.values(), Optional.of(Mode.FULL)).orElse(Mode.FULL);
        boolean confirmed = node.has("receipts")
                && node.choice("receipts", List.of("required", "none"))
                        .filter("required"::equals)
                        .isPresent();
        if (confirmed && mode == Mode.FULL) {
            node.report("receipts", "receipts of all rows each night", "mode: changes, or no receipts");
        }
        return Optional.of(new Publication(
                id,
                title,
                audience.get(),
                of,
                node.optionalText("where")
                        .map(sql -> condition(of, sql, node.node().file(), node.line("where"))),
                policy(node, audience.get(), of),
                node.has("persons")
                        && node.choice("persons", List.of("masked", "none"))
                                .filter("masked"::equals)
                                .isPresent(),
                shown(node, of),
                columns,
                split,
                mode,
                confirmed,
                layout(node),
                terms));
    }

    private static String terms(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    private static Condition condition(TableContract table, String sql, String file, int line) {
        return new Condition(table.name().toString(), sql, file, line);
    }

    private Optional<TableContract> table(TypedNode node, Optional<Audience> audience) {
        List<TableContract> known = contracts.all().stream()
                .filter(t -> audience.filter(a -> a.maySee(t.access())).isPresent()
                        && !t.key().isEmpty())
                .toList();
        List<String> names = known.stream().map(t -> t.name().toString()).toList();
        if (audience.isEmpty()) {
            return Optional.empty();
        }
        return node.choice("from", names).map(contracts::get);
    }

    private static void checkSplit(TypedNode node, Split by, TableContract table) {
        String needed = by == Split.CITY ? "subject_id" : "department";
        if (table.column(needed).isEmpty()) {
            node.report("split", "by " + word(by) + " of a table without " + needed, "no split, or another");
        }
    }

    private Optional<String> policy(TypedNode node, Audience audience, TableContract table) {
        if (!node.has("grade")) {
            return Optional.empty();
        }
        List<Policy> known = audience == Audience.PUBLIC ? policies.published() : policies.all();
        if (table.column("subject_id").isEmpty()) {
            node.report("grade", "a grade beside rows without a subject", "a table with subject_id");
        }
        return node.choice("grade", known.stream().map(Policy::id).toList());
    }

    private static List<String> shown(TypedNode node, TableContract table) {
        List<String> shown = new ArrayList<>();
        List<String> personal = table.columns().stream()
                .filter(TableContract.Column::personal)
                .filter(c -> c.access() != TableContract.Access.INTERNAL)
                .map(TableContract.Column::name)
                .toList();
        for (TypedNode item : node.items("shows")) {
            item.allowOnly(SHOW_KEYS);
            item.text("basis", "双公示标准");
            item.choice("column", personal).ifPresent(shown::add);
        }
        return List.copyOf(shown);
    }

    private static List<Output> columns(TypedNode node, TableContract table) {
        List<Output> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TypedNode item : node.items("columns")) {
            item.allowOnly(COLUMN_KEYS);
            String name = item.text("name", "CF_WSH");
            if (!name.isEmpty() && !names.add(name.toLowerCase(Locale.ROOT))) {
                item.report("name", "'" + name + "' a second time", "each name once");
            }
            String sql = item.optionalText("sql").orElse(name);
            int line = item.has("sql") ? item.line("sql") : item.line("name");
            columns.add(new Output(
                    name,
                    item.optionalText("label").orElse(name),
                    condition(table, sql, item.node().file(), line)));
        }
        if (columns.isEmpty()) {
            node.report("columns", "none", "what is written of a row, such as - {name: CF_WSH, sql: document_number}");
        }
        return List.copyOf(columns);
    }

    private static Layout layout(TypedNode node) {
        Format format =
                choice(node, "format", Format.values(), Optional.of(Format.CSV)).orElse(Format.CSV);
        Header header = choice(node, "header", Header.values(), Optional.of(Header.NAMES))
                .orElse(Header.NAMES);
        String charset = node.has("charset")
                ? node.choice("charset", List.of("UTF-8", "GB18030")).orElse("UTF-8")
                : "UTF-8";
        if (format == Format.SPREADSHEET && !charset.equals("UTF-8")) {
            node.report("charset", charset + " of a spreadsheet", "UTF-8, which its byte order mark says");
        }
        int rows = node.has("rows_per_file") ? node.wholeNumber("rows_per_file", 1, MOST_ROWS) : ROWS_OF_A_FILE;
        return new Layout(format, header, charset, rows);
    }

    private static <E extends Enum<E>> Optional<E> choice(TypedNode node, String key, E[] values, Optional<E> unsaid) {
        if (!node.has(key) && unsaid.isPresent()) {
            return unsaid;
        }
        return node.choice(
                        key, Arrays.stream(values).map(PublicationReader::word).toList())
                .flatMap(said ->
                        Arrays.stream(values).filter(v -> word(v).equals(said)).findFirst());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
