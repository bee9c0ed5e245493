package io.creditlake.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects without a code, recognised by the shipped model; each test has names of its own, all share three nights. */
class ResolveByMatchTest {
    private static final String JINAN = "370102";
    private static final String QINGDAO = "370202";
    private static final String RULE = "match:organisation";
    private static final ResolvedNights NIGHTS = new ResolvedNights(ResolvedNights.shippedModels());

    @BeforeAll
    static void resolve(@TempDir Path folder) {
        NIGHTS.on(folder);
    }

    @AfterAll
    static void close() {
        NIGHTS.close();
    }

    private static RecordRow registered(int night, int party, String name, String representative, String address) {
        return NIGHTS.registration(night)
                .named(name)
                .ofKind("enterprise")
                .with("uscc", new Party(party).uscc())
                .with("legal_representative", representative)
                .with("address", address)
                .in(JINAN);
    }

    private static RecordRow named(int night, String name, String representative) {
        return NIGHTS.penalty(night)
                .named(name)
                .ofKind("enterprise")
                .with("legal_representative", representative)
                .in(JINAN);
    }

    private static final RecordRow TYPO_ENTRY = registered(1, 101, "济南鲁泰化工有限公司", "孙沛霖", "济南市历下区文苑路18号");
    private static final RecordRow TYPO = named(1, "济南鲁秦化工有限公司", "孙沛霖");
    private static final RecordRow TYPO_AGAIN = named(3, "济南鲁秦化工有限公司", null);

    @Test
    void aMisspeltNameWithTheSameRepresentativeIsTheSameSubject() {
        assertThat(NIGHTS.subject(1, TYPO)).isEqualTo(NIGHTS.subject(1, TYPO_ENTRY));
        assertThat(NIGHTS.rule(1, TYPO)).isEqualTo(RULE);
        assertThat(NIGHTS.weight(TYPO)).isGreaterThan(5);
        assertThat(NIGHTS.evidence(TYPO))
                .contains("\"comparison\":\"name\"")
                .contains("\"comparison\":\"legal_representative\",\"level\":\"same\"");
    }

    @Test
    void theMisspeltNameOfARecognisedSubjectIsKnownFromThenOn() {
        assertThat(NIGHTS.subject(TYPO_AGAIN)).isEqualTo(NIGHTS.subject(TYPO_ENTRY));
        assertThat(NIGHTS.rule(TYPO_AGAIN)).isEqualTo("name_in_region");
    }

    private static final RecordRow EARLY = named(1, "济南宏远机诫有限公司", "郑若楠");
    private static final RecordRow LATE_ENTRY = registered(2, 102, "济南宏远机械有限公司", "郑若楠", "济南市历下区春晖路7号");

    @Test
    void aSubjectKnownByItsNameAloneIsRecognisedWhenTheOneWithTheCodeComesAndItsIdStays() {
        assertThat(NIGHTS.subject(2, LATE_ENTRY)).isEqualTo(NIGHTS.subject(1, EARLY));
        assertThat(NIGHTS.rows("subject.subject", "uscc", "subject_id = " + NIGHTS.subject(1, EARLY)))
                .containsExactly(new Party(102).uscc());
        assertThat(NIGHTS.rows("subject.name", "name", "subject_id = " + NIGHTS.subject(1, EARLY)))
                .containsExactly("济南宏远机械有限公司", "济南宏远机诫有限公司");
    }

    private static final RecordRow PARENT = registered(1, 103, "济南泉景酒店管理有限公司", "邹弘毅", "济南市历下区云阶路3号");
    private static final RecordRow BRANCH = named(1, "济南泉景酒店管理有限公司历下分公司", "邹弘毅");

    @Test
    void aBranchIsNotItsParent() {
        assertThat(NIGHTS.subject(BRANCH)).isNotEqualTo(NIGHTS.subject(PARENT));
        assertThat(NIGHTS.rule(BRANCH)).isEqualTo("new");
    }

    private static final RecordRow NAMESAKE_ENTRY = registered(1, 104, "济南盛和建材有限公司", "彭知夏", "济南市历下区砚池路5号");
    private static final RecordRow NAMESAKE = named(2, "青岛盛和服饰有限公司", "阎子衿").in(QINGDAO);

    @Test
    void aNamesakeInAnotherTradeAndCityIsAnotherSubject() {
        assertThat(NIGHTS.subject(NAMESAKE)).isNotEqualTo(NIGHTS.subject(NAMESAKE_ENTRY));
    }

    private static final Party MASKED = new Party(105);
    private static final RecordRow MASKED_ENTRY = registered(1, 105, "济南柏乔药业有限公司", "柏舟", "济南市历下区青麓路9号");
    private static final RecordRow BY_MASK = NIGHTS.penalty(2)
            .named("柏乔药业有限公司")
            .ofKind("enterprise")
            .with(
                    "uscc_mask",
                    MASKED.uscc().substring(0, 6) + "******" + MASKED.uscc().substring(12))
            .in(JINAN);

    @Test
    void aMaskedCodeSupportsAMatch() {
        assertThat(NIGHTS.subject(BY_MASK)).isEqualTo(NIGHTS.subject(MASKED_ENTRY));
        assertThat(NIGHTS.evidence(BY_MASK)).contains("\"comparison\":\"code\",\"level\":\"compatible\"");
    }

    private static final RecordRow ONE_OF_TWO = registered(1, 106, "济南明湖印务有限公司", "蓝若水", "济南市历下区知行路1号");
    private static final RecordRow TWO_OF_TWO = registered(1, 107, "济南明湖印务有限公司", "蓝若水", "济南市历下区知行路2号");
    private static final RecordRow EITHER = named(2, "济南明湖印务有限公司", "蓝若水");

    @Test
    void whoFitsTwoCodesAlikeIsNeitherAndAPersonIsAsked() {
        assertThat(NIGHTS.subject(EITHER)).isNotIn(NIGHTS.subject(ONE_OF_TWO), NIGHTS.subject(TWO_OF_TWO));
        assertThat(NIGHTS.rows(
                        "subject.review",
                        "kind, status, left_name, right_key",
                        "left_subject_id = " + NIGHTS.subject(EITHER)))
                .containsExactlyInAnyOrder(
                        "one_name_two_codes open 济南明湖印务有限公司 org_code:" + new Party(106).orgCode(),
                        "one_name_two_codes open 济南明湖印务有限公司 org_code:" + new Party(107).orgCode());
    }

    @Test
    void twoWithDifferentCodesAreNeverOne() {
        assertThat(NIGHTS.subject(ONE_OF_TWO)).isNotEqualTo(NIGHTS.subject(TWO_OF_TWO));
    }

    @Test
    void profilesAndBlocksAreOfLivingSubjectsOnly() {
        assertThat(NIGHTS.rows("subject.profile", "subject_id", "true"))
                .isEqualTo(NIGHTS.rows("subject.subject", "subject_id", "true"));
        assertThat(NIGHTS.rows("subject.block", "DISTINCT subject_id", "true"))
                .isEqualTo(NIGHTS.rows("subject.subject", "subject_id", "true"));
    }

    @Test
    void theLastNightRunAgainInAnotherOrderLeavesTheSame() {
        Map<String, List<String>> before = NIGHTS.content();
        NIGHTS.resolveLastNightAgain();
        assertThat(NIGHTS.content()).isEqualTo(before);
    }
}
