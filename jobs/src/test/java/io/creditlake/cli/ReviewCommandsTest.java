package io.creditlake.cli;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.OrganisationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reviewer types, on a lake of a few subjects. */
class ReviewCommandsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    private static final String CODE = "org_code:600037341";
    private static final String NAME = "济南甲一贸易有限公司";
    private static final String NAME_KEY = "name:" + OrganisationName.key(NAME) + "@370100";
    private static final String CITIZEN = "370102199003077592";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void fillALake() {
        try (TestLake lake = new TestLake(folder)) {
            Workspace night = lake.night(NIGHT);
            append(
                    night,
                    "subject.subject",
                    List.of(
                            row("subject_id", 1L, "kind", "enterprise", "name", "山东甲一贸易有限公司", "first_seen", NIGHT),
                            row("subject_id", 2L, "name", NAME, "first_seen", NIGHT),
                            row("subject_id", 3L, "kind", "person", "name", "某人", "first_seen", NIGHT)));
            append(
                    night,
                    "subject.identifier",
                    List.of(
                            row("subject_id", 1L, "kind", "org_code", "value", "600037341"),
                            row("subject_id", 3L, "kind", "person_token", "value", "0a1b2c")));
            append(
                    night,
                    "subject.link",
                    List.of(
                            row("record_id", 21L, "subject_id", 2L, "rule", "new"),
                            row("record_id", 31L, "subject_id", 3L, "rule", "person_token")));
            append(
                    night,
                    "subject.name",
                    List.of(row(
                            "subject_id",
                            2L,
                            "name",
                            NAME,
                            "name_key",
                            OrganisationName.key(NAME),
                            "region",
                            "370100",
                            "last_seen",
                            NIGHT)));
            append(
                    night,
                    "subject.review",
                    List.of(
                            openCase(11L, "similar", CODE, NAME_KEY, "山东甲一贸易有限公司", NAME, 0.9),
                            openCase(12L, "conflict", "person_token:0a1b2c", CODE, "某人", "山东甲一贸易有限公司", 0.95),
                            row(
                                    "case_id",
                                    13L,
                                    "kind",
                                    "similar",
                                    "left_key",
                                    CODE,
                                    "right_key",
                                    "record:7",
                                    "status",
                                    "settled",
                                    "raised_on",
                                    NIGHT)));
            lake.publish(NIGHT);
        }
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private static Map<String, Object> openCase(
            long id, String kind, String left, String right, String leftName, String rightName, double probability) {
        Map<String, Object> row = row("case_id", id, "kind", kind, "left_key", left, "right_key", right);
        row.putAll(row("left_name", leftName, "right_name", rightName, "probability", probability, "weight", 3.2));
        row.putAll(row("evidence", "[]", "model", "organisation", "status", "open", "raised_on", NIGHT));
        return row;
    }

    private static Typed run(String... arguments) {
        return Typed.run(
                List.of(arguments),
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", TestLake.home().resolve("conf").toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }

    private static Path file(LocalDate day) {
        return folder.resolve("landing/_judgements/" + day + ".jsonl");
    }

    @AfterEach
    void forgetJudgements() throws IOException {
        Files.deleteIfExists(file(NIGHT));
        Files.deleteIfExists(file(NIGHT.plusDays(1)));
    }

    @Test
    void openCasesAreListedWithoutPersons() {
        Typed table = run("resolve", "review");
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("case_id", NAME, "(2 rows)").doesNotContain("0a1b2c", "某人", "record:7");
        assertThat(table.err()).contains("as of release-" + NIGHT);
        Typed csv = run("resolve", "review", "--kind=similar", "--format=csv");
        assertThat(csv.out())
                .isEqualTo(
                        "case_id,kind,probability,weight,left_name,right_name,left_key,right_key,raised_on,evidence,model\n"
                                + "11,similar,0.9,3.2,山东甲一贸易有限公司," + NAME + "," + CODE + "," + NAME_KEY
                                + ",2026-11-24,[],organisation\n");
        Typed wrong = run("resolve", "review", "--kind=similiar");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean 'similar'?");
    }

    @Test
    void aCaseIsJudgedForTheNightAfterTheRelease() {
        Typed same = run("resolve", "same", "11", "--by=复核岗", "--note=核对营业执照");

        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out())
                .contains(CODE + " and " + NAME_KEY + " are the same")
                .contains("Written to " + file(NIGHT.plusDays(1)) + ":1")
                .contains("Obeyed from the night of 2026-11-25 on. Next: creditlake nightly --date 2026-11-25");
        assertThat(file(NIGHT.plusDays(1))).content().contains("\"says\":\"same\"", "核对营业执照");
        Typed again = run("resolve", "same", NAME, "600037341", "--by=处长");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("In force already since 2026-11-25, by 复核岗: nothing is written.");
    }

    @Test
    void twoAreNamedByCodeNameIdOrKeyAndALaterJudgementPrevails() {
        assertThat(run("resolve", "same", CODE, "2", "--by=复核岗").out()).contains(CODE + " and " + NAME_KEY);

        Typed different = run("resolve", "different", NAME, "60003734-1", "--by=处长", "--date=2026-11-25");

        assertThat(different.code()).as(different.err()).isZero();
        assertThat(different.out()).contains(NAME_KEY + " and " + CODE + " are different", "It prevails over", "复核岗");
    }

    @Test
    void aJudgementCanBeWithdrawnAndIsListedAllTheSame() {
        String id = run("resolve", "different", "11", "--by=复核岗", "--date=" + NIGHT)
                .out()
                .split(" ", 2)[0];
        assertThat(run("resolve", "judgements").out()).contains(id, "in_force", "_judgements/2026-11-24.jsonl:1");

        Typed withdrawn = run("resolve", "withdraw", id, "--by=复核岗", "--date=" + NIGHT);

        assertThat(withdrawn.code()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.out()).contains("The night of 2026-11-24 is published: run it once more");
        assertThat(run("resolve", "judgements", "--format=csv").out()).contains(id, "withdrawn");
        Typed twice = run("resolve", "withdraw", id, "--by=复核岗");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains(id + ": found a judgement that is withdrawn already, from 2026-11-24 on");
        Typed unknown = run("resolve", "withdraw", id.substring(1) + "x", "--by=复核岗");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("Did you mean " + id + "?");
    }

    @Test
    void personsAreRefusedAndNotRepeated() {
        for (List<String> about : List.of(
                List.of("12"),
                List.of("person_token:0a1b2c", CODE),
                List.of(CITIZEN, CODE),
                List.of("3", CODE),
                List.of("record:31", CODE),
                List.of("某人", CODE))) {
            List<String> words = new java.util.ArrayList<>(List.of("resolve", "same", "--by=复核岗"));
            words.addAll(about);
            Typed refused = run(words.toArray(String[]::new));
            assertThat(refused.code()).as(about.toString()).isEqualTo(2);
            assertThat(refused.out() + refused.err()).doesNotContain("0a1b2c", CITIZEN, "某人");
        }
        Typed note = run("resolve", "same", "11", "--by=复核岗", "--note=" + CITIZEN);
        assertThat(note.code()).isEqualTo(2);
        assertThat(note.err())
                .contains("--note: found what may be a person's number")
                .doesNotContain(CITIZEN);
        assertThat(file(NIGHT.plusDays(1))).doesNotExist();
    }

    @Test
    void anIdentityIsExplainedAsTextJsonOrPage() {
        Typed text = run("explain", NAME, "--identity");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains(NAME, "版本 release-2026-11-24", "归集依据", "待复核");
        assertThat(run("explain", "2", "--identity", "--format=json", "--lang=en")
                        .out())
                .startsWith("{")
                .contains("\"subject_id\" : 2");
        assertThat(run("explain", "600037341", "--identity", "--format=html", "--lang=en")
                        .out())
                .startsWith("<!doctype html>")
                .contains("<html lang=\"en\"")
                .endsWith("</html>\n");
        assertThat(run("explain", "3", "--identity").code()).isEqualTo(2);
        Typed grades = run("explain", "600037341", "--format=html");
        assertThat(grades.out()).as(grades.err()).startsWith("<!doctype html>");
        assertThat(run("explain", NAME, "--identity", "--policy=x").err()).contains("--policy");
    }

    @Test
    void aKeyThatNobodyIsKnownByIsSaidAndARecordThatIsNotThereRefused() {
        Typed early = run("resolve", "different", CODE, "name:济南未见@370100", "--by=复核岗");
        assertThat(early.code()).as(early.err()).isZero();
        assertThat(early.out())
                .contains("No subject of this release is known by name:济南未见@370100")
                .doesNotContain("known by " + CODE);
        assertThat(run("resolve", "different", CODE, "record:21", "--by=复核岗").code())
                .isZero();
        assertThat(run("resolve", "different", CODE, "record:22", "--by=复核岗").err())
                .contains("RIGHT: found a record_id that no record of this release has");
    }

    @Test
    void whatCannotBeJudgedSaysWhy() {
        assertThat(run("resolve", "same", "11").err()).contains("--by");
        assertThat(run("resolve", "same", "abc", "--by=复核岗").err()).contains("a case has a number");
        assertThat(run("resolve", "same", "99", "--by=复核岗").err()).contains("case 99: found no such case");
        assertThat(run("resolve", "same", "13", "--by=复核岗").err()).contains("a case that is closed: settled");
        assertThat(run("resolve", "same", "1", CODE, "--by=复核岗").err()).contains("the same key twice");
        assertThat(run("resolve", "same", "11", "--by=复核岗", "--date=2026-11-23").err())
                .contains("a night before release-2026-11-24");
        assertThat(run("resolve", "same", "a", "b", "c", "--by=复核岗").code()).isEqualTo(2);
    }

    @Test
    void everyMistakeOfTheFilesIsShown() throws IOException {
        Files.createDirectories(file(NIGHT).getParent());
        Files.writeString(file(NIGHT), "{}\n{\n");

        Typed lint = run("resolve", "judgements");

        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.err()).contains(file(NIGHT) + ":1: found no 'left'", file(NIGHT) + ":2: found no JSON");
    }

    @Test
    void theStageStaysWhatItWas() {
        Typed without = run("resolve");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("--date=yyyy-MM-dd");
        Typed tooEarly = run("resolve", "--date=2026-11-25");
        assertThat(tooEarly.code()).isEqualTo(2);
        assertThat(tooEarly.err()).contains("standardise");
        assertThat(run("resolve", "--help").out()).contains("review", "same", "different", "withdraw", "judgements");
    }
}
