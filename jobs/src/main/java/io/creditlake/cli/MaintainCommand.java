package io.creditlake.cli;

import io.creditlake.night.Maintenance;
import io.creditlake.upkeep.TableUpkeep;
import io.creditlake.upkeep.UpkeepReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description =
                "Keeps the lake small and quick: drops old releases, puts small files together, lets go of what no"
                        + " release needs. Changes no content.")
final class MaintainCommand implements Callable<Integer> {
    private static final StructType COLUMNS = new StructType()
            .add("table", DataTypes.StringType)
            .add("rewritten", DataTypes.LongType)
            .add("files_before", DataTypes.LongType)
            .add("files_after", DataTypes.LongType)
            .add("bytes_before", DataTypes.LongType)
            .add("bytes_after", DataTypes.LongType)
            .add("snapshots_expired", DataTypes.LongType)
            .add("orphans_removed", DataTypes.LongType);

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--date",
            paramLabel = "yyyy-MM-dd",
            description = "The day from which the age of releases counts (default: the night of the current release).")
    private LocalDate date;

    @Option(
            names = "--keep-releases",
            paramLabel = "N",
            description = "Keep the last N releases alone (default: what 'maintenance' in conf/creditlake.yaml says)."
                    + " The current one and the one it builds on are kept in any case.")
    private Integer keepReleases;

    @Option(names = "--dry-run", description = "Say what there is to do, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How to print what was done (default: ${DEFAULT-VALUE}); a table shows what changed.")
    private RowFormat format;

    @Override
    public Integer call() {
        if (keepReleases != null && keepReleases < 1) {
            throw new ParameterException(spec.commandLine(), "--keep-releases " + keepReleases + ": give 1 or more");
        }
        Progress progress = new Progress(common);
        UpkeepReport report = new Maintenance(common.settings(), progress::say)
                .run(Optional.ofNullable(date), Optional.ofNullable(keepReleases), dryRun);
        if (dryRun) {
            report.dropped().forEach(name -> progress.say(name + " is to be dropped"));
        }
        report.notes().forEach(progress::say);
        List<Row> rows = new ArrayList<>();
        report.tables().stream()
                .filter(t -> format != RowFormat.table || t.anything())
                .forEach(t -> rows.add(row(t)));
        if (format == RowFormat.table) {
            rows.add(row(report.total()));
        }
        new RowPrinter(System.out, format).print(SparkSession.active().createDataFrame(rows, COLUMNS));
        if (dryRun) {
            progress.say("A dry run: nothing was changed");
        }
        return 0;
    }

    private static Row row(TableUpkeep table) {
        return RowFactory.create(
                table.table(),
                table.rewritten(),
                table.filesBefore(),
                table.filesAfter(),
                table.bytesBefore(),
                table.bytesAfter(),
                table.expired(),
                table.orphans());
    }
}
