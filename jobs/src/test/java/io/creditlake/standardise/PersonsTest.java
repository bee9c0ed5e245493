package io.creditlake.standardise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.CitizenNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons of a lake whose records were made before there was a table of persons: they hold tokens of the first key. */
class PersonsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final byte[] ONE = "the first key of a test".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = "the second key of a test".getBytes(StandardCharsets.UTF_8);
    private static final String NUMBER = "37010219800101123" + CitizenNumber.checkDigit("37010219800101123");
    private static final String TOKEN = CitizenNumber.token(NUMBER, ONE);

    @TempDir
    Path folder;

    @Test
    void aTokenOfBeforeGoesOnStandingForItsPersonUnderFurtherKeys() {
        try (TestLake lake = new TestLake(folder)) {
            recordsOfBefore(lake);
            PersonKeys both = PersonKeys.of(ONE, TWO);
            Workspace night = lake.night(DAY);
            assertThat(new Persons(night, both).keepUp()).isOne();
            assertThat(persons(night))
                    .containsExactly(TOKEN + " " + CitizenNumber.tokenOfToken(TOKEN, TWO) + " " + both.step());
            assertThat(new Persons(night, both).keepUp()).isZero();
            assertThatThrownBy(() -> new Persons(night, PersonKeys.of(ONE)).keepUp())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("only the first of the keys that the lake has had: 1 of 2")
                    .hasMessageContaining(
                            "the 2 keys with which the tokens of the lake were made (" + both.step() + ")");
        }
    }

    @Test
    void aLakeWithoutAPersonKeepsNoneAndTakesAnyKey() {
        try (TestLake lake = new TestLake(folder)) {
            assertThat(new Persons(lake.night(DAY), PersonKeys.of(TWO)).keepUp())
                    .isZero();
            assertThat(persons(lake.night(DAY))).isEmpty();
        }
    }

    private static void recordsOfBefore(TestLake lake) {
        Workspace night = lake.night(DAY.minusDays(1));
        Map<String, Object> ofPerson = new HashMap<>(LakeRows.penalty(1, 1, DAY));
        ofPerson.put("person_token", TOKEN);
        Map<String, Object> again = new HashMap<>(LakeRows.penalty(2, 1, DAY));
        again.put("person_token", TOKEN);
        night.append(
                "record.penalty",
                LakeRows.of(
                        night.spark(),
                        night.contract("record.penalty"),
                        List.of(ofPerson, again, LakeRows.penalty(3, 2, DAY))));
        lake.publish(DAY.minusDays(1));
    }

    private static List<String> persons(Workspace night) {
        return night.read("subject.person").select("person", "token", "step").collectAsList().stream()
                .map((Row row) -> row.mkString(" "))
                .toList();
    }
}
