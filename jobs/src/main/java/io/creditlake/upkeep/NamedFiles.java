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
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/**
 * The files that the snapshots of a table name, read in this process, as only the catalog's own reader of an encrypted table
 * has the keys of lists of manifests and of manifests. Takes memory for each name: some hundred bytes a file.
 *
 * @param paths paths without scheme and authority, so that no file is taken for another's because a name node or a bucket
 *     has two names
 */
record NamedFiles(Set<String> paths) {
    /** Whether Iceberg's actions, which read lists and manifests without keys, cannot tell which files a table names. */
    static boolean areEncrypted(Table table) {
        return !(table.encryption() instanceof PlaintextEncryptionManager);
    }

    /** Those of a table: metadata, statistics, lists, manifests, and what these hold. */
    static NamedFiles of(Table table) {
        FileIO io = table.io();
        Set<String> paths = new HashSet<>();
        ReachableFileUtil.metadataFileLocations(table, false).forEach(place -> paths.add(path(place)));
        ReachableFileUtil.manifestListLocations(table).forEach(place -> paths.add(path(place)));
        ReachableFileUtil.statisticsFilesLocations(table).forEach(place -> paths.add(path(place)));
        paths.add(path(ReachableFileUtil.versionHintLocation(table)));
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(io)) {
                if (paths.add(path(manifest.path()))) {
                    addFilesOf(manifest, table, paths);
                }
            }
        }
        return new NamedFiles(paths);
    }

    private static void addFilesOf(ManifestFile manifest, Table table, Set<String> paths) {
        try (CloseableIterable<? extends ContentFile<?>> files = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.read(manifest, table.io(), table.specs())
                : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
            files.forEach(file -> paths.add(path(file.location())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What else lies in the folder of a table. Names that begin with a dot or a low line are not the table's to judge. */
    List<Path> others(String folder, Configuration hadoop) {
        List<Path> others = new ArrayList<>();
        try {
            Path root = new Path(folder);
            FileSystem system = root.getFileSystem(hadoop);
            RemoteIterator<LocatedFileStatus> present = system.listFiles(root, true);
            while (present.hasNext()) {
                Path file = present.next().getPath();
                boolean hidden =
                        file.getName().startsWith(".") || file.getName().startsWith("_");
                if (!hidden && !paths.contains(path(file.toString()))) {
                    others.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return others;
    }

    private static String path(String place) {
        return new Path(place).toUri().getPath();
    }
}
