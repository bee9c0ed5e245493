package io.creditlake.archive;

import io.creditlake.config.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Dumps as received, and what else nights were made of, each content once, under its hash. */
public final class Archive {
    private static final String FOLDER = "archive";
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final Configuration hadoop;

    /**
     * An archive that lies by itself, such as the copy of a lost lake's.
     *
     * @param root its folder
     */
    public Archive(Path root, Configuration hadoop) {
        this.root = root;
        this.hadoop = hadoop;
    }

    /** The archive of a lake. */
    public static Archive of(String lake, Configuration hadoop) {
        return new Archive(new Path(lake, FOLDER), hadoop);
    }

    /**
     * A file in the archive.
     *
     * @param sha256 hash of its content, hexadecimal
     * @param bytes its size
     * @param location where it lies, below the lake folder
     */
    public record Entry(String sha256, long bytes, String location) {}

    /**
     * Something that writes what is to be archived.
     *
     * @param <E> its own failure
     * @param <F> another of its own
     */
    public interface Content<E extends Exception, F extends Exception> {
        /** Writes everything. */
        void writeTo(OutputStream out) throws IOException, E, F;
    }

    /**
     * Takes in what is written. One of the same content that is there already stays as it is, for another task may be
     * reading it, unless it is no longer what it was. When the writing fails, the archive is as before.
     */
    public <E extends Exception, F extends Exception> Entry store(Content<E, F> content) throws IOException, E, F {
        FileSystem files = files();
        Path incoming = new Path(root, ".incoming/" + UUID.randomUUID());
        MessageDigest digest = sha256();
        boolean whole = false;
        try (OutputStream out = new DigestOutputStream(files.create(incoming, true), digest)) {
            content.writeTo(out);
            whole = true;
        } finally {
            if (!whole) {
                files.delete(incoming, false);
            }
        }
        long bytes = files.getFileStatus(incoming).getLen();
        String hash = HexFormat.of().formatHex(digest.digest());
        Path target = path(hash);
        Entry entry = new Entry(hash, bytes, FOLDER + "/" + target.getParent().getName() + "/" + hash);
        boolean there = length(target) >= 0;
        if (there && length(target) == bytes && state(hash) == State.WHOLE) {
            files.delete(incoming, false);
            return entry;
        }
        if (there) {
            files.delete(target, false);
        }
        files.mkdirs(target.getParent());
        if (!files.rename(incoming, target)) {
            files.delete(incoming, false);
            // Another task may have been faster with the same content.
            if (length(target) != bytes) {
                throw new IOException("the archive did not take " + entry.location());
            }
        }
        return entry;
    }

    /** Takes in a content that is in memory; returns its hash. */
    public String keep(byte[] content) throws IOException {
        String hash = HexFormat.of().formatHex(sha256().digest(content));
        return state(hash) == State.WHOLE
                ? hash
                : this.<RuntimeException, RuntimeException>store(out -> out.write(content))
                        .sha256();
    }

    /**
     * Takes a file over from another archive, or looks whether it is whole when that is this one.
     *
     * @throws ConfigurationException when the other archive lacks it, or it is not what it was
     */
    public void takeOver(Archive other, String hash) throws IOException {
        other.require(hash);
        if (!other.root.equals(root) && state(hash) != State.WHOLE) {
            this.<RuntimeException, RuntimeException>store(out -> {
                try (InputStream in = other.files().open(other.path(hash))) {
                    in.transferTo(out);
                }
            });
        }
    }

    /**
     * The content of a small file.
     *
     * @throws ConfigurationException when the archive lacks it, or it is not what it was
     */
    public byte[] read(String hash) throws IOException {
        require(hash);
        try (InputStream in = files().open(path(hash))) {
            return in.readAllBytes();
        }
    }

    /** How a file stands. */
    enum State {
        WHOLE,
        DAMAGED,
        ABSENT
    }

    /** Reads a file whole and holds it against its hash. */
    State state(String hash) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = files().open(path(hash))) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (FileNotFoundException e) {
            return State.ABSENT;
        } catch (ChecksumException e) {
            return State.DAMAGED;
        }
        return HexFormat.of().formatHex(digest.digest()).equals(hash) ? State.WHOLE : State.DAMAGED;
    }

    /** Whether a file is there with the content of its hash. */
    boolean has(String hash) {
        try {
            return state(hash) == State.WHOLE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure of a file before it is used.
     *
     * @throws ConfigurationException when the archive lacks it, or it is not what it was
     */
    public void require(String hash) throws IOException {
        State state = state(hash);
        if (state == State.ABSENT && erased().all().containsKey(hash)) {
            throw ConfigurationException.of(
                    shown(hash),
                    "a file that was erased, as found due on " + erased().all().get(hash),
                    "a file that is kept",
                    "How long files are kept stands in conf/retention.yaml; only who sent it has it now");
        }
        if (state != State.WHOLE) {
            throw ConfigurationException.of(
                    shown(hash),
                    state == State.ABSENT ? "no such file" : "a content that is not of this hash",
                    "the file as it was received",
                    "Put it back from another copy of the archive; creditlake doctor --archive shows all that lack");
        }
    }

    /**
     * Removes files because their time is over. They are on the list of those before any of them goes, so that it may be cut
     * off and done again.
     *
     * @param due hash to the night that found so
     * @return how many of them were there
     */
    public long erase(Map<String, LocalDate> due) {
        erased().add(due);
        long there = 0;
        try {
            for (String hash : due.keySet()) {
                there += files().delete(path(hash), false) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return there;
    }

    /** How many of some files are there. */
    public long present(Set<String> hashes) {
        try {
            long there = 0;
            for (String hash : hashes) {
                there += length(path(hash)) >= 0 ? 1 : 0;
            }
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list of what was erased. */
    ErasedFiles erased() {
        return new ErasedFiles(root, hadoop);
    }

    /** The folder as a person would name it. */
    public String shown() {
        return root.toUri().getPath();
    }

    /** A file as a person would name it. */
    String shown(String hash) {
        return path(hash).toUri().getPath();
    }

    /** The folder of the archive. */
    Path root() {
        return root;
    }

    Configuration hadoop() {
        return hadoop;
    }

    private Path path(String hash) {
        return new Path(root, hash.substring(0, 2) + "/" + hash);
    }

    FileSystem files() {
        try {
            return root.getFileSystem(hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of a file; -1 when there is none. */
    private long length(Path path) throws IOException {
        try {
            FileStatus status = files().getFileStatus(path);
            return status.getLen();
        } catch (FileNotFoundException e) {
            return -1;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
