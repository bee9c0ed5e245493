package io.creditlake.cli;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Comparison;
import io.creditlake.match.Level;
import io.creditlake.match.Model;
import io.creditlake.match.Model.Estimated;
import io.creditlake.match.ModelReader;
import io.creditlake.resolve.ResolveStage;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.Uscc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model estimated on a lake of made-up enterprises, each registered and penalised, one in four under another manager. */
class EstimateCommandTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    private static final int ENTERPRISES = 160;
    private static final String TRADE = "鑫瑞恒泰盛隆昌福顺达康宁德信诚源";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明";

    @TempDir
    private static Path folder;

    private static Path conf;

    @BeforeAll
    static void resolveANight() throws IOException {
        conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("conf"));
        try (TestLake lake = new TestLake(folder)) {
            Workspace night = lake.night(NIGHT);
            append(night, "record.registration", 1, 0);
            append(night, "record.penalty", 1001, 4);
            new ResolveStage(models()).run(night);
            lake.publish(NIGHT);
        }
    }

    private static void append(Workspace night, String table, long firstId, int otherManagerEvery) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            int manager = otherManagerEvery > 0 && i % otherManagerEvery == 0 ? i + 7 : i;
            rows.add(row(
                    "record_id", firstId + i,
                    "received_on", NIGHT,
                    "subject_kind", "enterprise",
                    "subject_name", "济南" + letter(TRADE, i / 16) + letter(TRADE, i) + "商贸有限公司",
                    "uscc", uscc(i),
                    "region", "37010" + (2 + i % 4),
                    "legal_representative", "王" + letter(GIVEN, manager / 16) + letter(GIVEN, manager)));
        }
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private static char letter(String letters, int place) {
        return letters.charAt(place % letters.length());
    }

    private static String uscc(int number) {
        String org = "MA3C%04d".formatted(number);
        String body = "91370102" + org + OrganisationCode.checkDigit(org);
        return body + Uscc.checkDigit(body);
    }

    private static List<Model> models() {
        return ModelReader.read(conf.resolve("identity"));
    }

    private static Typed run(String... options) {
        List<String> words = new ArrayList<>(List.of("resolve", "estimate"));
        words.addAll(List.of(options));
        return Typed.run(
                words,
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", conf.toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }

    @Test
    void whatIsPrintedIsAModelOfItsOwnDataAndWrittenIsTheSame() throws IOException {
        Path file = conf.resolve("identity/organisation.yaml");
        String shipped = Files.readString(file);

        Typed printed = run("--model=organisation");

        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(Files.readString(file)).isEqualTo(shipped);
        assertThat(printed.out()).startsWith(shipped.lines().findFirst().orElseThrow());
        assertThat(printed.err())
                .contains("160 subjects", "12,640 random pairs", "about 160 one", "prior", "legal_representative");
        Typed written = run("--write", "--quiet");
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(file).hasContent(printed.out());
        Model model = models().get(0);
        assertThat(model.estimated()).contains(new Estimated("release-" + NIGHT, ENTERPRISES));
        for (Comparison comparison : model.comparisons()) {
            assertThat(comparison.levels().stream().mapToDouble(Level::m).sum()).isCloseTo(1, within(0.005));
            assertThat(comparison.levels().stream().mapToDouble(Level::u).sum()).isCloseTo(1, within(0.005));
        }
        Comparison manager = model.comparisons().stream()
                .filter(c -> c.name().equals("legal_representative"))
                .findFirst()
                .orElseThrow();
        assertThat(manager.level("same").m()).isCloseTo(0.75, within(0.05));
        Files.writeString(file, shipped);
    }

    @Test
    void whatCannotBeEstimatedSaysWhy() {
        Typed unknown = run("--model=organization");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no such model", "Did you mean 'organisation'?");
        Typed few = run("--sample=20");
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.err()).contains("20 subjects", "at least 100", "--sample 160");
        assertThat(few.out()).isEmpty();
        Typed lone = run("--sample=100");
        assertThat(lone.code()).isEqualTo(2);
        assertThat(lone.err())
                .contains("pairs of records that are one by the rule", "random pairs", "at least 100", "--sample 160");
        assertThat(lone.out()).isEmpty();
        assertThat(run("--sample=0").err()).contains("--sample is a number of subjects");
        assertThat(run("--release=release-2026-11-01").code()).isEqualTo(2);
    }
}
