package io.creditlake.publish.audit;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Ledger;
import io.creditlake.lake.Release;
import io.creditlake.publish.audit.Audit.Severity;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/**
 * What the audits of a night found.
 *
 * @param results by audit, those that stand in no file first
 */
public record AuditResults(List<Result> results) {
    private static final int DIGITS = 6;

    /**
     * What one found.
     *
     * @param audit the audit
     * @param findings one for each thing it looked at; none when there was nothing
     */
    record Result(Audit audit, List<Finding> findings) {
        boolean passed() {
            return findings.stream().allMatch(Finding::passed);
        }

        boolean withholds() {
            return audit.severity() == Severity.WITHHOLD;
        }

        /** All findings as one: the only one, or how many are not as they should be and the first of these. */
        Release.Audit summary() {
            if (findings.isEmpty()) {
                return new Release.Audit(audit.id(), true, "nothing to judge", "as conf/audits.yaml says");
            }
            List<Finding> broken = findings.stream().filter(f -> !f.passed()).toList();
            Finding first = broken.isEmpty() ? findings.get(0) : broken.get(0);
            String found = findings.size() == 1
                    ? named(first)
                    : broken.isEmpty()
                            ? findings.size() + " looked at, all as they should be"
                            : broken.size() + " of " + findings.size() + ", the first is " + named(first);
            return new Release.Audit(audit.id(), broken.isEmpty(), found, first.expected());
        }

        private static String named(Finding finding) {
            return finding.subject().isEmpty() ? finding.found() : finding.subject() + ": " + finding.found();
        }
    }

    /** Whether the release may go out. */
    public boolean passed() {
        return results.stream().noneMatch(r -> r.withholds() && !r.passed());
    }

    /** Those that can hold a release back, as {@code ops.release} keeps them. */
    public List<Release.Audit> ofRelease() {
        return results.stream().filter(Result::withholds).map(Result::summary).toList();
    }

    /** What is told although the release goes out. */
    public List<String> warnings() {
        return results.stream()
                .filter(r -> !r.withholds() && !r.passed())
                .map(Result::summary)
                .map(a -> "audit " + a.name() + " warns: found " + a.found() + "; expected " + a.expected())
                .toList();
    }

    /** Notes every finding in {@code ops.audit}, in the place of those of a release of the same name. */
    public void write(LakeTables tables, String release, LocalDate runDate) {
        Ledger ledger = new Ledger(tables, "ops.audit");
        List<Record> rows = new ArrayList<>();
        for (Result result : results) {
            for (Finding finding : result.findings()) {
                rows.add(row(ledger, release, runDate, result.audit(), finding));
            }
        }
        ledger.putAll(rows, Optional.of("run_date"), row -> release.equals(row.getField("release")));
    }

    private static Record row(Ledger ledger, String release, LocalDate runDate, Audit audit, Finding finding) {
        GenericRecord row = ledger.row();
        row.setField("run_date", runDate);
        row.setField("release", release);
        row.setField("audit", audit.id());
        row.setField("about", finding.about().word());
        row.setField("subject", finding.subject());
        row.setField("severity", audit.severity().word());
        row.setField("passed", finding.passed());
        row.setField("found", finding.found());
        row.setField("expected", finding.expected());
        row.setField(
                "measure",
                Optional.ofNullable(finding.measure())
                        .map(measure -> measure.setScale(DIGITS, RoundingMode.HALF_UP))
                        .orElse(null));
        row.setField("message", audit.message().isEmpty() ? null : audit.message());
        return row;
    }
}
