package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static String said(Exception failure) {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(Failures.handle(failure, null, null)).isEqualTo(1);
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
}
