package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "济南某某商贸有限公司|济南某某商贸有限公司",
                "济南 某某　商贸有限公司 |济南某某商贸有限公司",
                "济南某某投资中心(有限合伙)|济南某某投资中心（有限合伙）",
                "济南某某投资中心［有限合伙]|济南某某投资中心（有限合伙）",
                "ＡＢＣ（中国）有限公司|ABC（中国）有限公司",
                "ABC Trading (Shanghai) Co., Ltd.|ABC Trading（Shanghai）Co., Ltd.",
                "某某&amp;某某（山东）有限公司。|某某&某某（山东）有限公司",
                "某某有限公司.|某某有限公司",
                "，某某有限公司；|某某有限公司",
                "濟南某某實業有限公司|济南某某实业有限公司",
                "乾坤著作有限公司|乾坤著作有限公司",
                "某某有限公司&#40;分公司&#41;|某某有限公司（分公司）",
                "⼭东某某⾦属有限公司|山东某某金属有限公司",
                "薴麻有限公司|苧麻有限公司",
                "暂无|"
            })
    void aNameIsBroughtToOneForm(String dirty, String name) {
        assertThat(OrganisationName.normalise(dirty)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "济南某某商贸有限责任公司|济南某某商贸有限公司",
                "济南某某投资中心（有限合伙）|济南某某投资中心有限合伙",
                "abc·某某 （中国） 有限公司|ABC某某中国有限公司",
                "济南某某股份有限公司|济南某某股份有限公司",
                "某某有限责任公司历下分公司|某某有限公司历下分公司",
                "（）|"
            })
    void theKeyKeepsTheFormInOneSpelling(String name, String key) {
        assertThat(OrganisationName.key(name)).isEqualTo(key);
    }

    @Test
    void aParentAndItsBranchHaveDifferentKeys() {
        assertThat(OrganisationName.key("某某有限公司")).isNotEqualTo(OrganisationName.key("某某有限公司济南分公司"));
    }

    @Test
    void aCleanNameIsReturnedItself() {
        String name = "山东某某科技（集团）有限公司";
        assertThat(OrganisationName.normalise(name)).isSameAs(name);
    }

    @Property
    void normalisingTwiceIsNormalisingOnce(@ForAll("texts") String text) {
        String once = OrganisationName.normalise(text);
        assertThat(OrganisationName.normalise(once)).isEqualTo(once);
        String key = OrganisationName.key(text);
        assertThat(OrganisationName.key(key)).isEqualTo(key);
        assertThat(OrganisationName.key(once)).isEqualTo(key);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.all();
    }
}
