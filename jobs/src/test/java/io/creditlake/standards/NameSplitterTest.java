package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSplitterTest {
    private static final NameSplitter SPLITTER = new NameSplitter(
            Regions.load(Reference.file("regions.csv")), NameWords.load(Reference.file("name_words.csv")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "青岛柏鲁物业服务有限公司|青岛|柏鲁|物业服务|有限公司|",
                "山东省济南市历下区瑞丰建筑工程有限责任公司|山东省济南市历下区|瑞丰|建筑工程|有限责任公司|",
                "山东瑞丰（集团）股份有限公司|山东|瑞丰（集团）||股份有限公司|",
                "瑞丰（山东）信息科技有限公司|山东|瑞丰|信息科技|有限公司|",
                "济南瑞丰股权投资中心(有限合伙)|济南|瑞丰|股权投资|中心（有限合伙）|",
                "历下区瑞丰便利店（个体工商户）|历下区|瑞丰||便利店（个体工商户）|",
                "济南瑞丰商贸有限公司历下分公司|济南|瑞丰|商贸|有限公司|历下分公司",
                "瑞丰银行股份有限公司济南历下支行||瑞丰|银行|股份有限公司|济南历下支行",
                "宝山钢铁股份有限公司||宝山|钢铁|股份有限公司|",
                "莘县瑞丰粮食种植农民专业合作社|莘县|瑞丰|粮食种植|农民专业合作社|",
                "济南瑞丰律师事务所|济南|瑞丰||律师事务所|",
                "济南泰和商贸有限公司|济南|泰和|商贸|有限公司|",
                "泰和（济南）商贸有限公司|济南|泰和|商贸|有限公司|",
                "教育咨询有限公司|||教育咨询|有限公司|",
                "中国瑞丰建设集团有限公司|中国|瑞丰|建设|集团有限公司|",
                "ABC Trading|||ABC Trading||",
                "瑞丰||瑞丰|||"
            })
    void aNameIsSplit(String text, String region, String trade, String industry, String form, String branch) {
        NameParts parts = SPLITTER.split(text);
        if (text.startsWith("ABC")) {
            assertThat(parts.trade()).isEqualTo("ABC Trading");
            return;
        }
        assertThat(parts.region()).isEqualTo(region);
        assertThat(parts.trade()).isEqualTo(trade);
        assertThat(parts.industry()).isEqualTo(industry);
        assertThat(parts.form()).isEqualTo(form);
        assertThat(parts.branch()).isEqualTo(branch);
    }

    @ParameterizedTest
    @CsvSource({
        "济南瑞丰商贸有限公司（原济南第二百货公司）,济南瑞丰商贸有限公司,济南第二百货公司",
        "济南瑞丰商贸有限公司(曾用名：济南第二百货商店),济南瑞丰商贸有限公司,济南第二百货商店",
        "济南瑞丰商贸有限公司（原名济南市瑞丰商店）,济南瑞丰商贸有限公司,济南市瑞丰商店",
        "瑞丰（济南）商贸有限公司（原鑫源（济南）商贸有限公司）,瑞丰（济南）商贸有限公司,鑫源（济南）商贸有限公司",
        "济南瑞丰合伙企业（有限合伙）（原济南鑫源合伙企业（有限合伙））,济南瑞丰合伙企业（有限合伙）,济南鑫源合伙企业（有限合伙）",
        "历下区瑞丰商贸经营部（原历下区瑞丰食品经营部）,历下区瑞丰商贸经营部,历下区瑞丰食品经营部",
        "济南瑞丰店（原材料）,济南瑞丰店（原材料）,"
    })
    void aFormerNameIsTold(String text, String name, String former) {
        NameParts parts = SPLITTER.split(text);
        assertThat(parts.name()).isEqualTo(name);
        assertThat(parts.former()).isEqualTo(former);
        assertThat(OrganisationName.formerName(text)).isEqualTo(former);
        assertThat(OrganisationName.key(text)).isEqualTo(OrganisationName.key(name));
    }

    @Test
    void nothingIsSplitIntoNothing() {
        assertThat(SPLITTER.split("暂无")).isNull();
        assertThat(SPLITTER.split(null)).isNull();
        assertThat(SPLITTER.split("瑞".repeat(500)).trade()).isNull();
    }
}
