package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    @TempDir
    private Path folder;

    private GenerateOptions small(String landing) {
        return Province.options(folder.resolve(landing)).withSubjects(200).withNights(Province.START, 3);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Generator.generate(small("one"));
        Generator.generate(small("two"));

        List<Path> files = Province.files(folder.resolve("one"));
        assertThat(files).hasSizeGreaterThan(20).isEqualTo(Province.files(folder.resolve("two")));
        for (Path file : files) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    @Test
    void anotherSeedGivesAnotherProvince() throws IOException {
        Generator.generate(small("one"));
        Generator.generate(small("two").withSeed(2));

        Path subjects = Path.of("_truth", "subjects.csv");
        assertThat(Files.readString(folder.resolve("one").resolve(subjects)))
                .isNotEqualTo(Files.readString(folder.resolve("two").resolve(subjects)));
    }

    @Test
    void moreNightsLeaveTheEarlierOnesAsTheyWere() throws IOException {
        Generator.generate(small("three"));
        Generator.generate(small("four").withNights(Province.START, 4));

        for (Path file : Province.files(folder.resolve("three"))) {
            if (!file.endsWith("subjects.csv")) {
                assertThat(folder.resolve("four").resolve(file))
                        .hasSameBinaryContentAs(folder.resolve("three").resolve(file));
            }
        }
    }

    @Test
    void generatingAgainReplacesWhatWasGenerated() {
        Generator.generate(small("again").withSubjects(400).withRowsPerFile(100));
        Generator.generate(small("again"));
        Generator.generate(small("fresh"));

        assertThat(Province.files(folder.resolve("again"))).isEqualTo(Province.files(folder.resolve("fresh")));
    }

    @Test
    void aRealDeliveryIsNeverTouched() throws IOException {
        Path real = folder.resolve("real/penalty_publicity/2026-11-24");
        Files.createDirectories(real);
        Files.writeString(real.resolve("dump.csv"), "CF_XDR_MC");

        assertThatThrownBy(() -> Generator.generate(small("real")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not generated");
        assertThat(Province.files(folder.resolve("real"))).hasSize(1);
    }

    @Test
    void aWorldWithoutDirtHasNone() {
        Province clean = Province.generate(small("clean").withDirt(0).withNights(Province.START, 1));

        assertThat(clean.summary().planted()).isEmpty();
        assertThat(clean.summary().rows(Outcome.ACCEPTED))
                .isEqualTo(clean.summary().totalRows());
    }

    @Test
    void filesGrowNoLongerThanAsked() {
        Province province = Province.generate(small("short").withRowsPerFile(50));

        // Repetitions held back stay in the file of the rows they repeat.
        province.forEachDelivery((date, dumps) ->
                dumps.files().forEach((file, rows) -> assertThat(rows).as(file).hasSizeLessThanOrEqualTo(53)));
        assertThat(Province.files(folder.resolve("short")))
                .anyMatch(f -> f.toString().endsWith("_part2.xlsx"))
                .anyMatch(f -> f.toString().endsWith("_part2.csv"));
    }

    @Test
    void theSmallestWorldIsMadeToo() {
        Province province = Province.generate(small("tiny").withSubjects(1).withNights(Province.START, 1));

        assertThat(province.summary().files()).isPositive();
    }
}
