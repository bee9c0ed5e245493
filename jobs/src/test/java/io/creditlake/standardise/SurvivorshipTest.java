package io.creditlake.standardise;

import static io.creditlake.standardise.PenaltyReports.SURVIVORSHIP;
import static io.creditlake.standardise.PenaltyReports.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurvivorshipTest {
    @Test
    void theValueOfTheGreatestAuthorityStands() {
        FoldedFact fact = night(
                by("county").saying("fine", "100.00"),
                by("province").saying("fine", "300.00"),
                by("city").saying("fine", "200.00"));

        assertThat(value(fact, "fine")).isEqualTo("300.00");
        assertThat(fact.standing().lead().source()).isEqualTo("province");
    }

    @Test
    void theDepartmentThatTookTheDecisionComesBeforeAllOthers() {
        FoldedFact fact = night(
                by("county").saying("authority", "county的市场监督管理局").saying("fine", "100.00"),
                by("province").saying("authority", "county的市场监督管理局").saying("fine", "300.00"));

        assertThat(value(fact, "fine")).isEqualTo("100.00");
    }

    @Test
    void ofEqualAuthorityTheLaterSentStands() {
        FoldedFact fact = night(
                by("town").on(3).saying("fine", "100.00"), by("county").on(2).saying("fine", "200.00"));

        assertThat(value(fact, "fine")).isEqualTo("100.00");
    }

    @Test
    void ofEqualAuthorityAndDayTheMoreCompleteStands() {
        FoldedFact fact = night(
                by("county").saying("fine", "100.00"),
                by("town").saying("fine", "200.00").saying("facts", "虚假宣传"));

        assertThat(value(fact, "fine")).isEqualTo("200.00");
    }

    @Test
    void noValueNeverBeatsAValue() {
        FoldedFact fact = night(
                by("county").saying("fine", "100.00").saying("facts", "虚假宣传"),
                by("province").saying("fine", "300.00"));

        assertThat(value(fact, "fine")).isEqualTo("300.00");
        assertThat(value(fact, "facts")).isEqualTo("虚假宣传");
    }

    @Test
    void aRegionGivesWayToOneInsideItButToNoOther() {
        FoldedFact inside =
                night(by("county").saying("region", "370102"), by("province").saying("region", "370000"));
        FoldedFact other =
                night(by("county").saying("region", "370202"), by("province").saying("region", "370100"));

        assertThat(value(inside, "region")).isEqualTo("370102");
        assertThat(value(other, "region")).isEqualTo("370100");
    }

    @Test
    void losingValuesStayVisible() {
        FoldedFact fact = night(
                by("county").saying("fine", "100.00").saying("facts", "虚假宣传"),
                by("province").saying("fine", "300.00"));

        assertThat(SURVIVORSHIP.differences(
                        fact.standing().values(), fact.history().get(0)))
                .isEqualTo(Map.of("fine", "100.00"));
        assertThat(SURVIVORSHIP.differences(
                        fact.standing().values(), fact.history().get(1)))
                .containsOnlyKeys("facts")
                .containsValue(null);
    }

    @Test
    void aFlagGoesWithTheValueOfItsField() {
        FoldedFact fact = night(
                by("county").saying("reg_no", "1").saying("tax_no", "2").saying("flags", "reg_no:check_digit,tax_no:x"),
                by("province").saying("reg_no", "3").saying("flags", "uscc:masked"));

        assertThat(value(fact, "flags")).isEqualTo("uscc:masked,tax_no:x");
    }

    @Test
    void aSourceThatCorrectsItselfIsFollowed() {
        FoldedFact first = night(by("county").on(1).saying("fine", "100.00"));
        FoldedFact second = night(first, by("county").on(2).saying("fine", "150.00"));

        assertThat(second.changed()).isTrue();
        assertThat(value(second, "fine")).isEqualTo("150.00");
        assertThat(second.history()).hasSize(2);
        assertThat(second.corrected()).hasSize(1);
        assertThat(second.basis().orElseThrow().sentOn()).isEqualTo(PenaltyReports.FIRST.plusDays(1));
    }

    @Test
    void aCorrectionOfALosingValueIsKeptAndChangesNothing() {
        FoldedFact first =
                night(by("county").saying("fine", "100.00"), by("province").saying("fine", "300.00"));
        FoldedFact second = night(first, by("county").on(2).saying("fine", "150.00"));

        assertThat(second.changed()).isFalse();
        assertThat(second.grown()).isTrue();
        assertThat(second.corrected()).isEmpty();
        assertThat(value(second, "fine")).isEqualTo("300.00");
    }

    @Test
    void whatIsSentAgainAddsNothing() {
        FoldedFact first = night(
                by("county").on(1).saying("fine", "100.00"), by("town").on(2).saying("fine", "2.00"));
        FoldedFact second = night(first, by("county").on(9).saying("fine", "100.00"));

        assertThat(second.grown()).isFalse();
        assertThat(value(second, "fine")).isEqualTo("2.00");
    }

    @Test
    void aDeliveryThatCameTooLateDoesNotUndoALaterOne() {
        FoldedFact first = night(by("county").on(5).saying("fine", "150.00"));
        FoldedFact late = night(first, by("county").on(4).saying("fine", "100.00"));

        assertThat(late.changed()).isFalse();
        assertThat(value(late, "fine")).isEqualTo("150.00");
        assertThat(late.current()).hasSize(1);
    }

    @Test
    void aSourceThatTakesAValueBackIsWhatTheChangeRestsOn() {
        FoldedFact first =
                night(by("county").saying("fine", "100.00"), by("province").saying("fine", "300.00"));
        FoldedFact second = night(first, by("province").on(2).saying("facts", "虚假宣传"));

        assertThat(value(second, "fine")).isEqualTo("100.00");
        assertThat(second.changed()).isTrue();
        assertThat(second.basis().orElseThrow().source()).isEqualTo("province");
    }

    private static FoldedFact night(PenaltyReports... tonight) {
        return FoldedFact.of(SURVIVORSHIP, Optional.empty(), List.of(), reports(tonight));
    }

    private static FoldedFact night(FoldedFact before, PenaltyReports... tonight) {
        return FoldedFact.of(SURVIVORSHIP, Optional.of(before.standing().values()), before.history(), reports(tonight));
    }

    private static List<Report> reports(PenaltyReports... tonight) {
        return List.of(tonight).stream().map(PenaltyReports::report).toList();
    }

    private static String value(FoldedFact fact, String column) {
        return PenaltyReports.value(fact.standing().values(), column);
    }
}
