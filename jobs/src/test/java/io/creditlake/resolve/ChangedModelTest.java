package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Model;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedModelTest {
    private static final String JINAN = "370102";

    @Test
    void underAModelThatBlocksOtherwiseSubjectsOfEarlierNightsAreStillFound(@TempDir Path folder) {
        List<Model> shipped = ResolvedNights.shippedModels();
        try (ResolvedNights nights = new ResolvedNights(shipped)
                .withModels(
                        1, shipped.stream().map(ChangedModelTest::byWholeNames).toList())) {
            RecordRow entry = nights.registration(1)
                    .named("济南鲁泰化工有限公司")
                    .ofKind("enterprise")
                    .with("uscc", new Party(101).uscc())
                    .with("legal_representative", "孙沛霖")
                    .in(JINAN);
            RecordRow misspelt = nights.penalty(2)
                    .named("济南鲁秦化工有限公司")
                    .ofKind("enterprise")
                    .with("legal_representative", "孙沛霖")
                    .in(JINAN);
            nights.on(folder);
            assertThat(nights.subject(misspelt)).isEqualTo(nights.subject(entry));
            assertThat(nights.rows("subject.block", "DISTINCT model", "true"))
                    .containsExactly(shipped.get(0).blocksId());
        }
    }

    private static Model byWholeNames(Model model) {
        return ResolvedNights.like(
                model, model.identity(), model.subjects(), model.blocking().subList(0, 1));
    }
}
