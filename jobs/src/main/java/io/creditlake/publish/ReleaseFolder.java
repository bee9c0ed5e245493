package io.creditlake.publish;

import io.creditlake.lake.PlainFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where files of releases lie: {@code <lake>/<kind>/<release>/}. They are written aside before the release is published
 * and take their place after, so that nobody finds the files of a night that is no release.
 */
public final class ReleaseFolder {
    private final Path root;
    private final Configuration hadoop;

    private ReleaseFolder(String lake, String kind, Configuration hadoop) {
        this.root = new Path(lake, kind);
        this.hadoop = hadoop;
    }

    /** What departments are told. */
    public static ReleaseFolder feedback(String lake, Configuration hadoop) {
        return new ReleaseFolder(lake, "feedback", hadoop);
    }

    /** What is published. */
    public static ReleaseFolder publications(String lake, Configuration hadoop) {
        return new ReleaseFolder(lake, "publications", hadoop);
    }

    /** Gives all files of a published release their place, see {@link #reveal(String)}. */
    public static void revealAll(String lake, String release, Configuration hadoop) {
        feedback(lake, hadoop).reveal(release);
        publications(lake, hadoop).reveal(release);
    }

    /** The folder that the files of a release are written into, emptied. */
    Path draft(String release) {
        Path draft = new Path(root, "." + release);
        try {
            PlainFiles.system(root, hadoop).delete(draft, true);
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the release could not be written to " + draft, e);
        }
    }

    /** The folder of a release that is published. */
    Path of(String release) {
        return new Path(root, release);
    }

    /** Gives the files of a published release their place; without effect when they have it, or there are none. */
    public void reveal(String release) {
        Path draft = new Path(root, "." + release);
        try {
            FileSystem files = PlainFiles.system(root, hadoop);
            if (files.exists(draft)) {
                files.delete(of(release), true);
                if (!files.rename(draft, of(release))) {
                    throw new IOException("could not rename " + draft);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the release could not be written to " + of(release), e);
        }
    }
}
