package io.creditlake.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The files that the snapshots of a table name, read in this process, as only the catalog's own reader of an encrypted table
 * has the keys of lists of manifests and of manifests. Takes memory for each file and each manifest of a snapshot: some
 * hundred bytes.
 *
 * @param paths paths without scheme and authority, so that no file is taken for another's because a name node or a bucket
 *     has two names
 */
record NamedFiles(Set<String> paths) {
    /** Those of a table: metadata, statistics, lists, manifests, and what these hold. */
    static NamedFiles of(Table table) {
        Set<String> paths = new HashSet<>();
        ReachableFileUtil.metadataFileLocations(table, false).forEach(place -> paths.add(path(place)));
        ReachableFileUtil.manifestListLocations(table).forEach(place -> paths.add(path(place)));
        ReachableFileUtil.statisticsFilesLocations(table).forEach(place -> paths.add(path(place)));
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (paths.add(path(manifest.path()))) {
                    addFilesOf(manifest, table, paths);
                }
            }
        }
        return new NamedFiles(paths);
    }

    private static void addFilesOf(ManifestFile manifest, Table table, Set<String> paths) {
        try (CloseableIterable<String> files = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
            files.forEach(place -> paths.add(path(place)));
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest " + manifest.path() + " could not be read", e);
        }
    }

    /** What else lies in the folder of a table. What is hidden is not the table's to judge. */
    List<Path> others(String folder, Configuration hadoop) {
        List<Path> others = new ArrayList<>();
        try {
            Path root = new Path(folder);
            FileSystem system = root.getFileSystem(hadoop);
            RemoteIterator<LocatedFileStatus> present = system.listFiles(root, true);
            while (present.hasNext()) {
                Path file = present.next().getPath();
                if (!paths.contains(file.toUri().getPath()) && !isHidden(file, root)) {
                    others.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " could not be listed", e);
        }
        return others;
    }

    /** Whether its name, or that of a folder between, begins with a dot or a low line. */
    private static boolean isHidden(Path file, Path root) {
        for (Path at = file; at.depth() > root.depth(); at = at.getParent()) {
            if (at.getName().startsWith(".") || at.getName().startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static String path(String place) {
        return new Path(place).toUri().getPath();
    }
}
