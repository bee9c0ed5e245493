package io.creditlake.publish.view;

import static io.creditlake.lake.LakeRows.row;
import static io.creditlake.publish.view.PublishedLake.FIRST;
import static io.creditlake.publish.view.PublishedLake.append;
import static io.creditlake.publish.view.PublishedLake.ofEnterprise;
import static io.creditlake.publish.view.PublishedLake.penalties;
import static io.creditlake.publish.view.PublishedLake.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.view.PublicationWriter.Source;
import io.creditlake.standards.CitizenNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationAccessTest {
    /** What no reader may find anywhere. */
    private static final List<String> SECRETS = List.of("王小二", "tok-", "penalty.csv", "market-risk", "内部加分");

    @AutoClose
    private final PublishedLake published;

    PublicationAccessTest(@TempDir Path folder) {
        published = new PublishedLake(folder);
    }

    @Test
    void thePublicSeesOrganisationsAloneAndNamesOfPersonsMasked() throws IOException {
        Workspace night = published.first();

        assertThat(published.written(night, penalties(""))).containsExactly("10,甲公司,王**", "11,甲公司,王**");
        assertThat(published.written(night, penalties("persons: masked")))
                .containsExactly("10,甲公司,王**", "11,甲公司,王**", "12,王**,");
        assertThat(published.written(night, penalties("shows: [{column: legal_representative, basis: 双公示标准}]")))
                .containsExactly("10,甲公司,王小二", "11,甲公司,王小二");
        assertThat(published.written(
                        night, penalties("persons: masked\nshows: [{column: subject_name, basis: 双公示标准}]")))
                .contains("12,王**,");
    }

    @Test
    void numbersOfPersonsInFreeTextAreMaskedWhateverItsContractSaid() throws IOException {
        Workspace night = published.lake().night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> talkative = ofEnterprise(10, FIRST.minusDays(3));
        talkative.putAll(
                row("content", "罚王某，身份证110101198001011232，电话13800001234", "subject_name", "甲公司110101198001011232"));
        append(night, "record.penalty", List.of(talkative));

        for (String audience : List.of("public", "government")) {
            assertThat(published.written(
                            night,
                            penalties("")
                                    .replace("audience: public", "audience: " + audience)
                                    .replace("sql: legal_representative", "sql: content")))
                    .containsExactly("10,甲公司11**************32,罚王某，身份证11**************32，电话138******34");
        }
    }

    @Test
    void theNumberOfADocumentIsMaskedWhereItIsThatOfAPersonAndNotWhereItBeginsWithTheDayOfTheDocument()
            throws IOException {
        String document = "37010220261101001" + CitizenNumber.checkDigit("37010220261101001");
        Workspace night = published.lake().night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> ofAPerson = ofEnterprise(10, FIRST.minusDays(3));
        ofAPerson.put("document_number", "110101198001011232");
        Map<String, Object> ofADocument = ofEnterprise(11, FIRST.minusDays(3));
        ofADocument.put("document_number", document);
        append(night, "record.penalty", List.of(ofAPerson, ofADocument));

        assertThat(CitizenNumber.isValid(document)).isTrue();
        assertThat(published.written(night, penalties("").replace("sql: legal_representative", "sql: document_number")))
                .containsExactly("10,甲公司,11**************32", "11,甲公司," + document);
    }

    @Test
    void noExpressionGetsAtWhatItsAudienceMayNotSee() throws IOException {
        Workspace night = published.first();
        List<String> everything = published.written(
                night,
                """
                title: 泄露
                audience: public
                from: record.penalty
                persons: masked
                format: jsonl
                columns:
                  - {name: a, sql: "to_json(subject)"}
                  - {name: b, sql: "concat_ws('|', subject_name, legal_representative, person_mask)"}
                  - {name: c, sql: "substring(legal_representative, 2, 5)"}
                  - {name: d, sql: "CASE WHEN legal_representative LIKE '%小二' THEN 1 ELSE 0 END"}
                """
                        .replace("format: jsonl", "format: csv"));
        assertThat(String.join("\n", everything)).doesNotContain(SECRETS).doesNotContain("小二");
        assertThat(everything).allSatisfy(line -> assertThat(line).endsWith(",0"));
        assertThat(
                        String.join(
                                "\n",
                                published.written(
                                        night,
                                        """
                title: 等级
                audience: public
                from: grade.grade
                columns: [{name: policy}, {name: grade}, {name: s, sql: "to_json(subject)"}]
                """)))
                .contains("shandong-comprehensive,A")
                .doesNotContain(SECRETS);
        assertThat(
                        published.written(
                                night,
                                """
                title: 原因
                audience: public
                from: grade.contribution
                columns: [{name: title}]
                """))
                .isEmpty();

        assertThat(published.refused(penalties("").replace("sql: record_id", "sql: person_token")))
                .singleElement()
                .asString()
                .contains("the column 'person_token'", "that its audience may see");
        for (String sql : List.of("file", "extra", "reported_by", "to_json(reported_by)", "grade.grade")) {
            assertThat(published.refused(penalties("").replace("sql: record_id", "sql: " + sql)))
                    .hasSize(1);
        }
        assertThat(published.refused(
                        penalties("").replace("sql: record_id", "sql: (SELECT max(grade) FROM grade.grade)")))
                .hasSize(1);
        assertThat(published.refused(penalties("").replace("sql: record_id", "sql: input_file_name()")))
                .hasSize(1);
        assertThat(published.refused(penalties("")
                        .replace("sql: record_id", "sql: \"java_method('java.lang.System', 'getenv', 'HOME')\"")))
                .hasSize(1);
        assertThat(published.refused(penalties("grade: market-risk"))).hasSize(1);
        for (String table :
                List.of("subject.link", "subject.person", "subject.profile", "ops.quarantine", "supervision.warning")) {
            assertThat(published.refused(penalties("").replace("from: record.penalty", "from: " + table)))
                    .anySatisfy(problem -> assertThat(problem).contains(table));
        }
    }

    @Test
    void whoWasDrawnByAnInternalPolicyIsPublicAndWhatTellsHisGradeIsNot() throws IOException {
        Workspace night = published.first();
        append(
                night,
                "supervision.draw",
                List.of(row("draw_id", 1L, "campaign", "c", "subject_id", 1L, "policy", "market-risk", "grade", "E")));
        String draws =
                """
                title: 抽查
                audience: %s
                from: supervision.draw
                columns: [{name: campaign}, {name: name, sql: subject.name}, {name: told, sql: %s}]
                """;

        assertThat(published.written(night, draws.formatted("public", "drawn_on")))
                .containsExactly("c,甲公司,");
        assertThat(published.written(night, draws.formatted("government", "grade")))
                .containsExactly("c,甲公司,E");
        for (String secret :
                List.of("policy", "grade", "ratio", "stratum", "drawn_of_stratum", "place", "lot", "seed", "terms")) {
            assertThat(published.refused(draws.formatted("public", secret)))
                    .singleElement()
                    .asString()
                    .contains("that its audience may see");
        }
    }

    @Test
    void drawsAloneShowRowsOfInternalPolicies() {
        assertThat(published.lake().tables().contracts().all().stream()
                        .filter(table -> table.access() == TableContract.Access.PUBLIC)
                        .filter(table -> table.column("policy").isPresent())
                        .filter(table -> table.column("policy").orElseThrow().access() != TableContract.Access.PUBLIC)
                        .map(table -> table.name().toString()))
                .containsExactly("supervision.draw");
    }

    @Test
    void theGovernmentSeesInternalPoliciesAndEachCityItsOwn() throws IOException {
        Workspace night = published.first();
        append(
                night,
                "subject.subject",
                List.of(row("subject_id", 3L, "kind", "enterprise", "name", "乙公司", "region", "370202")));
        append(
                night,
                "grade.grade",
                List.of(row("subject_id", 3L, "policy", "market-risk", "grade", "B", "as_of", FIRST)));

        assertThat(
                        published.written(
                                night,
                                """
                title: 分市
                audience: government
                from: grade.grade
                split: city
                columns: [{name: policy}, {name: grade}, {name: name, sql: subject.name}]
                """))
                .containsExactlyInAnyOrder(
                        "370100: market-risk,E,甲公司",
                        "370100: shandong-comprehensive,A,甲公司",
                        "370200: market-risk,B,乙公司");
    }

    @Test
    void publicityThatIsOverEndsWithoutAnyRecordThatSaysSo() throws IOException {
        published.first();
        LocalDate later = FIRST.plusYears(2);
        Workspace night = published.lake().night(later);
        Source base = new Source("release-" + FIRST, FIRST, night::readBase);

        assertThat(published.written(night, penalties(""))).isEmpty();
        assertThat(published.written(night, penalties(""), since(night, base)))
                .containsExactlyInAnyOrder("D,expired,10,甲公司,王**", "D,expired,11,甲公司,王**");
    }

    @Test
    void aDepartmentMayEndThePublicityOfAPenaltyBeforeTheLawDoes() throws IOException {
        Workspace night = published.lake().night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> over = ofEnterprise(10, FIRST.minusDays(9));
        over.put("valid_to", FIRST.minusDays(1));
        Map<String, Object> last = ofEnterprise(11, FIRST.minusDays(9));
        last.put("valid_to", FIRST);
        append(night, "record.penalty", List.of(over, last));

        assertThat(published.written(night, penalties(""))).containsExactly("11,甲公司,王**");
    }
}
