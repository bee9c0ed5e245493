package io.creditlake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.contract.DeliverySchedule;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Release;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.WorkingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Finds the deliveries that are due by the night and have not come, each in the night of its day alone. */
final class DueDeliveries {
    private static final String DELIVERIES = "ops.delivery";

    private final Workspace workspace;
    private final WorkingCalendar calendar;

    DueDeliveries(Workspace workspace) {
        this.workspace = workspace;
        this.calendar = WorkingCalendar.load(
                workspace.settings().folders().conf().resolve("reference").resolve("working_days.csv"));
    }

    /** What is due of a source on a day, if it has not come. */
    private record Due(SourceContract contract, DeliverySchedule schedule, LocalDate since, LocalDate day) {}

    /**
     * A row for each delivery that is missing.
     *
     * @param tonight what has come this night
     */
    static List<DeliveryRow> missing(Workspace workspace, SourceContracts contracts, List<DeliveryRow> tonight) {
        List<SourceContract> expected = contracts.all().stream()
                .filter(c -> c.delivery().schedule().isPresent())
                .toList();
        return expected.isEmpty() ? List.of() : new DueDeliveries(workspace).among(expected, tonight);
    }

    private List<DeliveryRow> among(List<SourceContract> contracts, List<DeliveryRow> tonight) {
        Map<String, NavigableSet<LocalDate>> came = new HashMap<>();
        tonight.forEach(row -> came(came, row.contract().source(), row.folderDate()));
        List<Due> open = contracts.stream()
                .flatMap(c -> due(c).stream())
                .filter(due -> !isThere(due, came))
                .toList();
        List<Due> earlier = open.stream()
                .filter(due -> due.since().isBefore(workspace.runDate()))
                .toList();
        if (!earlier.isEmpty() && workspace.hasRows(DELIVERIES)) {
            addEarlier(earlier, came);
        }
        return open.stream().filter(due -> !isThere(due, came)).map(this::row).toList();
    }

    private static void came(Map<String, NavigableSet<LocalDate>> came, String source, LocalDate day) {
        came.computeIfAbsent(source, s -> new TreeSet<>()).add(day);
    }

    private static boolean isThere(Due due, Map<String, NavigableSet<LocalDate>> came) {
        NavigableSet<LocalDate> days = came.getOrDefault(due.contract().source(), new TreeSet<>());
        return !days.subSet(due.since(), true, due.day(), true).isEmpty();
    }

    /** What has fallen due since the night before, which has told of everything until its own date. */
    private List<Due> due(SourceContract contract) {
        LocalDate night = workspace.runDate();
        LocalDate lookback = night.minusDays(workspace.settings().ingestLookbackDays());
        LocalDate before = workspace
                .base()
                .map(Release::runDate)
                .map(told -> told.isAfter(lookback) ? told : lookback)
                .orElse(night.minusDays(1));
        DeliverySchedule schedule = contract.delivery().schedule().orElseThrow();
        List<Due> due = new ArrayList<>();
        for (LocalDate day : schedule.due(before, night, calendar)) {
            due.add(new Due(contract, schedule, schedule.since(day, calendar), day));
        }
        return due;
    }

    private void addEarlier(List<Due> due, Map<String, NavigableSet<LocalDate>> came) {
        LocalDate first = due.stream().map(Due::since).min(LocalDate::compareTo).orElseThrow();
        List<String> sources =
                due.stream().map(d -> d.contract().source()).distinct().toList();
        for (Row row : workspace
                .read(DELIVERIES)
                .filter(col("source")
                        .isInCollection(sources)
                        .and(col("folder_date").geq(lit(first)))
                        .and(not(col("status").equalTo(DeliveryRow.MISSING))))
                .select("source", "folder_date")
                .distinct()
                .collectAsList()) {
            came(came, row.getString(0), row.getLocalDate(1));
        }
    }

    private DeliveryRow row(Due due) {
        String source = due.contract().source();
        return new DeliveryRow(
                due.contract(),
                due.day(),
                source + "/" + due.day(),
                Optional.empty(),
                Drift.NONE,
                null,
                DeliveryRow.MISSING,
                "应于 " + due.day() + " 前报送（" + due.schedule().inWords() + "），至今未收到",
                Optional.empty(),
                workspace.runDate());
    }
}
