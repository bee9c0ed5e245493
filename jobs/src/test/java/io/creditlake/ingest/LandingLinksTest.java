package io.creditlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.Landing.Absent;
import io.creditlake.ingest.Landing.Delivery;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A department may write into its own folder, and read no other by links that it lays there. */
class LandingLinksTest {
    private static final String DAY = "penalty_publicity/2026-11-23/";

    @TempDir
    private Path folder;

    private Landings landing;

    @BeforeEach
    void writeADelivery() throws IOException {
        landing = new Landings(folder.resolve("landing"));
        Files.writeString(folder.resolve("secret.csv"), "a secret of this machine\n");
        landing.write(DAY + "own.csv", "a\n");
        landing.write(DAY + "_SUCCESS", "");
    }

    private Landing look() throws IOException {
        return new Landing(landing.root().toString(), new Configuration());
    }

    private static List<Delivery> deliveries(Landing landing) throws IOException {
        Path schemas = TestLake.home().resolve("schemas");
        return landing.complete(SourceContracts.load(schemas, TableContracts.load(schemas)), date -> true);
    }

    private static List<String> dumps(Delivery delivery) {
        return delivery.dumps().stream().map(f -> f.getPath().getName()).toList();
    }

    @Test
    void aFileThatLeadsElsewhereIsRefusedAndOneThatStaysIsRead() throws IOException {
        landing.link(DAY + "secret.csv", "../secret.csv");
        landing.write("licence_publicity/2026-11-23/other.csv", "b\n");
        landing.link(DAY + "other.csv", "licence_publicity/2026-11-23/other.csv");
        landing.link(DAY + "again.csv", DAY + "own.csv");
        landing.link(DAY + "inside", "licence_publicity");
        Delivery delivery = deliveries(look()).stream()
                .filter(d -> d.contract().source().equals("penalty_publicity"))
                .findFirst()
                .orElseThrow();
        assertThat(dumps(delivery)).containsExactly("again.csv", "own.csv");
        assertThat(delivery.absent()).extracting(Absent::name).containsExactly("inside", "other.csv", "secret.csv");
        assertThat(delivery.absent()).extracting(Absent::message).containsOnly("是指向报送目录之外的链接，不予接收，请直接放入文件");
    }

    @Test
    void aManifestThatLeadsElsewhereIsNone() throws IOException {
        Files.writeString(folder.resolve("manifest"), "{\"files\":[]}");
        landing.link(DAY + "_MANIFEST.json", "../manifest");
        assertThat(deliveries(look()).get(0).manifest()).isEmpty();
    }

    @Test
    void aFolderOfADayThatLeadsElsewhereIsPassedOver() throws IOException {
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("elsewhere/_SUCCESS"), "");
        Files.writeString(folder.resolve("elsewhere/a.csv"), "c\n");
        landing.link("penalty_publicity/2026-11-24", "../elsewhere");
        Landing look = look();
        assertThat(deliveries(look)).hasSize(1);
        assertThat(look.passedOver())
                .containsExactly("penalty_publicity/2026-11-24: is a link that leads out of its folder");
    }

    @Test
    void theFolderOfASourceMayLieElsewhereByTheWillOfTheOperator() throws IOException {
        Path moved = Files.move(landing.root().resolve("penalty_publicity"), folder.resolve("disk2"));
        Files.createSymbolicLink(landing.root().resolve("penalty_publicity"), moved);
        assertThat(dumps(deliveries(look()).get(0))).containsExactly("own.csv");
    }
}
