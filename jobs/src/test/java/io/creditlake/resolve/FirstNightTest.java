package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Model;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lake that has no subjects yet learns in one night. */
class FirstNightTest {
    private static final Model SHIPPED = ResolvedNights.shippedModels().get(0);

    @Test
    void everyModelHasItsProfilesAndBlocks(@TempDir Path folder) {
        Model other = ResolvedNights.like(SHIPPED, "other", SHIPPED.subjects(), SHIPPED.blocking());
        try (ResolvedNights nights = new ResolvedNights(List.of(SHIPPED, other))) {
            entry(nights);
            nights.penalty(1).named("济南鲁秦化工有限公司").ofKind("enterprise").with("legal_representative", "孙沛霖");
            nights.penalty(1).named("青岛石老人海水浴场有限公司").ofKind("enterprise");
            nights.on(folder);

            List<String> profiles = profiles(nights, SHIPPED);
            assertThat(profiles).hasSize(2).isEqualTo(profiles(nights, other));
            List<String> blocks = blocks(nights, SHIPPED);
            assertThat(blocks).isNotEmpty().isEqualTo(blocks(nights, other));
        }
    }

    @Test
    void aRecordOfAKindThatTheModelIsNotAboutIsAskedAboutWhenItsNameIsAnother(@TempDir Path folder) {
        Model ofEnterprises =
                ResolvedNights.like(SHIPPED, SHIPPED.identity(), List.of("enterprise"), SHIPPED.blocking());
        try (ResolvedNights nights = new ResolvedNights(List.of(ofEnterprises))) {
            entry(nights);
            RecordRow odd =
                    nights.penalty(1).named("泰安徂徕山林场职业学校").ofKind("institution").with("uscc", new Party(101).uscc());
            nights.on(folder);

            assertThat(nights.rows("subject.review", "kind, status", "right_key = 'record:" + odd.id() + "'"))
                    .containsExactly("one_code_two_names open");
        }
    }

    private static void entry(ResolvedNights nights) {
        nights.registration(1)
                .named("济南鲁泰化工有限公司")
                .ofKind("enterprise")
                .with("uscc", new Party(101).uscc())
                .with("legal_representative", "孙沛霖");
    }

    private static List<String> profiles(ResolvedNights nights, Model model) {
        return nights.rows(
                "subject.profile",
                "subject_id, org_key, own_key, name, known_as, coded",
                "model = '" + model.identity() + "'");
    }

    private static List<String> blocks(ResolvedNights nights, Model model) {
        return nights.rows("subject.block", "block, subject_id, coded, term", "model = '" + model.blocksId() + "'");
    }
}
