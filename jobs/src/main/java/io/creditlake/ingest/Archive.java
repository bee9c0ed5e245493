package io.creditlake.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
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

    /** Copies a file into the archive; one of the same content that is there already stays as it is. */
    Entry take(Path dump) throws IOException {
        FileSystem files = lake.getFileSystem(hadoop);
        Path incoming = new Path(lake, FOLDER + "/.incoming/" + UUID.randomUUID());
        MessageDigest digest = sha256();
        long bytes;
        try (InputStream in = new DigestInputStream(dump.getFileSystem(hadoop).open(dump), digest);
                OutputStream out = files.create(incoming, true)) {
            bytes = in.transferTo(out);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String location = FOLDER + "/" + hash.substring(0, 2) + "/" + hash;
        Path target = new Path(lake, location);
        if (files.exists(target) && files.getFileStatus(target).getLen() == bytes) {
            files.delete(incoming, false);
        } else {
            files.mkdirs(target.getParent());
            files.delete(target, false);
            if (!files.rename(incoming, target)) {
                throw new IOException("the archive did not take " + location);
            }
        }
        return new Entry(hash, bytes, location);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
