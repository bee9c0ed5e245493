package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FailuresTest {
    private static String said(Throwable failure) {
        return said(() -> Failures.handle(failure, List.of()));
    }

    private static String said(IntSupplier failing) {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(failing.getAsInt()).isEqualTo(1);
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

    /** In the words of the operating system, in two languages, of SQLite, of a task of Spark, and of HDFS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "设备上没有空间",
                "[SQLITE_FULL] Insertion failed because the database is full (database or disk is full)",
                "Job aborted due to stage failure: java.io.IOException: No space left on device",
                "File /lake/a.parquet could only be written to 0 of the 1 minReplication nodes. There are 2 datanode(s)"
            })
    void whoseDiskIsFullIsToldToMakeRoom(String words) {
        assertThat(said(new IllegalStateException("publish", new IOException(words))))
                .startsWith("creditlake: a disk is full")
                .contains("Make room", "doctor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Task 0 in stage 3.0 failed 1 times: java.lang.OutOfMemoryError: Java heap space",
                "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 52",
                "ExecutorLostFailure (executor 1) Reason: Container killed by YARN for exceeding memory limits. 5.5 GB of 5 GB"
            })
    void whoseExecutorHasTooLittleMemoryIsToldHowToGiveMore(String words) {
        assertThat(said(new SparkException(words)))
                .startsWith("creditlake: found too little memory")
                .contains("CREDITLAKE_JAVA_OPTS=-Xmx", "--executor-memory");
    }

    @Test
    void anErrorOfACommandIsSaidAsItsFailures() {
        CommandLine command = new CommandLine(CommandSpec.create());
        command.setExecutionStrategy(parsed -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(said(() -> Creditlake.execute(command)))
                .startsWith("creditlake: found too little memory")
                .doesNotContain("\tat ");
    }

    @Test
    void aMachineThatStartsNoMoreThreadsIsNotToldToGiveMemory() {
        assertThat(said(new OutOfMemoryError("unable to create native thread")))
                .startsWith("creditlake: unable to create");
    }
}
