package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words that names of organisations are made of, as {@code conf/reference/name_words.csv} lists them. */
public final class NameWords implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("kind", "words");

    /** Kinds of words. */
    enum Kind {
        /** 有限公司, 经营部: what ends a name. */
        FORM,
        /** 商贸, 建筑工程: what stands before it. */
        INDUSTRY,
        /** 分公司, 支行: what ends the name of a branch, behind the form of its parent. */
        BRANCH
    }

    private final Map<Kind, Set<String>> words;
    private final int longest;

    private NameWords(Map<Kind, Set<String>> words) {
        this.words = words;
        this.longest = words.values().stream()
                .flatMap(Set::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /**
     * Reads the words.
     *
     * @param file {@code name_words.csv}: {@code kind,words}, the words of a line with blanks between them
     * @throws ConfigurationException with every mistake of the file
     */
    public static NameWords load(Path file) {
        Problems problems = new Problems();
        NameWords words;
        try (InputStream in = Files.newInputStream(file)) {
            words = read(in, file.toString(), problems);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "no readable file", "the words of names", "Check --conf"));
            words = new NameWords(Map.of());
        }
        problems.throwIfAny();
        return words;
    }

    /** As {@link #load}, from a stream; {@code file} names it in messages, mistakes are put into {@code problems}. */
    public static NameWords read(InputStream in, String file, Problems problems) {
        Map<Kind, Set<String>> words = new HashMap<>();
        for (Kind kind : Kind.values()) {
            words.put(kind, new HashSet<>());
        }
        for (ReferenceCsv.Line line : ReferenceCsv.read(in, file, COLUMNS, problems)) {
            Kind kind =
                    switch (line.value(0)) {
                        case "form" -> Kind.FORM;
                        case "industry" -> Kind.INDUSTRY;
                        case "branch" -> Kind.BRANCH;
                        default -> null;
                    };
            if (kind == null) {
                line.refuse(problems, "kind " + line.value(0), "form, industry or branch", "");
            } else {
                words.get(kind).addAll(List.of(line.value(1).split(" +")));
            }
        }
        return new NameWords(words);
    }

    /** Where the longest word of a kind begins that a text ends with before {@code end}; {@code end} when none does. */
    int start(Kind kind, String text, int from, int end) {
        Set<String> known = words.getOrDefault(kind, Set.of());
        for (int start = Math.max(from, end - longest); start < end; start++) {
            if (known.contains(text.substring(start, end))) {
                return start;
            }
        }
        return end;
    }
}
