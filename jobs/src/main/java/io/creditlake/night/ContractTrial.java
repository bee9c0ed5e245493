package io.creditlake.night;

import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.standardise.RuleCheck;
import io.creditlake.standardise.Trial;
import io.creditlake.standardise.TrialReport;
import io.creditlake.standards.WorkingCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Tries a contract on files, without a lake. */
public final class ContractTrial {
    private final Settings settings;
    private final TableContracts tables;

    /** A trial with the engine of the settings. */
    public ContractTrial(Settings settings, TableContracts tables) {
        this.settings = settings;
        this.tables = tables;
    }

    /**
     * What would become of files.
     *
     * @param contracts the contract alone, or every one
     * @param source the source whose contract is tried
     * @param files the files, in the order in which a night would read them
     * @param runDate the night that would take them
     * @param examples rows shown of each rule that is broken
     * @throws io.creditlake.config.ConfigurationException with every mistake in the rules of the contracts
     */
    public TrialReport of(
            SourceContracts contracts, String source, List<String> files, LocalDate runDate, int examples) {
        SparkSession spark = Sessions.forReading(settings, Map.of(), 0);
        RuleCheck.check(spark, contracts, tables);
        SourceContract contract = contracts.get(source);
        WorkingCalendar calendar = WorkingCalendar.load(
                settings.folders().conf().resolve("reference").resolve("working_days.csv"));
        Trial trial = new Trial(contract, tables.get("record." + contract.recordClass()), runDate, calendar, examples);
        try {
            return trial.of(spark, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
