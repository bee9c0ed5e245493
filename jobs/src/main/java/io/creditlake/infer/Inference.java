package io.creditlake.infer;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.contract.Headers;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.Standard;
import io.creditlake.infer.DraftField.Certainty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Drafts a source contract from dumps. */
public final class Inference {
    private static final String NO_DEPARTMENT = "报送部门";
    private static final double MOST = 0.8;
    private static final double ALIKE = 0.4;

    private final Knowledge knowledge;
    private final InferOptions options;

    /** An inference with what the contracts know and what a person tells. */
    public Inference(Knowledge knowledge, InferOptions options) {
        this.knowledge = knowledge;
        this.options = options;
    }

    /**
     * Drafts the contract of a source.
     *
     * @param path a file, or a folder with files of one source; names that begin with {@code _} or a point are passed
     *     over
     * @throws ConfigurationException when a file cannot be read, or something must be told that the files do not tell
     */
    public Inferred of(Path path) {
        try {
            SourceProfile profile = SourceProfile.of(files(path), knowledge);
            return of(path, profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (!Files.isReadable(path)) {
                throw ConfigurationException.of(
                        path.toString(), "no readable file", "a dump, or a folder of dumps", "");
            }
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().matches("[_.].*"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw ConfigurationException.of(path.toString(), "a folder without files", "dumps of one source", "");
            }
            return files;
        }
    }

    private Inferred of(Path path, SourceProfile profile) {
        List<ClassChoice> ranked = ClassChoice.rank(knowledge, profile.columns(), hints(path));
        ClassChoice choice =
                options.recordClass().map(name -> told(name, ranked)).orElse(ranked.get(0));
        List<DraftField> fields = fields(profile, choice);
        String source = options.source().orElseGet(() -> sourceName(path, choice.recordClass()));
        Optional<String> found = region(choice);
        List<String> remarks =
                Summary.remarks(profile, choice, ranked, options.recordClass().isPresent());
        Draft draft = new Draft(
                source,
                knowledge.table(choice.recordClass()).label(),
                options.department().orElse(NO_DEPARTMENT),
                options.departmentRegion().or(() -> found).orElseThrow(() -> noRegion(path)),
                options.departmentRegion().isPresent() ? "" : "where most unified codes of the rows were issued",
                choice.recordClass(),
                formats(profile),
                knowledge.lateAfterWorkingDays(choice.recordClass()),
                fields,
                new RuleDrafter(knowledge, choice, fields, profile.orders()).draft(),
                remarks);
        List<String> missing = missing(fields, choice);
        return new Inferred(
                source,
                choice.recordClass(),
                new DraftWriter(draft).write(),
                Summary.of(draft, missing, options.department().isEmpty()));
    }

    private ClassChoice told(String name, List<ClassChoice> ranked) {
        return ranked.stream()
                .filter(c -> c.recordClass().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of(
                        "--class=" + name,
                        "no such record class",
                        "one of " + String.join(", ", knowledge.classes()),
                        Spelling.nearest(name, knowledge.classes())
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("")));
    }

    private static ConfigurationException noRegion(Path path) {
        return ConfigurationException.of(
                path.toString(),
                "no unified codes that tell the region of the department",
                "--department-region with its six-digit code, such as 370100",
                "");
    }

    private static List<String> hints(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        List<String> hints = new ArrayList<>();
        for (int i = Math.max(0, absolute.getNameCount() - 2); i < absolute.getNameCount(); i++) {
            hints.add(absolute.getName(i).toString());
        }
        return hints;
    }

    private static String sourceName(Path path, String recordClass) {
        Path absolute = path.toAbsolutePath().normalize();
        String last = absolute.getFileName().toString();
        boolean dated = last.matches("\\d{4}-\\d{2}-\\d{2}") && absolute.getNameCount() > 1;
        String name = dated ? absolute.getParent().getFileName().toString() : last.replaceAll("\\..*$", "");
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        return plain.isEmpty() ? recordClass + "_source" : plain;
    }

    /** Fields in the order in which the columns were met. */
    private List<DraftField> fields(SourceProfile profile, ClassChoice choice) {
        Set<String> key = knowledge.keyColumns(choice.recordClass());
        List<DraftField> fields = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (SourceColumn column : profile.columns()) {
            Optional<Match> match =
                    choice.matches().stream().filter(m -> m.isOf(column)).findFirst();
            if (match.isEmpty()) {
                fields.add(unknown(column, nearest(column, choice)));
            } else if (done.add(match.get().field().column())) {
                List<String> otherNames = choice.matches().stream()
                        .filter(m -> m.isOf(match.get().field()) && !m.isOf(column))
                        .flatMap(m -> m.column().names().stream())
                        .toList();
                fields.add(new FieldDrafter(match.get()).draft(otherNames, key));
            }
        }
        fields.addAll(notSent(fields, choice));
        return withOwnLabels(fields);
    }

    /**
     * Columns of the key that no file has, because a source of one kind alone need not say which: every row gets what
     * the likest source of the class gives its rows.
     */
    private List<DraftField> notSent(List<DraftField> fields, ClassChoice choice) {
        Set<String> headers = new HashSet<>();
        fields.forEach(f -> f.headers().forEach(h -> headers.add(Headers.reduced(h))));
        Optional<SourceContract> nearest = knowledge.nearest(choice.recordClass(), headers);
        return missing(fields, choice).stream()
                .flatMap(column -> nearest.flatMap(c -> c.field(column)).stream())
                .filter(f -> f.otherwise().isPresent())
                .map(f -> notSent(f, nearest.get().source()))
                .toList();
    }

    private static DraftField notSent(Field field, String source) {
        String value = field.otherwise().orElseThrow();
        return new DraftField(
                field.column(),
                Certainty.NOT_SENT,
                List.of(),
                field.label(),
                field.standard(),
                false,
                Optional.empty(),
                Optional.empty(),
                field.codes(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                field.personal(),
                field.otherwise(),
                List.of("no column was found for this part of the key; every row gets " + value + ", as in " + source));
    }

    /** A label that is the header of another column would make that column two fields'. */
    private static List<DraftField> withOwnLabels(List<DraftField> fields) {
        Map<String, String> owners = new HashMap<>();
        fields.forEach(f -> f.headers().forEach(h -> owners.put(HeaderText.reduced(h), f.name())));
        return fields.stream()
                .map(f -> owners.computeIfAbsent(HeaderText.reduced(f.label()), label -> f.name())
                                .equals(f.name())
                        ? f
                        : f.labelled(
                                f.headers().isEmpty() ? f.name() : f.headers().get(0)))
                .toList();
    }

    /** The field without a column whose name is nearest, too far to be taken for it. */
    private String nearest(SourceColumn column, ClassChoice choice) {
        return knowledge.fields(choice.recordClass()).stream()
                .filter(f -> choice.matches().stream().noneMatch(m -> m.isOf(f)))
                .filter(f -> likeness(column, f) >= ALIKE)
                .max(Comparator.comparingDouble(f -> likeness(column, f)))
                .map(f -> "; nearest is " + f.column() + " (" + f.label() + ")")
                .orElse("");
    }

    private static double likeness(SourceColumn column, KnownField field) {
        return column.names().stream()
                .mapToDouble(n -> field.likeness(HeaderText.reduced(n), HeaderText.bare(n)))
                .max()
                .orElse(0);
    }

    private static DraftField unknown(SourceColumn column, String nearest) {
        Standard guess = column.content().guess();
        List<String> evidence = new ArrayList<>(List.of("known to no contract of the class, so not kept" + nearest
                + "; looks like " + guess.key() + ": " + Evidence.of(column, guess)));
        String values = column.content().isCode() ? Evidence.values(column, Set.of()) : "";
        if (!values.isEmpty()) {
            evidence.add("values: " + values);
        }
        return DraftField.notKept(
                "column_" + (column.index() + 1),
                Certainty.UNKNOWN,
                column.names(),
                column.label(),
                column.isPersonal(),
                evidence);
    }

    /** The prefecture, or else the province, that most of the unified codes name. */
    private Optional<String> region(ClassChoice choice) {
        Map<String, Long> counts = choice.matches().stream()
                .filter(m -> m.field().column().equals("uscc"))
                .findFirst()
                .map(m -> m.column().profile().prefectures())
                .orElse(Map.of());
        return mostly(counts, 4).or(() -> mostly(counts, 2));
    }

    private Optional<String> mostly(Map<String, Long> counts, int digits) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return counts.keySet().stream()
                .map(code -> code.substring(0, digits))
                .distinct()
                .max(Comparator.comparingLong(prefix -> count(counts, prefix)))
                .filter(prefix -> count(counts, prefix) >= MOST * all)
                .map(prefix -> (prefix + "0000").substring(0, 6))
                .filter(knowledge.regions()::isKnown);
    }

    private static long count(Map<String, Long> counts, String prefix) {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A file that its ending does not tell how to read is named wholly, and before the others. */
    private static List<Format> formats(SourceProfile profile) {
        List<Format> formats = new ArrayList<>();
        for (Written file : profile.files()) {
            Format format = file.format();
            Optional<Format> same = formats.stream()
                    .filter(f -> f.files().equals(format.files()))
                    .findFirst();
            if (same.isEmpty()) {
                formats.add(format);
            } else if (!named("", same.get()).equals(named("", format))) {
                formats.add(0, named(file.name(), format));
            }
        }
        return formats;
    }

    /** The format for files of another name, whose charset is found out for each file anyway. */
    private static Format named(String files, Format format) {
        return new Format(files, format.kind(), format.charsets(), format.separators(), format.rows(), format.sheets());
    }

    /** Columns of the key that the source lacks. */
    private List<String> missing(List<DraftField> fields, ClassChoice choice) {
        Set<String> kept = new HashSet<>();
        fields.stream().filter(DraftField::kept).forEach(f -> kept.add(f.name()));
        return knowledge.keyColumns(choice.recordClass()).stream()
                .filter(c -> !kept.contains(c))
                .sorted()
                .toList();
    }
}
