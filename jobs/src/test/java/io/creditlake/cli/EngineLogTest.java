package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine says under {@code --log-format json}, in a process with the configuration that the launcher names then. */
class EngineLogTest {
    private static final String HOSTILE = "a \"quoted\" name\nof two lines\u001b[2J, 断电";

    /** What the process does. */
    public static void main(String[] arguments) {
        Logger engine = LoggerFactory.getLogger("org.apache.spark.SomePart");
        engine.warn("a warning");
        engine.error(HOSTILE, new IllegalStateException("whose trace is for nobody"));
        LoggerFactory.getLogger("org.apache.spark.scheduler.TaskSetManager").error("a row");
    }

    @Test
    void anErrorOfTheEngineIsOneLineOfJson() throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Dfile.encoding=UTF-8",
                        "-Dlog4j2.configurationFile=creditlake-log4j2-json.properties",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineLogTest.class.getName())
                .redirectErrorStream(true);
        // Java itself says a line about it.
        java.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        List<String> lines = said.lines().toList();
        assertThat(lines).hasSize(1);
        JsonNode line = new JsonMapper().readTree(lines.get(0));
        assertThat(line.path("event").asText()).isEqualTo("engine");
        assertThat(line.path("level").asText()).isEqualTo("error");
        assertThat(line.path("logger").asText()).isEqualTo("org.apache.spark.SomePart");
        assertThat(line.path("text").asText()).isEqualTo(HOSTILE);
        assertThat(OffsetDateTime.parse(line.path("at").asText()).toInstant()).isBeforeOrEqualTo(Instant.now());
    }
}
