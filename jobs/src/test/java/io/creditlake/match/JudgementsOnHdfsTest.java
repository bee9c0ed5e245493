package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.Judgements.Noted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A landing folder on a real HDFS of one name node and one data node, on loopback. */
class JudgementsOnHdfsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Configuration HADOOP = new Configuration();
    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        HADOOP.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        cluster = new MiniDFSCluster.Builder(HADOOP).numDataNodes(1).build();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    private static JudgementFolder folder(String landing) throws IOException {
        return new JudgementFolder(cluster.getURI() + "/" + landing, HADOOP);
    }

    private static Judgement same(int one, int other) {
        return Judgement.of(DAY, "record:" + one, "record:" + other, Verdict.SAME, "复核岗", "");
    }

    @Test
    void everyLineIsAFileOfItsOwnInTheOrderOfWriting() throws IOException {
        JudgementFolder folder = folder("order");
        Noted first = folder.append(same(1, 2));
        Judgement turned = Judgement.of(DAY, "record:1", "record:2", Verdict.DIFFERENT, "复核岗", "");
        Noted second = folder.append(turned);

        assertThat(first.file()).endsWith("/order/_judgements/2026-11-24.000001.jsonl");
        assertThat(second.file()).endsWith("/order/_judgements/2026-11-24.000002.jsonl");
        assertThat(folder.load().inForce(DAY)).containsExactly(turned);
        assertThat(folder.judge(turned).written()).isEmpty();
    }

    @Test
    void whatManyWriteAtOnceIsAllThere() throws Exception {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Noted>> writes = new ArrayList<>();
            for (int i = 1; i <= writers; i++) {
                Judgement judgement = same(10 * i, 10 * i + 1);
                writes.add(() -> folder("many").append(judgement));
            }
            for (Future<Noted> write : threads.invokeAll(writes)) {
                assertThat(write.get().line()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(folder("many").load().inForce(DAY)).hasSize(writers);
    }

    @Test
    void whatContradictsIsNotWritten() throws IOException {
        JudgementFolder folder = folder("contradiction");
        folder.append(same(1, 2));
        folder.append(same(2, 3));

        assertThatThrownBy(() -> folder.append(Judgement.of(DAY, "record:1", "record:3", Verdict.DIFFERENT, "复核岗", "")))
                .hasMessageContaining("not written yet");
        assertThat(folder.load().entries()).hasSize(2);
    }
}
