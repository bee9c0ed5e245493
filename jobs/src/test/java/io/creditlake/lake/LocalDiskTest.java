package io.creditlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
    @TempDir
    private Path folder;

    private FileSystem disk() throws IOException {
        return FileSystem.newInstance(folder.toUri(), LocalDisk.configuration());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aFileIsWrittenWithItsChecksumAndTheModeThatHadoopAsksFor() throws IOException {
        try (FileSystem disk = disk()) {
            assertInstanceOf(LocalDisk.class, disk);
            Path file = folder.resolve("in/file");
            try (OutputStream out = disk.create(
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    new FsPermission("640"),
                    true,
                    4096,
                    (short) 1,
                    1 << 20,
                    null)) {
                out.write("内容".getBytes(StandardCharsets.UTF_8));
            }
            assertEquals("rw-r-----", mode(file));
            assertTrue(Files.exists(file.resolveSibling(".file.crc")));
            disk.setPermission(new org.apache.hadoop.fs.Path(file.toUri()), new FsPermission("400"));
            assertEquals("r--------", mode(file));
        }
    }

    @Test
    void aStickyBitIsSetToo() throws IOException {
        try (FileSystem disk = disk()) {
            Path shared = Files.createDirectory(folder.resolve("shared"));
            disk.setPermission(new org.apache.hadoop.fs.Path(shared.toUri()), new FsPermission("1777"));
            assertEquals(01777, (int) Files.getAttribute(shared, "unix:mode") & 07777);
        }
    }

    @Test
    void theEngineUsesItForALakeOnALocalDisk() throws IOException {
        TestLake lake = new TestLake(folder);
        assertInstanceOf(
                LocalDisk.class,
                FileSystem.newInstance(
                        folder.toUri(), lake.spark().sparkContext().hadoopConfiguration()));
    }
}
