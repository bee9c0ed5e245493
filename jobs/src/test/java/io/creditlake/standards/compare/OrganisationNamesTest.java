package io.creditlake.standards.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // One name in several writings.
                "济南瑞丰商贸有限公司|济南瑞丰商贸有限责任公司|same",
                "濟南瑞豐商貿有限公司|济南 瑞丰商贸有限公司。|same",
                "济南瑞丰投资中心（有限合伙）|济南瑞丰投资中心(有限合伙)|same",
                "济南恒泰商贸有限公司（原济南瑞丰商贸有限公司）|济南瑞丰商贸有限公司|same",
                // The region is missing, wider, or elsewhere in the name.
                "济南瑞丰商贸有限公司|瑞丰商贸有限公司|same_parts",
                "山东省济南市瑞丰商贸有限公司|济南瑞丰商贸有限公司|same_parts",
                "济南市瑞丰商贸有限公司|山东瑞丰商贸有限公司|same_parts",
                "济南市历下区瑞丰便利店|历下区瑞丰便利店（个体工商户）|same_parts",
                "瑞丰（山东）信息科技有限公司|山东瑞丰信息科技有限公司|same_parts",
                "济南瑞丰投资中心（有限合伙）|济南瑞丰投资中心|same_parts",
                "中国瑞丰建设集团有限公司|瑞丰建设集团有限公司|same_parts",
                "泰和（济南）商贸有限公司|济南泰和商贸有限公司|same_parts",
                "泰和兴商贸有限公司|济南泰和兴商贸有限公司|same_parts",
                // Industry or form are abbreviated.
                "济南瑞丰商贸有限公司|瑞丰商贸|compatible",
                "济南瑞丰建筑工程有限公司|济南瑞丰建筑有限公司|compatible",
                "济南瑞丰商贸有限公司|济南瑞丰商贸公司|compatible",
                "济南瑞丰商贸股份有限公司|济南瑞丰商贸有限公司|compatible",
                "山东瑞丰（集团）有限公司|山东瑞丰集团有限公司|same",
                // A slip in the trade name: sound, look, order, a character lost.
                "济南瑞丰商贸有限公司|济南瑞峰商贸有限公司|alike",
                "济南恒泰商贸有限公司|济南恒秦商贸有限公司|alike",
                "济南鑫瑞恒商贸有限公司|济南瑞鑫恒商贸有限公司|alike",
                "济南瑞丰商贸有限公司|济南丰瑞商贸有限公司|near",
                "济南瑞丰商贸有限公司|瑞峰商贸有限公司|near",
                "济南瑞丰商贸有限公司|济南瑞峰商贸|near",
                "济南鑫瑞恒泰商贸有限公司|济南鑫瑞泰商贸有限公司|alike",
                "济南鑫瑞恒商贸有限公司|济南鑫瑞商贸有限公司|near",
                "济南鑫瑞恒商贸有限公司|济南鑫瑞德商贸有限公司|near",
                "济南瑞丰商贸有限公司|济南瑞商贸有限公司|near",
                // A slip elsewhere, after which the name is split otherwise.
                "济南瑞丰商贸有限公司|济南瑞丰商货有限公司|alike",
                "济南瑞丰商贸有限公司|济男瑞丰商贸有限公司|alike",
                "济南瑞丰商贸有限公司|济南瑞丰商贸有限公词|alike",
                // Somebody else.
                "济南瑞丰商贸有限公司|济南瑞祥商贸有限公司|different",
                "历下区瑞丰便利店|历下区瑞祥便利店|different",
                "济南瑞丰商贸有限公司|济南恒泰商贸有限公司|different",
                "济南瑞丰商贸有限公司|济南瑞丰食品有限公司|namesake",
                "济南瑞丰商贸有限公司|青岛瑞丰商贸有限公司|namesake",
                "济南瑞丰商贸有限公司|济宁瑞丰商贸有限公司|namesake",
                "历下区瑞丰便利店|历城区瑞丰便利店|namesake",
                "济南瑞丰商贸有限公司|济南瑞丰商贸经营部|namesake",
                // A branch is never its parent, nor another branch.
                "济南瑞丰商贸有限公司|济南瑞丰商贸有限公司历下分公司|branch",
                "瑞丰商贸有限公司历下分公司|济南瑞丰商贸有限公司|branch",
                "济南瑞峰商贸有限公司历下分公司|济南瑞丰商贸有限公司|branch",
                "济南瑞丰商贸有限公司历下分公司|济南瑞丰商贸有限公司历城分公司|branch",
                "瑞丰银行股份有限公司济南支行|瑞丰银行股份有限公司|branch",
                "济南瑞丰商贸有限公司|济南瑞丰商贸有限公司工会委员会|branch",
                "历下区瑞丰药店|历下区瑞丰药店一分店|branch",
                "历下区瑞丰便利店|历下区瑞丰便利店2|branch",
                "济南瑞丰商贸有限公司历下分公司|瑞丰商贸有限责任公司历下分公司|same_parts",
                "瑞丰商贸有限公司济南市分公司|瑞丰商贸有限公司济南分公司|alike",
                "济南瑞丰商贸有限公司历下分公司|济南恒泰商贸有限公司|different",
                // Names that have no trade name, and none at all.
                "教育咨询有限公司|教育咨询有限责任公司|same",
                "教育咨询有限公司|商贸有限公司|different",
                "暂无|济南瑞丰商贸有限公司|"
            })
    void twoNamesAgreeAtALevel(String left, String right, String level) {
        assertThat(Compared.level(Kind.ORGANISATION_NAME, left, right)).isEqualTo(level);
        assertThat(Compared.level(Kind.ORGANISATION_NAME, right, left)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|济南瑞丰商贸有限责任公司|济南瑞丰商贸有限公司",
                "trade_name|济南瑞丰商贸有限公司|瑞丰",
                "core|山东省济南市瑞丰商贸有限责任公司|瑞丰商贸有限公司",
                "prefecture|济南市历下区瑞丰便利店|3701",
                "prefecture|山东瑞丰商贸有限公司|",
                "trade_name|教育咨询有限公司|"
            })
    void aNameHasPartsForBlocks(String part, String name, String value) {
        if (value == null) {
            assertThat(Compared.parts(Kind.ORGANISATION_NAME, part, name)).isEmpty();
        } else {
            assertThat(Compared.parts(Kind.ORGANISATION_NAME, part, name)).containsExactly(value);
        }
    }

    @ParameterizedTest
    @CsvSource({"瑞丰,瑞峰", "瑞丰,丰瑞", "瑞丰,瑞", "鑫瑞恒,鑫恒", "鑫瑞恒,鑫德恒", "鑫瑞恒泰,鑫瑞泰", "瑞丰,瑞丰源"})
    void tradeNamesOneEditApartShareAPart(String one, String other) {
        assertThat(less(one)).containsAnyElementsOf(less(other));
    }

    private static java.util.List<String> less(String trade) {
        return Compared.parts(Kind.ORGANISATION_NAME, "trade_name_less_one", "济南" + trade + "商贸有限公司");
    }

    @Test
    void namesThatSoundAlikeShareAPart() {
        assertThat(Compared.parts(Kind.ORGANISATION_NAME, "trade_name_sound", "济南瑞丰商贸有限公司"))
                .isEqualTo(Compared.parts(Kind.ORGANISATION_NAME, "trade_name_sound", "济南锐峰食品有限公司"));
    }

    @Test
    void theTradeNameIsTheTerm() {
        String name = Compared.comparable(Kind.ORGANISATION_NAME, "济南瑞丰商贸有限公司").get(0);
        assertThat(Kind.ORGANISATION_NAME.term(name)).isEqualTo("瑞丰");
        assertThat(Kind.ORGANISATION_NAME.termLevels()).containsExactly("same", "same_parts", "compatible");
    }
}
