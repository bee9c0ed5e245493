package io.creditlake.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Dumps as received, each once, under the hash of its content. */
final class Archive {
    private static final String FOLDER = "archive";

    private final Path lake;
    private final Configuration hadoop;

    Archive(String lake, Configuration hadoop) {
        this.lake = new Path(lake);
        this.hadoop = hadoop;
    }

    /**
     * A file in the archive.
     *
     * @param sha256 hash of its content, hexadecimal
     * @param bytes its size
     * @param location where it lies, below the lake folder
     */
    record Entry(String sha256, long bytes, String location) {}

    /**
     * Copies a file into the archive; one of the same content that is there already stays as it is, for another task may
     * be reading it.
     *
     * @throws UnreadableDumpException when the file cannot be read; other failures are those of the archive
     */
    Entry take(Path dump) throws IOException {
        return this.<RuntimeException, RuntimeException>store(out -> {
            try (InputStream in = UnreadableDumpException.reading(dump, hadoop)) {
                in.transferTo(out);
            }
        });
    }

    /**
     * Something that writes what is to be archived.
     *
     * @param <E> its own failure
     * @param <F> another of its own
     */
    interface Content<E extends Exception, F extends Exception> {
        /** Writes everything. */
        void writeTo(OutputStream out) throws IOException, E, F;
    }

    /** As {@link #take}, of what is written. When that fails, the archive is as before. */
    <E extends Exception, F extends Exception> Entry store(Content<E, F> content) throws IOException, E, F {
        FileSystem files = lake.getFileSystem(hadoop);
        Path incoming = new Path(lake, FOLDER + "/.incoming/" + UUID.randomUUID());
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
        String location = FOLDER + "/" + hash.substring(0, 2) + "/" + hash;
        Path target = new Path(lake, location);
        long there = length(files, target);
        if (there >= 0 && there != bytes) {
            files.delete(target, false);
        }
        files.mkdirs(target.getParent());
        if (there != bytes && files.rename(incoming, target)) {
            return new Entry(hash, bytes, location);
        }
        files.delete(incoming, false);
        if (length(files, target) != bytes) {
            throw new IOException("the archive did not take " + location);
        }
        return new Entry(hash, bytes, location);
    }

    /** Bytes of a file; -1 when there is none. */
    private static long length(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path).getLen();
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
