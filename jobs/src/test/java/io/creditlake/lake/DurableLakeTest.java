package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLakeTest {
    @TempDir
    private Path folder;

    private Path lake() throws IOException {
        Path lake = Files.createDirectories(folder.resolve("-a lake"));
        Files.createDirectories(lake.resolve("warehouse"));
        Files.writeString(lake.resolve("catalog.db"), "");
        return lake;
    }

    private String program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"))
                .toString();
    }

    @Test
    void theProgramOfTheSystemTakesTheFolderOfALake() throws IOException {
        assertThat(DurableLake.force(lake().toString())).isEmpty();
    }

    @Test
    void eachFolderOfTheLakeIsNamedAsItMayLieOnADiskOfItsOwn() throws IOException {
        Path lake = lake();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(lake.resolve("archive"), elsewhere);
        Path said = folder.resolve("said");
        assertThat(DurableLake.force(lake, program("printf '%s\\n' \"$@\" >'" + said + "'")))
                .isEmpty();
        assertThat(Files.readAllLines(said))
                .containsExactly(
                        "-f",
                        "--",
                        lake.toString(),
                        lake.resolve("archive").toString(),
                        lake.resolve("warehouse").toString());
    }

    @Test
    void whereThereIsNoSuchProgramItIsSaid() throws IOException {
        assertThat(DurableLake.force(lake(), "no-program-of-this-name"))
                .hasValueSatisfying(note ->
                        assertThat(note).startsWith("a power failure may cost").contains("no-program-of-this-name"));
    }

    @Test
    void whatTheProgramFailsWithIsSaidInALine() throws IOException {
        String failing = program("echo 'sync: error syncing' >&2\necho 'Input/output error'\nexit 1\n");
        assertThat(DurableLake.force(lake(), failing)).hasValueSatisfying(note -> assertThat(note)
                .contains("ended with 1", "Input/output error")
                .hasLineCount(1));
    }

    @Test
    void aLakeOnAnotherFileSystemHasPromisesOfItsOwn() {
        assertThat(DurableLake.force("hdfs://nowhere:1/lake")).isEmpty();
    }
}
