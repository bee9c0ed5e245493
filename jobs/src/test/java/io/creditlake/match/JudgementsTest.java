package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.match.Judgement.Pair;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.JudgementFolder.Outcome;
import io.creditlake.match.Judgements.Change;
import io.creditlake.match.Judgements.Noted;
import io.creditlake.standards.OrganisationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 24);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final String A = "name:山东甲贸易有限@370100";
    private static final String B = "name:济南甲贸易有限@370100";
    private static final String C = "name:甲贸易有限@370100";
    private static final String CODE = "org_code:600037341";
    private static final String OTHER_CODE = "org_code:MA3C0001" + OrganisationCode.checkDigit("MA3C0001");

    @TempDir
    Path landing;

    private JudgementFolder folder;

    @BeforeEach
    void open() {
        folder = new JudgementFolder(landing.toString(), new Configuration());
    }

    private static Judgement judgement(LocalDate on, String left, String right, Verdict says) {
        return Judgement.of(on, left, right, says, "复核岗", "");
    }

    private static Judgement same(LocalDate on, String left, String right) {
        return judgement(on, left, right, Verdict.SAME);
    }

    private static Judgement different(LocalDate on, String left, String right) {
        return judgement(on, left, right, Verdict.DIFFERENT);
    }

    private Path file(LocalDate day) {
        return landing.resolve("_judgements/" + day + ".jsonl");
    }

    private void write(LocalDate day, String... lines) throws IOException {
        Files.createDirectories(file(day).getParent());
        Files.writeString(file(day), String.join("\n", lines) + "\n");
    }

    private List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        assertThatThrownBy(folder::load)
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationException.class))
                .satisfies(e -> e.problems().forEach(p -> mistakes.add(p.describe())));
        return mistakes;
    }

    @Test
    void withoutAFolderThereIsNoJudgement() {
        assertThat(folder.load().entries()).isEmpty();
        assertThat(landing.resolve("_judgements")).doesNotExist();
    }

    @Test
    void aJudgementIsALineInTheFileOfItsDayAndIsReadBack() throws IOException {
        Judgement judgement = Judgement.of(FIRST, A, CODE, Verdict.SAME, "复核岗", "核对\n营业执照");

        Noted noted = folder.append(judgement);

        assertThat(noted.file()).isEqualTo(file(FIRST).toString());
        assertThat(noted.line()).isEqualTo(1);
        assertThat(Files.readString(file(FIRST)))
                .isEqualTo("{\"id\":\"" + judgement.id() + "\",\"on\":\"2026-11-24\",\"left\":\"" + A
                        + "\",\"right\":\"" + CODE + "\",\"says\":\"same\",\"by\":\"复核岗\",\"note\":\"核对\\n营业执照\"}\n");
        assertThat(folder.load().inForce(FIRST)).containsExactly(judgement);
        assertThat(folder.append(same(FIRST, A, B)).line()).isEqualTo(2);
    }

    @Test
    void aNightObeysWhatIsDatedUpToIt() {
        folder.append(same(SECOND, A, B));

        Judgements judgements = folder.load();

        assertThat(judgements.inForce(FIRST)).isEmpty();
        assertThat(judgements.inForce(SECOND)).hasSize(1);
        assertThat(judgements.inForce(THIRD)).hasSize(1);
    }

    @Test
    void aLaterJudgementPrevailsInWhicheverOrderThePairIsNamed() {
        folder.append(same(FIRST, A, B));
        folder.append(different(SECOND, B, A));

        Judgements judgements = folder.load();

        assertThat(judgements.verdict(A, B, FIRST)).map(Judgement::says).contains(Verdict.SAME);
        assertThat(judgements.verdict(A, B, SECOND)).map(Judgement::says).contains(Verdict.DIFFERENT);
        assertThat(judgements.inForce(SECOND)).hasSize(1);
    }

    @Test
    void ofTwoOnOneDayTheLaterLinePrevails() {
        folder.append(same(FIRST, A, B));
        folder.append(different(FIRST, A, B));

        assertThat(folder.load().verdict(B, A, FIRST)).map(Judgement::says).contains(Verdict.DIFFERENT);
    }

    @Test
    void aWithdrawnJudgementIsGoneFromTheDayOfItsWithdrawalAndWhatItPrevailedOverIsBack() {
        folder.append(same(FIRST, A, B));
        Judgement second = different(FIRST, A, B);
        folder.append(second);
        folder.append(Withdrawal.of(THIRD, second.id(), "复核岗", "看错了"));

        Judgements judgements = folder.load();

        assertThat(judgements.verdict(A, B, SECOND)).map(Judgement::says).contains(Verdict.DIFFERENT);
        assertThat(judgements.verdict(A, B, THIRD)).map(Judgement::says).contains(Verdict.SAME);
        assertThat(judgements.withdrawalOf(second.id())).map(Withdrawal::note).contains("看错了");
    }

    @Test
    void onlyPairsWhoseVerdictDiffersAreChanged() {
        Judgement gone = same(FIRST, A, CODE);
        folder.append(gone);
        folder.append(same(FIRST, A, B));
        folder.append(different(FIRST, B, C));
        folder.append(Judgement.of(SECOND, B, A, Verdict.SAME, "处长", "再次确认"));
        folder.append(same(SECOND, C, B));
        folder.append(Withdrawal.of(SECOND, gone.id(), "复核岗", ""));

        Judgements judgements = folder.load();

        assertThat(Judgements.changes(judgements.inForce(FIRST), judgements.inForce(SECOND)))
                .containsExactlyInAnyOrder(
                        new Change(Pair.of(A, CODE), Optional.of(Verdict.SAME), Optional.empty()),
                        new Change(Pair.of(B, C), Optional.of(Verdict.DIFFERENT), Optional.of(Verdict.SAME)));
        assertThat(Judgements.changes(judgements.inForce(SECOND), judgements.inForce(THIRD)))
                .isEmpty();
        assertThat(Judgements.changes(List.of(), judgements.inForce(FIRST))).hasSize(3);
    }

    @Test
    void everyMistakeIsShownAtOnceWithFileAndLine() throws IOException {
        Judgement good = same(FIRST, A, B);
        write(
                FIRST,
                "{\"id\":\"x\",\"on\":\"2026-11-25\",\"left\":\"orgcode:600037341\",\"right\":\"" + A
                        + "\",\"says\":\"equal\",\"bye\":\"x\"}",
                "",
                "not JSON",
                good.line(),
                good.line(),
                good.line().replace("复核岗", "处长"),
                "{\"id\":\"x\",\"on\":\"2026-11-24\",\"withdraws\":\""
                        + good.id().replace('0', '1') + "f\",\"by\":\"复核岗\"}");
        Files.writeString(landing.resolve("_judgements/notes.txt"), "x");

        String file = file(FIRST).toString();
        List<String> mistakes = mistakes();

        assertThat(mistakes)
                .anyMatch(m -> m.startsWith(file + ":1: found the key 'bye'") && m.endsWith("Did you mean 'by'?"))
                .anyMatch(m -> m.startsWith(file + ":1: found on: 2026-11-25"))
                .anyMatch(
                        m -> m.startsWith(file + ":1: found left: the key") && m.endsWith("Did you mean 'org_code:'?"))
                .anyMatch(m -> m.startsWith(file + ":1: found says: 'equal'"))
                .anyMatch(m -> m.startsWith(file + ":3: found no JSON"))
                .anyMatch(m -> m.startsWith(file + ":5: found the judgement " + good.id() + " a second time")
                        && m.contains(file + ":4"))
                .anyMatch(m -> m.startsWith(file + ":6: found the id '" + good.id() + "', which is not that of"))
                .anyMatch(m -> m.startsWith(file + ":7: found the withdrawal of"))
                .anyMatch(m -> m.contains("notes.txt") && m.contains("2026-11-24.jsonl"));
    }

    @Test
    void noPersonIsJudgedAboutAndNoNumberOfAPersonIsRepeated() throws IOException {
        String citizen = "370102199003077592";
        write(
                FIRST,
                "{\"id\":\"x\",\"on\":\"2026-11-24\",\"left\":\"person_token:0a1b2c\",\"right\":\"org_code:" + citizen
                        + "\",\"says\":\"same\",\"by\":\"复核岗\",\"note\":\"证件 " + citizen + "\"}");

        assertThat(mistakes())
                .anyMatch(m -> m.contains("a natural person's key"))
                .anyMatch(m -> m.contains("note with what may be a person's number"))
                .noneMatch(m -> m.contains("0a1b2c") || m.contains(citizen));
    }

    @Test
    void differentBetweenKeysThatSameConnectsIsShownWithEveryLine() throws IOException {
        write(FIRST, same(FIRST, A, B).line(), same(FIRST, B, C).line());
        Judgement apart = different(SECOND, C, A);
        write(SECOND, apart.line());

        Judgements judgements = folder.load();

        judgements.check(FIRST);
        assertThatThrownBy(() -> judgements.check(SECOND))
                .hasMessageContaining(
                        file(SECOND) + ":1: found 'different' (" + apart.id() + ", " + file(SECOND) + ":1)")
                .hasMessageContaining(file(FIRST) + ":1")
                .hasMessageContaining(file(FIRST) + ":2")
                .hasMessageContaining("creditlake resolve withdraw " + apart.id());
    }

    @Test
    void whatWouldContradictIsNotWritten() {
        folder.append(same(FIRST, A, B));
        folder.append(same(FIRST, B, C));

        assertThatThrownBy(() -> folder.append(different(SECOND, A, C)))
                .hasMessageContaining("the judgement: found 'different' (not written yet)")
                .hasMessageContaining(
                        "creditlake resolve withdraw " + same(FIRST, A, B).id());

        assertThat(file(SECOND)).doesNotExist();
        folder.append(different(SECOND, A, B));
        folder.append(different(SECOND, A, C));
    }

    @Test
    void aSubjectNeverHoldsTwoOrganisationCodes() {
        folder.append(same(FIRST, A, CODE));

        assertThatThrownBy(() -> folder.append(same(FIRST, OTHER_CODE, A)))
                .hasMessageContaining("'same' that connects " + CODE + " and " + OTHER_CODE);
    }

    @Test
    void aLineLeftWithoutItsEndIsNotGluedToTheNext() throws IOException {
        write(FIRST, same(FIRST, A, B).line());
        Files.writeString(file(FIRST), same(FIRST, A, B).line());

        folder.append(same(FIRST, B, C));

        assertThat(folder.load().inForce(FIRST)).hasSize(2);
    }

    @Test
    void aVerdictThatIsInForceIsNotWrittenAgain() {
        Judgement first = folder.judge(same(FIRST, A, B)).judgement();

        Outcome again = folder.judge(Judgement.of(SECOND, B, A, Verdict.SAME, "处长", ""));
        Outcome turned = folder.judge(different(SECOND, A, B));

        assertThat(again).isEqualTo(new Outcome(first, Optional.empty(), Optional.empty()));
        assertThat(file(SECOND)).exists();
        assertThat(turned.replaced()).contains(first);
        assertThat(turned.written()).map(Noted::line).contains(1);
    }

    @Test
    void aWithdrawalBeforeOneThatIsWrittenAlreadyIsRefusedAndNightsGoOn() {
        Judgement judgement = folder.judge(same(FIRST, A, B)).judgement();
        folder.append(Withdrawal.of(THIRD, judgement.id(), "复核岗", ""));

        assertThatThrownBy(() -> folder.append(Withdrawal.of(SECOND, judgement.id(), "复核岗", "")))
                .hasMessageContaining("the withdrawal of " + judgement.id() + " a second time");

        assertThat(folder.load().inForce(SECOND)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999999999999", "0", "007", "18446744073709551617", "x"})
    void whatIsNoRecordIdIsNoKey(String id) {
        assertThat(OwnKey.fault("record:" + id)).map(OwnKey.Fault::expected).contains("the record_id of a record");
        assertThat(OwnKey.recordId("record:" + id)).isEmpty();
    }

    @Test
    void theGreatestRecordIdIsAKey() {
        assertThat(OwnKey.fault("record:" + Long.MAX_VALUE)).isEmpty();
        assertThat(OwnKey.recordId("record:" + Long.MAX_VALUE)).hasValue(Long.MAX_VALUE);
    }

    @Test
    void noPartOfALineRepeatsTheNumberOfAPerson() throws IOException {
        String citizen = "370102199003077592";
        write(
                FIRST,
                "{\"id\":\"" + citizen + "\",\"on\":\"2026-11-24\",\"left\":\"record:" + citizen
                        + "\",\"right\":\"record:" + citizen + "\",\"says\":\"" + citizen + "\",\"by\":\"复核岗\",\""
                        + citizen + "\":1}",
                "{\"id\":\"x\",\"on\":\"" + citizen + "\",\"withdraws\":\"" + citizen + "\",\"by\":\"复核岗\"}");

        assertThat(mistakes()).hasSize(5).noneMatch(m -> m.contains(citizen));
    }
}
