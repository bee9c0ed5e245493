package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks for what is wrong with the machine, the configuration and the lake. */
public final class Checkup {
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_HEAP = 1L << 30;
    private static final long LEAST_DISK = 2L << 30;

    private final Settings settings;

    /** A checkup of the lake that the settings name. */
    public Checkup(Settings settings) {
        this.settings = settings;
    }

    /**
     * What was found of one thing.
     *
     * @param subject the thing
     * @param good whether it is as it should be
     * @param found what was found
     * @param toDo what to do when it is not good
     */
    public record Finding(String subject, boolean good, String found, String toDo) {}

    /** Everything, the most basic first. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(heap());
        findings.add(disk());
        findings.add(loaded("contracts", () -> {
            TableContracts tables = TableContracts.load(settings.folders().schemas());
            int sources = SourceContracts.load(settings.folders().schemas(), tables)
                    .all()
                    .size();
            return sources + " sources, " + tables.all().size() + " tables";
        }));
        findings.add(loaded("policies", () -> {
            TableContracts tables = TableContracts.load(settings.folders().schemas());
            return Policies.load(settings.folders().conf(), tables).all().size() + " policies";
        }));
        findings.add(landing());
        findings.addAll(lake());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return new Finding("java", version >= OLDEST_JAVA, "Java " + Runtime.version(), "Install a JDK of 17 or later");
    }

    private static Finding heap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Finding(
                "heap", heap >= LEAST_HEAP, (heap >> 20) + " MiB", "Give more with CREDITLAKE_JAVA_OPTS=-Xmx4g");
    }

    private Finding disk() {
        File folder = new File(settings.folders().lake());
        while (folder != null && !folder.exists()) {
            folder = folder.getParentFile();
        }
        if (folder == null) {
            return new Finding("disk", true, "the lake is not on a local disk", "");
        }
        long free = folder.getUsableSpace();
        return new Finding("disk", free >= LEAST_DISK, (free >> 20) + " MiB free", "Make room, or give another --lake");
    }

    private Finding landing() {
        Path landing = Path.of(settings.folders().landing());
        boolean remote = settings.folders().landing().contains("://");
        return new Finding(
                "landing",
                remote || Files.isDirectory(landing),
                settings.folders().landing(),
                "There is no such folder: give --landing, or make one with creditlake generate");
    }

    private static Finding loaded(String subject, Supplier<String> load) {
        try {
            return new Finding(subject, true, load.get(), "");
        } catch (ConfigurationException e) {
            return new Finding(
                    subject,
                    false,
                    e.problems().size() + " mistakes",
                    "creditlake " + (subject.equals("policies") ? "policy lint" : "contract lint") + " shows them");
        }
    }

    private List<Finding> lake() {
        List<Finding> findings = new ArrayList<>();
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            Releases releases = new Releases(tables);
            Optional<Release> current = releases.current();
            findings.add(new Finding(
                    "release",
                    current.isPresent(),
                    current.map(r -> r.name() + " is what readers see").orElse("nothing is published"),
                    "Run a night: creditlake nightly --date D"));
            findings.add(main(tables, current));
            findings.add(halfDone(tables));
        } catch (ConfigurationException e) {
            findings.add(new Finding(
                    "lake",
                    false,
                    e.problems().get(0).found(),
                    e.problems().get(0).hint()));
        }
        return findings;
    }

    private static Finding main(LakeTables tables, Optional<Release> current) {
        List<String> moved = new Branches(tables).astray(current);
        return new Finding(
                "main",
                moved.isEmpty(),
                moved.isEmpty() ? "every table stands at the release" : "not at the release: " + moved,
                "A publication was cut off: run the night again");
    }

    private static Finding halfDone(LakeTables tables) {
        RunLog log = new RunLog(tables, List.of(), Clock.systemUTC());
        List<String> open = log.unfinished();
        return new Finding(
                "nights",
                open.isEmpty(),
                open.isEmpty() ? "no half-done night" : String.join("; ", open),
                "Run the night again: it goes on where it stopped");
    }
}
