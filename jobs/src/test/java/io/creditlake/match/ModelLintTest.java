package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.standards.compare.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLintTest {
    private static final String MODEL =
            """
            identity: people
            title: 人口样本
            subjects: [enterprise]
            columns:
              surname: [surname, former_surname]
              born: [date_of_birth]
            blocking:
              - {name: sound, keys: ["soundex(surname)"]}
              - {name: born, keys: ["day(born)", "first_letter(surname)"]}
            largest_block: 50
            comparisons:
              - name: surname
                as: text
                of: surname
                term_frequency: value
                levels:
                  - {level: same, m: 0.7, u: 0.01}
                  - {level: similar, m: 0.2, u: 0.04}
                  - {level: different, m: 0.1, u: 0.95}
              - name: born
                as: date
                of: born
                levels:
                  - {level: same, m: 0.9, u: 0.001}
                  - {level: different, m: 0.1, u: 0.999}
            prior: 0.001
            thresholds: {link: 0.9, review: 0.5, margin: 2}
            """;

    @TempDir
    Path folder;

    private List<String> problems(String text) throws IOException {
        Files.writeString(folder.resolve("people.yaml"), text);
        try {
            ModelReader.read(folder);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .map(Problem::describe)
                    .map(p -> p.substring(p.indexOf("people.yaml")))
                    .toList();
        }
    }

    @Test
    void theShippedModelIsRight() {
        Model model = Shipped.organisation();
        assertThat(model.recordColumns())
                .containsExactly(
                        "subject_name",
                        "region",
                        "address",
                        "legal_representative",
                        "established_on",
                        "uscc",
                        "uscc_mask");
        assertThat(model.kind("names")).isEqualTo(Kind.ORGANISATION_NAME);
        assertThat(model.linkWeight()).isCloseTo(6.63, within(0.01));
        Level branch = model.comparisons().get(0).level("branch");
        assertThat(branch.never()).isTrue();
        assertThat(branch.weight()).isEqualTo(Level.NEVER);
    }

    @Test
    void aModelOfPlainColumnsIsRight() throws IOException {
        assertThat(problems(MODEL)).isEmpty();
        Model model = ModelReader.read(folder).get(0);
        assertThat(model.recordColumns()).containsExactly("surname", "former_surname", "date_of_birth");
        assertThat(model.largestBlock()).isEqualTo(50);
        assertThat(model.largestCluster()).isEqualTo(200);
        Comparison surname = model.comparisons().get(0);
        // What the model does not list counts as the next worse.
        assertThat(surname.level("very_similar").name()).isEqualTo("similar");
        assertThat(surname.level("distant").name()).isEqualTo("different");
        assertThat(surname.termShare()).isEqualTo(0.01);
        assertThat(surname.dependsOnTerm("same")).isTrue();
        assertThat(surname.dependsOnTerm("similar")).isFalse();
    }

    @Test
    void aFolderThatIsNotThereHoldsNoModel() {
        assertThat(ModelReader.read(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void eachMistakeIsToldWithItsLine() throws IOException {
        assertOne("largest_block: 50", "largest_block: 1", "people.yaml:10: found largest_block: 1; expected");
        assertOne(
                "largest_block: 50",
                "largest_cluster: 2.5",
                "people.yaml:10: found largest_cluster: 2.5; expected a number of subjects from 2 to 10000");
        assertOne(
                "identity: people", "identity: persons", "people.yaml:1: found identity: 'persons'; expected the name");
        assertOne("[enterprise]", "[person]", "people.yaml:3: found the kind of subject 'person'; expected one of");
        assertOne("soundex(surname)", "sondex(surname)", "people.yaml:8: found the part of surname 'sondex'");
        assertOne("soundex(surname)", "soundex(surnam)", "Did you mean 'surname'?");
        assertOne("soundex(surname)", "surname", "people.yaml:8: found keys: 'surname'; expected a part of columns");
        assertOne("as: text", "as: word", "people.yaml:13: found as 'word'; expected one of organisation_name");
        assertOne("term_frequency: value", "term_frequency: word", "people.yaml:15: found the term 'word'");
        assertOne("m: 0.7,", "m: 0.3,", "people.yaml:17: found levels: m of all levels is 0.6; expected 1");
        assertOne("m: 0.7,", "m: 0,", "people.yaml:17: found m: 0; expected a probability above 0, at most 1");
        assertOne("level: similar", "level: same", "people.yaml:18: found level: same; expected each level once");
        assertOne("level: similar", "level: alike", "people.yaml:18: found level 'alike'; expected one of same");
        assertOne(
                "  - {level: similar, m: 0.2, u: 0.04}",
                "  - {level: similar, never: true, m: 0.2, u: 0.04}",
                "no m beside");
        assertOne(
                "prior: 0.001",
                "prior: 1",
                "people.yaml:26: found prior: 1; expected a probability above 0 and below 1");
        assertOne("review: 0.5", "review: 0.95", "people.yaml:27: found review: 0.95; expected at most link, 0.9");
        assertOne("title:", "titel: x\ntitle:", "people.yaml:2: found the key 'titel'");
        assertOne("  born: [date_of_birth]", "  born: [date_of_birth]\n  spare: [x]", "a column that nothing compares");
    }

    private void assertOne(String right, String wrong, String message) throws IOException {
        assertThat(MODEL).contains(right);
        List<String> problems = problems(MODEL.replace(right, wrong));
        assertThat(problems).as(wrong).anyMatch(p -> p.contains(message));
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        List<String> problems = problems(MODEL.replace("prior: 0.001", "prior: 2")
                .replace("as: date", "as: day")
                .replace("review: 0.5", "reviews: 0.5"));
        assertThat(problems).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aFileThatSaysNothingIsRefused() throws IOException {
        Files.writeString(folder.resolve("people.yaml"), "identity: people\n");
        assertThatThrownBy(() -> ModelReader.read(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no rule")
                .hasMessageContaining("nothing to compare")
                .hasMessageContaining("no 'prior'");
    }

    @Test
    void otherProbabilitiesAreWrittenIntoTheTextAndReadAgain() throws IOException {
        Files.writeString(folder.resolve("people.yaml"), MODEL + "# the end\n");
        Model model = ModelReader.read(folder).get(0);
        Model other = Levels.with(
                model,
                List.of(
                        Levels.withM(
                                Levels.withU(model.comparisons().get(0), new double[] {0.000012345, 0.1, 0.899987}),
                                new double[] {0.6, 0.3, 0.1}),
                        model.comparisons().get(1)));
        String text = ModelText.of(other, MODEL + "# the end\n");
        assertThat(text).contains("- {level: same, m: 0.6, u: 0.0000123}").contains("# the end");
        Files.writeString(folder.resolve("people.yaml"), text);
        assertThat(ModelReader.read(folder).get(0).comparisons().get(0).levels().get(1))
                .isEqualTo(new Level("similar", 0.3, 0.1, false));
    }
}
