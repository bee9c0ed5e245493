package io.creditlake.dump;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Names of the members of an archive: in UTF-8, or in GB18030 as Chinese Windows writes them without saying so. */
final class ZipNames {
    private static final Charset GB18030 = Charset.forName("GB18030");
    /** What would lead out of the folder it is unpacked to. */
    private static final Pattern UNSAFE = Pattern.compile("(^|.*/)\\.\\.(/.*|$)|/.*|[A-Za-z]:.*|.*\\p{Cntrl}.*");

    private ZipNames() {}

    /** The name of a member, with slashes between folders. */
    static String of(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw == null ? new byte[0] : raw))
                    .toString();
        } catch (CharacterCodingException e) {
            name = new String(raw, GB18030);
        }
        return name.replace('\\', '/');
    }

    /** The member of a name. */
    static Optional<ZipArchiveEntry> find(ZipFile zip, String name) {
        return Collections.list(zip.getEntries()).stream()
                .filter(entry -> of(entry).equals(name))
                .findFirst();
    }

    /** Whether a name would lead out of the folder it is unpacked to. */
    static boolean isUnsafe(String name) {
        return UNSAFE.matcher(name).matches();
    }

    /** Whether a member is a folder, or what systems put beside files. */
    static boolean isNoFile(String name) {
        String last = base(name);
        return name.endsWith("/") || name.startsWith("__MACOSX/") || last.startsWith(".") || last.startsWith("_");
    }

    /** A name without its folders. */
    static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
