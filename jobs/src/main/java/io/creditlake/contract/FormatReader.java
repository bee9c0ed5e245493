package io.creditlake.contract;

import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.FileSystems;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one entry of {@code formats} and reports all of its mistakes. */
final class FormatReader {
    /** Options beside {@code files} and {@code kind}. */
    private static final Map<Kind, Set<String>> OPTIONS = Map.of(
            Kind.CSV, Set.of("charsets", "separator"),
            Kind.JSONL, Set.of("charsets"),
            Kind.JSON, Set.of("charsets", "rows"),
            Kind.XML, Set.of("charsets", "rows"),
            Kind.XLSX, Set.of("sheets"),
            Kind.XLS, Set.of("sheets"),
            Kind.PARQUET, Set.of());

    private static final List<String> ALL_OPTIONS = List.of("charsets", "separator", "rows", "sheets");
    /** What departments separate with, when a contract does not say. */
    private static final List<Character> SEPARATORS = List.of(',', '\t', '|', ';', '^', '\u0001');

    private static final Pattern ELEMENTS = Pattern.compile("[^/\\s]+(/[^/\\s]+)*");
    private static final Pattern KEYS = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");

    private final YamlNode node;
    private final Problems problems;

    FormatReader(YamlNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** The format; empty, after a report, when its kind is unknown. */
    Optional<Format> read() {
        Optional<Kind> kind = kind();
        node.allowOnly(known(ALL_OPTIONS), problems);
        kind.ifPresent(this::refuseOtherOptions);
        return kind.map(k -> new Format(files(), k, charsets(), separators(), rows(k), node.text("sheets", "")));
    }

    private static Set<String> known(Iterable<String> options) {
        Set<String> known = new LinkedHashSet<>(List.of("files", "kind"));
        options.forEach(known::add);
        return known;
    }

    private Optional<Kind> kind() {
        String text = node.text("kind", "");
        Optional<Kind> kind =
                Arrays.stream(Kind.values()).filter(k -> name(k).equals(text)).findFirst();
        if (kind.isEmpty()) {
            List<String> names =
                    Arrays.stream(Kind.values()).map(FormatReader::name).toList();
            problems.unknown(node.get("kind").orElse(node), "kind", text, names);
        }
        return kind;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void refuseOtherOptions(Kind kind) {
        for (String option : ALL_OPTIONS) {
            if (!OPTIONS.get(kind).contains(option)) {
                node.get(option)
                        .ifPresent(value -> problems.add(
                                value,
                                "the option '" + option + "' of kind " + name(kind),
                                "of this kind only "
                                        + String.join(
                                                ", ",
                                                known(ALL_OPTIONS.stream()
                                                        .filter(OPTIONS.get(kind)::contains)
                                                        .toList())),
                                ""));
            }
        }
    }

    private String files() {
        String pattern = node.text("files", "*");
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            problems.add(node.get("files").orElse(node), "files '" + pattern + "'", "a pattern such as *.csv", "");
        }
        return pattern;
    }

    private List<String> charsets() {
        List<String> charsets = node.get("charsets").map(YamlNode::texts).orElse(List.of("UTF-8"));
        charsets.stream()
                .filter(name -> !isCharset(name))
                .forEach(name -> problems.add(
                        node.get("charsets").orElse(node),
                        "charset '" + name + "'",
                        "a charset that Java knows, such as GB18030",
                        ""));
        return charsets;
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    private List<Character> separators() {
        List<String> separators = node.get("separator").map(YamlNode::texts).orElse(List.of());
        for (String separator : separators) {
            char first = separator.isEmpty() ? 0 : separator.charAt(0);
            if (separator.length() != 1 || first == 0 || first > '~' || "\"\r\n".indexOf(first) >= 0) {
                problems.add(
                        node.get("separator").orElse(node),
                        "separator '" + separator.replace("\r", "\\r").replace("\n", "\\n") + "'",
                        "one ASCII character that is no quote and no line end, such as \"|\" or \"\\t\"",
                        "");
                return SEPARATORS;
            }
        }
        return separators.isEmpty()
                ? SEPARATORS
                : separators.stream().map(s -> s.charAt(0)).toList();
    }

    private String rows(Kind kind) {
        String path = node.text("rows", "");
        if (kind == Kind.XML && !ELEMENTS.matcher(path).matches()) {
            problems.add(
                    node.get("rows").orElse(node),
                    path.isEmpty() ? "no 'rows'" : "rows '" + path + "'",
                    "the path of the record element from the root, such as Message/Body/Record",
                    "");
        }
        if (kind == Kind.JSON && !path.isEmpty() && !KEYS.matcher(path).matches()) {
            problems.add(
                    node.get("rows").orElse(node),
                    "rows '" + path + "'",
                    "the keys that lead to the array of rows, such as data.rows",
                    "");
        }
        return path;
    }
}
