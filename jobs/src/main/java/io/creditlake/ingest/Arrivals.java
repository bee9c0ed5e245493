package io.creditlake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.Landing.Absent;
import io.creditlake.ingest.Landing.Delivery;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Workspace;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;

/**
 * What a night has to take in.
 *
 * @param deliveries those of the night's date, and of earlier ones what no night has seen
 * @param passedOver what lies in the landing folder and is not taken in, and why
 */
record Arrivals(List<Delivery> deliveries, List<String> passedOver) {

    /** Looks into the landing folder. */
    static Arrivals of(Workspace workspace, SourceContracts contracts, Configuration hadoop) throws IOException {
        LocalDate night = workspace.runDate();
        LocalDate earliest = earliest(workspace);
        Landing landing = new Landing(workspace.settings().folders().landing(), hadoop);
        List<Delivery> all = landing.complete(contracts, date -> !date.isAfter(night) && !date.isBefore(earliest));
        boolean early = all.stream().anyMatch(d -> d.date().isBefore(night));
        Set<String> seen = early ? seen(workspace, earliest) : Set.of();
        List<Delivery> unseen = new ArrayList<>();
        for (Delivery delivery : all) {
            if (delivery.date().equals(night)) {
                unseen.add(delivery);
                continue;
            }
            List<FileStatus> dumps = delivery.dumps().stream()
                    .filter(f -> !seen.contains(sized(delivery.path(f.getPath().getName()), f.getLen())))
                    .toList();
            List<Absent> absent = delivery.absent().stream()
                    .filter(a -> !seen.contains(delivery.path(a.name())))
                    .toList();
            if (!dumps.isEmpty() || !absent.isEmpty()) {
                unseen.add(new Delivery(
                        delivery.contract(), delivery.date(), delivery.manifest(), delivery.problem(), dumps, absent));
            }
        }
        return new Arrivals(unseen, landing.passedOver());
    }

    /** No night before the first can have taken anything in, and none looks back for ever. */
    static LocalDate earliest(Workspace workspace) {
        LocalDate night = workspace.runDate();
        LocalDate first = new Releases(workspace.tables())
                .all().stream()
                        .map(Release::runDate)
                        .filter(date -> date.isBefore(night))
                        .findFirst()
                        .orElse(night);
        LocalDate lookback = night.minusDays(workspace.settings().ingestLookbackDays());
        return lookback.isAfter(first) ? lookback : first;
    }

    /** Paths that earlier nights have seen, alone and with their sizes. */
    static Set<String> seen(Workspace workspace, LocalDate earliest) {
        Set<String> seen = new HashSet<>();
        for (Row row : workspace
                .read("ops.delivery")
                .filter(col("run_date").geq(lit(earliest)))
                .select("file", "bytes")
                .collectAsList()) {
            seen.add(row.getString(0));
            if (!row.isNullAt(1)) {
                seen.add(sized(row.getString(0), row.getLong(1)));
            }
        }
        return seen;
    }

    static String sized(String path, long bytes) {
        return path + "\n" + bytes;
    }
}
