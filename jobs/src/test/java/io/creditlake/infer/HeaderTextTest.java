package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void widthCaseSpacesAndTheMarkOfMandatoryColumnsDoNotMatter() {
        assertThat(HeaderText.reduced(" *罚款金额(万元) ")).isEqualTo("罚款金额（万元）");
        assertThat(HeaderText.reduced("ｃｆ_xdr_mc")).isEqualTo("CF_XDR_MC");
        assertThat(HeaderText.reduced(null)).isEmpty();
    }

    @Test
    void theHeadOfAChineseNameStandsLast() {
        assertThat(HeaderText.likeness("决定日期", "处罚决定日期")).isGreaterThan(0.8);
        assertThat(HeaderText.likeness("处罚日期", "处罚决定日期")).isGreaterThanOrEqualTo(0.8);
        assertThat(HeaderText.likeness("处罚机关", "处罚机关代码")).isLessThan(HeaderText.likeness("机关代码", "处罚机关代码"));
        assertThat(HeaderText.likeness("列入日期", "移出日期")).isLessThan(0.6);
    }

    @Test
    void unitsAndNotesInBracketsDoNotMakeANameAnother() {
        assertThat(HeaderText.likeness("罚款金额（元）", "罚款金额（万元）")).isEqualTo(1);
        assertThat(HeaderText.namesWan("罚款金额(万元)")).isTrue();
        assertThat(HeaderText.namesYuan("罚款金额(万元)")).isFalse();
        assertThat(HeaderText.namesYuan("罚款金额（元）")).isTrue();
        assertThat(HeaderText.namesYuan("罚款金额")).isFalse();
    }

    @Test
    void nothingIsReadFromTheInitialsOfAnotherWord() {
        assertThat(HeaderText.likeness("CF_XDR_MC", "XK_XDR_MC")).isZero();
        assertThat(HeaderText.likeness("cf-xdr-mc", "CF_XDR_MC")).isEqualTo(1);
    }
}
