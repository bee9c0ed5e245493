package io.creditlake.publish;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.Publication.Mode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The release that the changes of a publication are counted from: the last one, or the last whose files its reader has
 * confirmed, so that what was lost on the way is sent once more. Always one of the same month: the first night of a month
 * sends all rows, so that whoever missed changes has them.
 */
final class Baselines {
    private final Workspace workspace;
    /** The nights of this month that sent files, by publication. */
    private final Map<String, NavigableMap<LocalDate, Sent>> nights = new HashMap<>();

    /**
     * What a night sent of a publication.
     *
     * @param terms the terms it was sent under
     * @param confirmed whether its reader has confirmed every file
     */
    private record Sent(String terms, boolean confirmed) {}

    Baselines(Workspace workspace) {
        this.workspace = workspace;
        if (workspace.base().isPresent()) {
            sent().forEach(row -> nights.computeIfAbsent(row.getAs("publication"), p -> new TreeMap<>())
                    .put(
                            LocalDate.parse(String.valueOf(row.<Object>getAs("run_date"))),
                            new Sent(row.getAs("terms"), row.getAs("confirmed"))));
        }
    }

    private LocalDate month() {
        return workspace.runDate().withDayOfMonth(1);
    }

    /** As many rows as there are publications and nights of a month. */
    private List<Row> sent() {
        Column confirmed = coalesce(col("status").isin("accepted", "partly_accepted"), lit(false));
        return workspace
                .readBase("ops.publication")
                .where(col("run_date").geq(lit(month())))
                .join(
                        workspace.read("ops.receipt").select("publication", "file", "status"),
                        new String[] {"publication", "file"},
                        "left")
                .groupBy("publication", "terms", "run_date")
                .agg(bool_and(confirmed).as("confirmed"))
                .collectAsList();
    }

    /** That of a publication; empty when all of its rows are to be sent. */
    Optional<Release> of(Publication publication) {
        NavigableMap<LocalDate, Sent> sent = nights.getOrDefault(publication.id(), new TreeMap<>());
        Optional<LocalDate> since = since(publication, sent);
        if (publication.mode() == Mode.FULL || since.isEmpty()) {
            return Optional.empty();
        }
        Optional<Release> baseline = Optional.empty();
        for (Release release : new Releases(workspace.tables()).all()) {
            LocalDate day = release.runDate();
            // A night without files sent none because its reader had everything.
            boolean known = !publication.confirmed()
                    || !sent.containsKey(day)
                    || sent.get(day).confirmed();
            if (release.published()
                    && known
                    && !day.isBefore(since.get())
                    && day.isBefore(workspace.runDate())
                    && baseline.filter(b -> b.runDate().isAfter(day)).isEmpty()) {
                baseline = Optional.of(release);
            }
        }
        return baseline;
    }

    /** The first night since which all files were sent under the terms of today; empty when the last was not. */
    private static Optional<LocalDate> since(Publication publication, NavigableMap<LocalDate, Sent> sent) {
        LocalDate since = null;
        for (Map.Entry<LocalDate, Sent> night : sent.descendingMap().entrySet()) {
            if (!night.getValue().terms().equals(publication.terms())) {
                break;
            }
            since = night.getKey();
        }
        return Optional.ofNullable(since);
    }
}
