package io.creditlake.publish;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.Publication.Mode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The release that the changes of a publication are counted from: the last one, or the last whose files its reader has
 * confirmed, so that what was lost on the way is sent once more. Always one of the same month: the first night of a month
 * sends all rows, so that whoever missed changes has them.
 *
 * <p>What was sent after that release may have arrived all the same: files whose receipt was lost, and those of releases
 * that were taken back or made anew. Changes are such that whoever has any of them has the same rows afterwards.
 */
final class Baselines {
    /** As many releases as changes are held against; when more are in doubt, all rows are sent. */
    private static final int MOST_IN_DOUBT = 7;

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

    /**
     * What changes are counted from.
     *
     * @param known the release that its reader has
     * @param perhaps those after it whose files may have arrived, the oldest first
     */
    record Baseline(Release known, List<Release> perhaps) {
        Stream<Release> all() {
            return Stream.concat(Stream.of(known), perhaps.stream());
        }
    }

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
    Optional<Baseline> of(Publication publication) {
        NavigableMap<LocalDate, Sent> sent = nights.getOrDefault(publication.id(), new TreeMap<>());
        Optional<LocalDate> since = since(publication, sent);
        if (publication.mode() == Mode.FULL || since.isEmpty()) {
            return Optional.empty();
        }
        List<Release> releases = new Releases(workspace.tables()).all();
        return releases.stream()
                .filter(release -> release.published()
                        && !release.runDate().isBefore(since.get())
                        && release.runDate().isBefore(workspace.runDate())
                        && isKnown(publication, sent, release.runDate()))
                .max(Comparator.comparing(Release::runDate).thenComparing(Release::publishedAt))
                .map(known -> new Baseline(known, after(known, releases)))
                .filter(baseline -> baseline.perhaps().size() <= MOST_IN_DOUBT);
    }

    /** A night without files sent none because its reader had everything. */
    private static boolean isKnown(Publication publication, NavigableMap<LocalDate, Sent> sent, LocalDate day) {
        return !publication.confirmed()
                || !sent.containsKey(day)
                || sent.get(day).confirmed();
    }

    private static List<Release> after(Release known, List<Release> releases) {
        return releases.stream()
                .filter(release ->
                        release.status() != Status.WITHHELD && release.runDate().isAfter(known.runDate()))
                .sorted(Comparator.comparing(Release::runDate).thenComparing(Release::publishedAt))
                .toList();
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
