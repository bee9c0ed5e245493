package io.creditlake.report;

import io.creditlake.lake.Release;
import io.creditlake.report.ReportData.Audit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * The audits of a release as everybody may see them. Findings about policies that are not published are left out, and so
 * is what a query has counted: only its author knows what it looks at.
 */
final class ShownAudits {
    private final Release release;
    private final Set<String> published;

    ShownAudits(Release release, Set<String> published) {
        this.release = release;
        this.published = published;
    }

    /**
     * Those that did not pass first, one for each thing that is not as it should be.
     *
     * @param findings rows of {@code ops.audit}; a release from before that table has none
     */
    List<Audit> of(List<Row> findings) {
        Map<String, List<Row>> visible = new LinkedHashMap<>();
        for (Row row : findings) {
            List<Row> seen = visible.computeIfAbsent(row.getAs("audit"), name -> new ArrayList<>());
            if (!row.getAs("about").equals("policy") || published.contains(row.<String>getAs("subject"))) {
                seen.add(row);
            }
        }
        List<Audit> passed = new ArrayList<>();
        List<Audit> failed = new ArrayList<>();
        visible.forEach((name, rows) -> {
            rows.stream().filter(row -> !row.<Boolean>getAs("passed")).forEach(row -> failed.add(shown(row)));
            if (!rows.isEmpty() && rows.stream().allMatch(row -> row.<Boolean>getAs("passed"))) {
                passed.add(rows.size() == 1 ? shown(rows.get(0)) : together(rows));
            }
        });
        for (Release.Audit audit : release.audits()) {
            if (!visible.containsKey(audit.name())) {
                (audit.passed() ? passed : failed)
                        .add(new Audit(
                                audit.name(), audit.passed(), "withhold", "", audit.found(), audit.expected(), ""));
            } else if (!audit.passed()
                    && failed.stream().noneMatch(a -> a.name().equals(audit.name()))) {
                // It failed for what is not shown here; that it failed is.
                failed.add(new Audit(audit.name(), false, "withhold", "", "", "", ""));
            }
        }
        failed.addAll(passed);
        return List.copyOf(failed);
    }

    private static Audit shown(Row row) {
        boolean query = row.getAs("about").equals("query");
        String message = row.getAs("message");
        return new Audit(
                row.getAs("audit"),
                row.getAs("passed"),
                row.getAs("severity"),
                row.getAs("subject"),
                query ? "" : row.getAs("found"),
                query ? "" : row.getAs("expected"),
                message == null ? "" : message);
    }

    private static Audit together(List<Row> rows) {
        Audit first = shown(rows.get(0));
        return new Audit(
                first.name(),
                true,
                first.severity(),
                "",
                rows.size() + " looked at, all as they should be",
                first.expected(),
                "");
    }
}
