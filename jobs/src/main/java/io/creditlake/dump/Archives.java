package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Files in zip and gzip. */
public final class Archives {
    private static final String BROKEN = "压缩包不完整或已损坏，请重新压缩后报送";
    private static final int MOST_MEMBERS = 1000;
    private static final String DOCUMENT = "[content_types].xml";

    private Archives() {}

    /**
     * A file in an archive.
     *
     * @param name name with folders
     * @param content what it unpacks to
     */
    public record Member(String name, Bytes content) {}

    /** What lies at the end of a path of members, each in the one before it; the file itself at the end of none. */
    static Bytes at(Bytes file, List<String> members) throws IOException {
        Bytes content = file;
        for (String member : members) {
            content = FileKind.of(content) == FileKind.GZIP ? new GzipBytes(content) : zipMember(content, member);
        }
        return content;
    }

    private static Bytes zipMember(Bytes archive, String name) throws IOException {
        try (ZipFile zip = ZipMemberBytes.open(archive)) {
            long size = ZipNames.find(zip, name).map(ZipArchiveEntry::getSize).orElse(0L);
            return new ZipMemberBytes(archive, name, size);
        }
    }

    /** Whether a zip is a document, such as a workbook, rather than an archive of files. */
    public static boolean isDocument(Bytes file) throws DumpException {
        try (ZipFile zip = ZipMemberBytes.open(file)) {
            return Collections.list(zip.getEntries()).stream()
                    .anyMatch(e -> e.getName().toLowerCase(Locale.ROOT).equals(DOCUMENT));
        } catch (IOException | RuntimeException e) {
            throw new DumpException(BROKEN, e);
        }
    }

    /**
     * The only member of a gzip file, unpacked once to see that it can be.
     *
     * @param name name of the file
     * @throws DumpException when it is broken or a bomb
     */
    public static Member gzip(String name, Bytes file) throws IOException, DumpException {
        String inner = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        GzipBytes content = new GzipBytes(file);
        ExpansionGuard guard = new ExpansionGuard(file.size());
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = content.open(0)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                guard.passed(n);
            }
        } catch (IOException e) {
            throw new DumpException(BROKEN, e);
        }
        return new Member(inner, content);
    }

    /**
     * The files of a zip archive by name, each unpacked once to see that it can be.
     *
     * @throws DumpException when it is broken, a bomb, locked, or its names would lead elsewhere
     */
    public static List<Member> zip(Bytes file) throws IOException, DumpException {
        List<Member> members = new ArrayList<>();
        try (ZipFile zip = ZipMemberBytes.open(file)) {
            Set<String> names = new HashSet<>();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = ZipNames.of(entry);
                if (ZipNames.isUnsafe(name)) {
                    throw new DumpException("压缩包内有指向包外的路径，不予解压，请重新压缩后报送");
                }
                if (ZipNames.isNoFile(name)) {
                    continue;
                }
                if (!names.add(name)) {
                    throw new DumpException("压缩包内有两个同名的文件，请改名后重新压缩报送");
                }
                members.add(new Member(name, new ZipMemberBytes(file, name, entry.getSize())));
            }
            if (members.size() > MOST_MEMBERS) {
                throw new DumpException("压缩包内文件多于 " + MOST_MEMBERS + " 个，请分成几个压缩包报送");
            }
            ZipGuard.check(zip, file.size());
        } catch (IOException | RuntimeException e) {
            throw new DumpException(BROKEN, e);
        }
        if (members.isEmpty()) {
            throw new DumpException("压缩包内没有文件");
        }
        return members;
    }
}
