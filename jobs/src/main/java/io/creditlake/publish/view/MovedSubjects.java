package io.creditlake.publish.view;

import static org.apache.spark.sql.functions.col;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.policy.Lifecycles;
import io.creditlake.policy.lifecycle.Rulings;
import io.creditlake.publish.view.PublicationWriter.Since;
import io.creditlake.publish.view.PublicationWriter.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The subjects of whose rows a publication may say something else than it did: of rows that are others now, in any table
 * that it speaks of, of records about which something else is decided, and of those that time alone begins or ceases to
 * show. About all others it says what it said, so that nobody need look.
 */
final class MovedSubjects {
    private static final String ID = "subject_id";

    private final Lifecycles lifecycles;
    private final Function<Source, Rulings> rulings;
    private final BiFunction<Publication, Source, GuardedTable> guarded;
    /** Whom time alone has moved, by table and release: of a table there may be several publications. */
    private final Map<String, Optional<Dataset<Row>>> byTime = new ConcurrentHashMap<>();

    /**
     * Those of all publications that one writer writes.
     *
     * @param rulings what was decided about records by a state of the lake
     * @param guarded what a publication may speak of
     */
    MovedSubjects(
            Lifecycles lifecycles,
            Function<Source, Rulings> rulings,
            BiFunction<Publication, Source, GuardedTable> guarded) {
        this.lifecycles = lifecycles;
        this.rulings = rulings;
        this.guarded = guarded;
    }

    /**
     * The subjects of a publication.
     *
     * @param now what is written
     * @return empty when they are many or cannot be told, and all rows have to be compared
     */
    Optional<SubjectRows> of(Publication publication, Source now, Since since) {
        boolean sameLaw = since.all().stream()
                .allMatch(before -> lifecycles.on(before.day()).equals(lifecycles.on(now.day())));
        if (publication.table().column(ID).isEmpty() || !sameLaw) {
            return Optional.empty();
        }
        List<Dataset<Row>> moved = new ArrayList<>();
        for (Source before : since.all()) {
            for (String table : tables(publication)) {
                Optional<Dataset<Row>> subjects = since.differences().subjects(before.release(), table);
                if (subjects.isEmpty()) {
                    return Optional.empty();
                }
                moved.add(subjects.get());
            }
        }
        for (Source before : since.all()) {
            moved.addAll(moved(publication, now, before));
        }
        return moved.stream()
                .reduce(Dataset::union)
                .map(all -> since.differences().rowsOf(Kept.of(all.distinct())))
                .filter(SubjectRows::areFew);
    }

    private static Set<String> tables(Publication publication) {
        Set<String> tables = new TreeSet<>(List.of(name(publication), "subject.subject"));
        publication.policy().ifPresent(policy -> tables.add("grade.grade"));
        return tables;
    }

    private static String name(Publication publication) {
        return publication.table().name().toString();
    }

    private List<Dataset<Row>> moved(Publication publication, Source now, Source before) {
        List<Dataset<Row>> moved = new ArrayList<>();
        publication.table().recordClass().ifPresent(recordClass -> rulings.apply(now)
                .differing(rulings.apply(before), recordClass.name())
                .ifPresent(moved::add));
        if (!before.day().equals(now.day())) {
            byTime.computeIfAbsent(name(publication) + " " + before.release(), asked -> byTime(publication, now, before)
                            .map(Kept::of))
                    .ifPresent(moved::add);
        }
        return moved;
    }

    private Optional<Dataset<Row>> byTime(Publication publication, Source now, Source before) {
        return guarded.apply(publication, now)
                .moving(now.tables(), () -> rulings.apply(now), before.day())
                .map(Dataset::distinct);
    }

    /** Tables that hold no rows but those of some subjects, and those of none. */
    static Function<String, Dataset<Row>> only(SubjectRows subjects, Function<String, Dataset<Row>> tables) {
        return name -> {
            Dataset<Row> all = tables.apply(name);
            return subjects.of(all).unionByName(all.where(col(ID).isNull()));
        };
    }
}
