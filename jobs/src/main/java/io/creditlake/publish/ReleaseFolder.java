package io.creditlake.publish;

import io.creditlake.lake.PlainFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where the feedback of releases lies: {@code <lake>/feedback/<release>/}. It is written aside before the release is
 * published and takes its place after, so that nobody finds the feedback of a night that is no release.
 */
public final class FeedbackFolder {
    private final Path root;
    private final Configuration hadoop;

    /** The feedback of a lake. */
    public FeedbackFolder(String lake, Configuration hadoop) {
        this.root = new Path(lake, "feedback");
        this.hadoop = hadoop;
    }

    /** The folder that the feedback of a release is written into, emptied. */
    Path draft(String release) {
        Path draft = new Path(root, "." + release);
        try {
            PlainFiles.system(root, hadoop).delete(draft, true);
            return draft;
        } catch (IOException e) {
            throw new UncheckedIOException("the feedback could not be written to " + draft, e);
        }
    }

    /** The folder of a release that is published. */
    Path of(String release) {
        return new Path(root, release);
    }

    /** Gives the feedback of a published release its place; without effect when it has it, or there is none. */
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
            throw new UncheckedIOException("the feedback could not be written to " + of(release), e);
        }
    }
}
