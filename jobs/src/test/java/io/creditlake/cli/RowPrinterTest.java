package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPrinterTest {
    @TempDir
    Path folder;

    private static String printed(Dataset<Row> rows, RowFormat format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RowPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), format).print(rows);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatOthersWroteIsNeitherObeyedByATerminalNorComputedByASpreadsheet() {
        try (TestLake lake = new TestLake(folder)) {
            Dataset<Row> rows = lake.spark()
                    .sql("SELECT concat('=1+2', char(27), '[31m') AS name, -3.5 AS points, array('@x') AS list");

            assertThat(printed(rows, RowFormat.table))
                    .contains("=1+2\\u001b[31m", "-3.5")
                    .doesNotContain("\u001b");
            assertThat(printed(rows, RowFormat.csv)).contains("'=1+2\u001b[31m,-3.5,\"[\"\"@x\"\"]\"");
            assertThat(printed(rows, RowFormat.json)).contains("\"name\":\"=1+2\\u001B[31m\"", "\"points\":-3.5");
        }
    }
}
