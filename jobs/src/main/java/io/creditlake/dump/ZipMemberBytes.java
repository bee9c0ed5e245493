package io.creditlake.dump;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * What a member of a zip archive unpacks to.
 *
 * @param archive the archive
 * @param name name of the member, as {@link ZipNames} reads it
 * @param size its bytes unpacked
 */
record ZipMemberBytes(Bytes archive, String name, long size) implements Bytes {
    /** Opens an archive of any file. */
    static ZipFile open(Bytes archive) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new BytesChannel(archive))
                .setIgnoreLocalFileHeader(true)
                .get();
    }

    @Override
    public InputStream open(long offset) throws IOException {
        ZipFile zip = open(archive);
        try {
            ZipArchiveEntry entry = ZipNames.find(zip, name).orElseThrow(() -> new FileNotFoundException(name));
            InputStream in = new FilterInputStream(zip.getInputStream(entry)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    zip.close();
                }
            };
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }
}
