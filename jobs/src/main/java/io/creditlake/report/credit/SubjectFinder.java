package io.creditlake.report.credit;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.in;
import static org.apache.iceberg.expressions.Expressions.notEqual;

import io.creditlake.lake.ReleaseTables;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonalCode;
import io.creditlake.standards.TypedCode;
import io.creditlake.standards.Uscc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;

/**
 * Finds subjects by what a person types, as {@code explain} does: by any code, by an exact name of now or once, or by an
 * id, also one that was given up in a merge.
 */
public final class SubjectFinder {
    private static final List<String> ID = List.of("subject_id");
    private static final int LONGEST_ID = 19;

    private final ReleaseTables tables;
    private final Threads threads;

    /** A finder that reads several tables at once. */
    public SubjectFinder(ReleaseTables tables, Threads threads) {
        this.tables = tables;
        this.threads = threads;
    }

    /**
     * A subject that is no natural person.
     *
     * @param id its id
     * @param code its unified social credit code, when it has one
     */
    public record Found(long id, Optional<String> code) {}

    /**
     * What a text leads to.
     *
     * @param subjects those that bear it, by id; several when a code or name is disputed
     * @param person whether it is, or may be, that of a natural person, of whom there are no reports
     */
    public record Search(List<Found> subjects, boolean person) {}

    /** Finds who bears a text. */
    public Search find(String text) {
        if (PersonalCode.isPersonal(text)) {
            return new Search(List.of(), true);
        }
        List<Callable<List<Record>>> searches = new ArrayList<>();
        List<String> codes = text.chars().anyMatch(Character::isDigit) ? TypedCode.readings(text) : List.of();
        if (!codes.isEmpty()) {
            Expression code = and(in("value", codes), notEqual("kind", "person_token"));
            searches.add(() -> tables.rows("subject.identifier", code, ID));
            // A code that fails its check identifies nobody, but a subject may show it.
            searches.add(() -> tables.rows("subject.subject", in("uscc", codes), ID));
        }
        String name = OrganisationName.key(text);
        if (name != null && codes.stream().noneMatch(Uscc::isValid)) {
            searches.add(() -> tables.rows("subject.name", equal("name_key", name), ID));
        }
        Set<Long> ids = new TreeSet<>();
        threads.all(searches).forEach(rows -> rows.forEach(row -> ids.add((Long) row.getField("subject_id"))));
        if (text.matches("[1-9]\\d{0,18}") && text.length() <= LONGEST_ID) {
            id(text).ifPresent(ids::add);
        }
        return known(ids);
    }

    private Search known(Set<Long> ids) {
        if (ids.isEmpty()) {
            return new Search(List.of(), false);
        }
        List<Found> found = new ArrayList<>();
        boolean person = false;
        List<Record> rows =
                tables.rows("subject.subject", in("subject_id", ids), List.of("subject_id", "kind", "uscc"));
        for (Record row : rows) {
            if ("person".equals(row.getField("kind"))) {
                person = true;
            } else {
                found.add(new Found(
                        (Long) row.getField("subject_id"), Optional.ofNullable((String) row.getField("uscc"))));
            }
        }
        found.sort((a, b) -> Long.compare(a.id(), b.id()));
        return new Search(List.copyOf(found), person && found.isEmpty());
    }

    /** The subject of an id; of one that was given up, the subject that it became. */
    private Optional<Long> id(String text) {
        long id;
        try {
            id = Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        Set<Long> met = new TreeSet<>();
        while (met.add(id)) {
            if (!tables.rows("subject.subject", equal("subject_id", id), ID).isEmpty()) {
                return Optional.of(id);
            }
            List<Record> merged = tables.rows(
                    "subject.merge",
                    and(equal("from_subject_id", id), equal("kind", "merge")),
                    List.of("into_subject_id"));
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            id = (Long) merged.get(merged.size() - 1).getField("into_subject_id");
        }
        return Optional.empty();
    }
}
