package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static String said(Throwable failure) {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(Failures.handle(failure, List.of())).isEqualTo(1);
        } finally {
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** In the words of Spark 4.1, which a stage hands on as a text alone. */
    @Test
    void whoLosesAWorkerIsToldToRunTheNightAgain() {
        SparkException ofATask = new SparkException(
                "Job aborted due to stage failure: Task 0 in stage 7.0 failed 4 times:"
                        + " org.apache.spark.SparkException: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_12_0 not found!");

        assertThat(said(new IllegalStateException("resolve", ofATask)))
                .contains("a worker of the cluster was lost", "Run the night again")
                .doesNotContain("rdd_12_0");
    }

    @Test
    void theInnermostReasonIsSaidInOneLine() {
        assertThat(said(new IllegalStateException("outer", new IllegalStateException("inner\nmore"))))
                .startsWith("creditlake: inner\nRun it again with --debug");
    }

    /** In the words of Hadoop, which throws an error of its own, of SQLite, and of a task of Spark. */
    @Test
    void whoseDiskIsFullIsToldToMakeRoom() {
        IOException full = new IOException("No space left on device");
        for (Throwable failure : List.of(
                new Error(full),
                new IllegalStateException(
                        "publish", new IOException("[SQLITE_FULL] Insertion failed because the database is full")),
                new SparkException("Job aborted due to stage failure: java.io.IOException: No space left on device"))) {
            assertThat(said(failure)).startsWith("creditlake: a disk is full").contains("Make room", "doctor");
        }
    }

    @Test
    void whoHasTooLittleMemoryIsToldHowToGiveMore() {
        assertThat(said(new OutOfMemoryError("Java heap space")))
                .startsWith("creditlake: found too little memory")
                .contains("CREDITLAKE_JAVA_OPTS=-Xmx");
    }
}
