package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks for what is wrong with the machine, the configuration and the lake. */
public final class Checkup {
    private static final int OLDEST_JAVA = 17;
    /** From the next on Java has no security manager any more, which Hadoop asks. */
    private static final int LATEST_JAVA = 23;

    private static final List<String> OPENED = List.of("java.nio", "java.util", "sun.nio.ch", "sun.util.calendar");
    private static final long LEAST_HEAP = 1L << 30;
    private static final long LEAST_DISK = 2L << 30;

    private final Settings settings;

    /** A checkup of the lake that the settings name. */
    public Checkup(Settings settings) {
        this.settings = settings;
    }

    /**
     * Everything, the most basic first.
     *
     * @param wholeArchive whether every file of the archive is read and held against its hash
     */
    public List<Finding> run(boolean wholeArchive) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(flags());
        findings.add(names());
        findings.add(heap());
        findings.add(disk("disk", settings.folders().lake(), "Make room, or give another --lake"));
        findings.add(disk(
                "temporary disk",
                settings.spark().conf().values().getOrDefault("spark.local.dir", System.getProperty("java.io.tmpdir")),
                "Make room, or name another folder with --set spark.conf.spark.local.dir=DIR"));
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
        findings.addAll(new LakeCheckup(settings, wholeArchive).run());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return new Finding(
                "java",
                version >= OLDEST_JAVA && version <= LATEST_JAVA,
                "Java " + Runtime.version(),
                "Install a JDK of 17 to " + LATEST_JAVA + ", which Spark runs on, or set JAVA_HOME to one");
    }

    /** What Spark reaches into has to be opened to it. */
    private static Finding flags() {
        List<String> closed = OPENED.stream()
                .filter(name -> !Object.class.getModule().isOpen(name, Checkup.class.getModule()))
                .toList();
        return new Finding(
                "java flags",
                closed.isEmpty(),
                closed.isEmpty() ? "as Spark needs them" : "not opened: " + String.join(", ", closed),
                "Start it with ./creditlake, or give Java the options of spark.java.options in jobs/pom.xml");
    }

    /** Names of files are Chinese as often as not. */
    private static Finding names() {
        String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new Finding(
                "file names",
                Charset.forName(charset).newEncoder().canEncode("山东"),
                "read as " + charset,
                "Set the locale to one of UTF-8, such as LC_ALL=C.UTF-8");
    }

    private static Finding heap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Finding(
                "heap", heap >= LEAST_HEAP, (heap >> 20) + " MiB", "Give more with CREDITLAKE_JAVA_OPTS=-Xmx4g");
    }

    private static Finding disk(String subject, String path, String toDo) {
        if (path.contains("://")) {
            return new Finding(subject, true, "not a local disk", "");
        }
        File folder = new File(path).getAbsoluteFile();
        while (!folder.exists() && folder.getParentFile() != null) {
            folder = folder.getParentFile();
        }
        long free = folder.getUsableSpace();
        return new Finding(subject, free >= LEAST_DISK, (free >> 20) + " MiB free at " + folder, toDo);
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
}
