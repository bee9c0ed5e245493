package io.creditlake.report.credit;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.report.credit.Seal.Meaning;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Checks the number and code of a report.
 *
 * @param settings the lake
 * @param contracts its tables
 * @param key the key of the platform
 */
public record ReportCheck(Settings settings, TableContracts contracts, ReportKey key) {

    /**
     * What a check finds.
     *
     * @param genuine whether the code goes with the number, which only who has the key can bring about
     * @param date day of the release; null when it is not genuine
     * @param content how the release, as it is read now, compares with the report
     */
    public record Outcome(boolean genuine, LocalDate date, Content content) {}

    /** How the release compares with a report. */
    public enum Content {
        /** It says the same. */
        SAME,
        /** It says something else: the night was made anew, or the configuration has changed. */
        OTHER,
        /** It was taken back, or is not in this lake. */
        UNKNOWN
    }

    /** Checks what somebody has typed. */
    public Outcome of(String number, String code) {
        Optional<Meaning> meaning = Seal.verified(number, code, key);
        if (meaning.isEmpty()) {
            return new Outcome(false, null, Content.UNKNOWN);
        }
        LocalDate date = meaning.get().date();
        try (CreditReports reports = CreditReports.open(settings, contracts, Optional.of("release-" + date))) {
            return new Outcome(true, date, compared(reports, meaning.get(), number));
        } catch (ConfigurationException e) {
            return new Outcome(true, date, Content.UNKNOWN);
        }
    }

    /** The same against a release that is open. */
    public Outcome of(String number, String code, CreditReports reports) {
        Optional<Meaning> meaning = Seal.verified(number, code, key);
        if (meaning.isEmpty()) {
            return new Outcome(false, null, Content.UNKNOWN);
        }
        return meaning.get().date().equals(reports.tables().release().runDate())
                ? new Outcome(true, meaning.get().date(), compared(reports, meaning.get(), number))
                : of(number, code);
    }

    private Content compared(CreditReports reports, Meaning meaning, String number) {
        return reports.of(meaning.subjectId())
                .map(report -> Seal.of(report, key).bears(number) ? Content.SAME : Content.OTHER)
                .orElse(Content.OTHER);
    }
}
