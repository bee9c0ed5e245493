package io.creditlake.infer;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well a record class explains the columns of a source.
 *
 * @param recordClass the class
 * @param matches which column is which field
 * @param score from 0 to 1: how much of the file the class explains, and how much of its key the file has
 */
record ClassChoice(String recordClass, List<Match> matches, double score) {
    /** Columns that every class has tell little of which class it is. */
    private static final double COMMON = 0.3;

    private static final double KEY = 0.3;
    private static final double NAMED = 0.15;

    /**
     * Every class, the likeliest first.
     *
     * @param hints texts that may name the class: titles, names of files and folders
     */
    static List<ClassChoice> rank(Knowledge knowledge, List<SourceColumn> columns, List<String> hints) {
        return knowledge.classes().stream()
                .map(name -> of(knowledge, name, columns, hints))
                .sorted(Comparator.comparingDouble(ClassChoice::score)
                        .reversed()
                        .thenComparing(ClassChoice::recordClass))
                .toList();
    }

    private static ClassChoice of(
            Knowledge knowledge, String recordClass, List<SourceColumn> columns, List<String> hints) {
        TableContract table = knowledge.table(recordClass);
        String occurredOn = table.recordClass().orElseThrow().occurredOn();
        List<Match> matches = new Matching(columns, knowledge.fields(recordClass)).matches(occurredOn);
        double explained = 0;
        for (Match match : matches) {
            boolean common = match.field().lake().map(Column::common).orElse(false);
            explained += match.score() * match.score() * (common ? COMMON : 1);
        }
        Set<String> found = matches.stream().map(m -> m.field().column()).collect(Collectors.toSet());
        Set<String> key = knowledge.keyColumns(recordClass);
        double keyFound =
                key.isEmpty() ? 1 : key.stream().filter(found::contains).count() / (double) key.size();
        boolean named = hints.stream()
                .anyMatch(h -> h.contains(table.label())
                        || h.toLowerCase(java.util.Locale.ROOT).contains(recordClass));
        double score = explained / Math.max(1, columns.size()) * (1 - KEY + KEY * keyFound) + (named ? NAMED : 0);
        return new ClassChoice(recordClass, matches, Math.min(1, score));
    }
}
