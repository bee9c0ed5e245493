package io.creditlake.night;

import io.creditlake.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps two runs from writing one lake. A run that died lets go of it, however it died. A lake on a remote file system is
 * not locked here: there the scheduler must see to it that one night runs at a time.
 */
interface NightLock extends AutoCloseable {
    /** Name of the file in the lake folder. */
    String FILE = ".night.lock";

    @Override
    void close();

    /**
     * Takes the lock of a lake.
     *
     * @param work what the run does, for the message of who comes second
     * @throws LakeHeldException when another run has it
     */
    static NightLock take(Settings settings, String work) {
        String lake = settings.folders().lake();
        return folder(lake)
                .<NightLock>map(folder -> FolderLock.take(lake, folder, work))
                .orElseGet(Unlocked::new);
    }

    /**
     * What the lock of a lake tells.
     *
     * @param holder who took it last, for a person; empty when its run has ended as it should
     * @param held whether that run still has it; otherwise it died
     */
    record State(String holder, boolean held) {
        /** Nobody has it, and nobody died with it. */
        static final State FREE = new State("", false);
    }

    /** How the lock of a lake stands; on a remote file system, where there is none, as if nobody had it. */
    static State look(Settings settings) {
        return folder(settings.folders().lake()).map(FolderLock::look).orElse(State.FREE);
    }

    private static Optional<Path> folder(String lake) {
        if (lake.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(lake)));
        }
        return lake.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") ? Optional.empty() : Optional.of(Path.of(lake));
    }

    /** No lock: the scheduler runs one night at a time. */
    record Unlocked() implements NightLock {
        @Override
        public void close() {
            // Nothing was taken.
        }
    }
}
