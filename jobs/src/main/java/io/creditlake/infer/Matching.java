package io.creditlake.infer;

import io.creditlake.contract.Standard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which known field of a record class each column probably is: by its headers, held against what it contains. */
final class Matching {
    private static final double LEAST = 0.6;
    private static final double CONTRADICTED = 0.3;
    private static final double CONFIRMED = 0.1;
    private static final double BY_CONTENT = 0.65;
    private static final double MOST = 0.8;
    private static final int ENOUGH = 10;
    /** Standards whose values alone say what a column is, when the class has one such column and the file too. */
    private static final Set<Standard> SPEAKING = EnumSet.of(
            Standard.USCC,
            Standard.ORG_CODE,
            Standard.REG_NO,
            Standard.TAX_NO,
            Standard.CITIZEN_NUMBER,
            Standard.DOCUMENT_NUMBER,
            Standard.REGION,
            Standard.ORG_NAME,
            Standard.DATE);

    private final List<SourceColumn> columns;
    private final List<KnownField> fields;

    Matching(List<SourceColumn> columns, List<KnownField> fields) {
        this.columns = columns;
        this.fields = fields;
    }

    /**
     * The matches, the surest first. A field is matched by one column of a file; another file may name it otherwise.
     *
     * @param occurredOn the column that dates the facts of the class
     */
    List<Match> matches(String occurredOn) {
        List<Match> candidates = new ArrayList<>();
        for (SourceColumn column : columns) {
            Content content = column.content();
            for (String name : column.names()) {
                String reduced = HeaderText.reduced(name);
                String bare = HeaderText.bare(name);
                for (KnownField field : fields) {
                    double likeness = field.likeness(reduced, bare);
                    double score = likeness < LEAST ? 0 : score(column, content, field, name, likeness);
                    if (score >= LEAST) {
                        candidates.add(new Match(column, field, name, score));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Match::score)
                .reversed()
                .thenComparing(m -> m.column().index())
                .thenComparing(m -> m.field().column()));
        List<Match> taken = new ArrayList<>();
        candidates.stream().filter(m -> isFree(m, taken)).forEach(taken::add);
        addByContent(taken, occurredOn);
        return taken;
    }

    private static boolean isFree(Match match, List<Match> taken) {
        return taken.stream()
                .noneMatch(t -> t.isOf(match.column())
                        || (t.isOf(match.field()) && t.column().standsBeside(match.column())));
    }

    private static double score(
            SourceColumn column, Content content, KnownField field, String header, double likeness) {
        if (column.profile().filled() < ENOUGH) {
            return likeness;
        }
        Standard expected = field.expected(header);
        double fit = content.fit(expected);
        if (Content.isTelling(expected)) {
            if (fit < CONTRADICTED) {
                // A header that is known outweighs values that are all wrong, but not a column that fits better.
                return likeness * (likeness == 1 ? MOST : CONTRADICTED);
            }
            return likeness == 1 || fit < MOST ? likeness : Math.min(0.99, likeness + CONFIRMED);
        }
        boolean other = Content.isTelling(content.guess()) && likeness < 1;
        return other ? likeness * CONTRADICTED : likeness;
    }

    private void addByContent(List<Match> taken, String occurredOn) {
        for (Standard standard : SPEAKING) {
            List<SourceColumn> unmatched = columns.stream()
                    .filter(c -> taken.stream().noneMatch(t -> t.isOf(c)))
                    .filter(c -> c.profile().filled() >= ENOUGH && c.content().guess() == standard)
                    .toList();
            List<KnownField> open = fields.stream()
                    .filter(f -> f.lake().isPresent() && f.expected("") == standard)
                    .filter(f -> standard != Standard.DATE || f.column().equals(occurredOn))
                    .filter(f -> taken.stream().noneMatch(t -> t.isOf(f)))
                    .toList();
            boolean whoseCode = taken.stream().anyMatch(t -> t.field().expected("") == standard);
            if (unmatched.size() == 1 && open.size() >= 1 && (open.size() == 1 || !whoseCode)) {
                taken.add(new Match(unmatched.get(0), open.get(0), "", BY_CONTENT));
            }
        }
    }
}
