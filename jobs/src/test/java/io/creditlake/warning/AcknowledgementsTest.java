package io.creditlake.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.warning.Acknowledgement.Says;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgementsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 24);

    @TempDir
    Path landing;

    private AcknowledgementFolder folder;

    @BeforeEach
    void open() {
        folder = new AcknowledgementFolder(landing.toString(), new Configuration());
    }

    private static Acknowledgement said(long warning, LocalDate on, Says says) {
        return new Acknowledgement(warning, on, says, Optional.empty(), "监管科", "");
    }

    @Test
    void theLastWordOnAWarningHoldsFromItsDayOn() {
        Acknowledgement quiet =
                new Acknowledgement(7, FIRST, Says.ACKNOWLEDGED, Optional.of(FIRST.plusMonths(1)), "监管科", "已约谈");
        folder.append(quiet);
        folder.append(said(8, FIRST, Says.ACKNOWLEDGED));
        folder.append(said(7, FIRST.plusDays(2), Says.REOPENED));

        Acknowledgements all = folder.load();
        assertThat(all.inForce(FIRST.minusDays(1))).isEmpty();
        assertThat(all.inForce(FIRST.plusDays(1))).containsExactly(quiet, said(8, FIRST, Says.ACKNOWLEDGED));
        assertThat(all.inForce(FIRST.plusDays(2))).containsExactly(said(8, FIRST, Says.ACKNOWLEDGED));
        assertThat(all.of(7, FIRST)).contains(quiet);
    }

    @Test
    void everyMistakeIsShownWithFileAndLineAndNoPersonsNumberIsRepeated() throws IOException {
        String citizen = "370102199003077592";
        Path file =
                Files.createDirectories(landing.resolve("_acknowledgements")).resolve(FIRST + ".jsonl");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "{\"on\":\"2026-11-24\",\"warning\":\"7\",\"says\":\"acknowledged\",\"by\":\"x\"}",
                        "{\"on\":\"2026-11-24\",\"warning\":7,\"says\":\"seen\",\"by\":\"x\"}",
                        "{\"on\":\"2026-11-24\",\"warning\":7,\"says\":\"acknowledged\",\"by\":\"x\",\"quiet_until\":\"2026-11-24\"}",
                        "{\"on\":\"2026-11-24\",\"warning\":7,\"says\":\"reopened\",\"by\":\"x\",\"quiet_until\":\"soon\"}",
                        "{\"on\":\"2026-11-24\",\"warning\":7,\"says\":\"acknowledged\",\"by\":\"" + citizen + "\"}"));

        List<String> mistakes = catchThrowableOfType(ConfigurationException.class, folder::load).problems().stream()
                .map(Problem::describe)
                .toList();

        assertThat(mistakes)
                .anyMatch(m -> m.startsWith(file + ":1: found 'warning' that is no whole number"))
                .anyMatch(m -> m.startsWith(file + ":2: found says: 'seen'; expected acknowledged or reopened"))
                .anyMatch(m -> m.startsWith(file + ":3: found quiet_until: 2026-11-24; expected a day after"))
                .anyMatch(m -> m.startsWith(file + ":4: found quiet_until of a warning that is reopened"))
                .anyMatch(m -> m.startsWith(file + ":4: found quiet_until: 'soon'"))
                .anyMatch(m -> m.startsWith(file + ":5: found by with what may be a person's number"))
                .noneMatch(m -> m.contains(citizen));
    }
}
