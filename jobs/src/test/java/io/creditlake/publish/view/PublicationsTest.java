package io.creditlake.publish.view;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.view.PublicationWriter.File;
import io.creditlake.publish.view.PublicationWriter.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final Path CONF = TestLake.home().resolve("conf");
    /** What no reader may find anywhere. */
    private static final List<String> SECRETS = List.of("王小二", "tok-", "penalty.csv", "market-risk", "内部加分");

    @TempDir
    Path folder;

    private TestLake lake;
    private Policies policies;
    private int runs;

    @BeforeEach
    void makeLake() {
        lake = new TestLake(folder.resolve("lake"));
        policies = Policies.load(CONF, lake.tables().contracts());
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    private static Map<String, Object> ofEnterprise(long id, LocalDate decided) {
        Map<String, Object> penalty = LakeRows.penalty(id, 1, decided);
        penalty.putAll(row(
                "subject_name",
                "甲公司",
                "subject_kind",
                "enterprise",
                "uscc",
                "91110000600037341L",
                "legal_representative",
                "王小二"));
        return penalty;
    }

    private static Map<String, Object> ofPerson(long id, LocalDate decided) {
        Map<String, Object> penalty = LakeRows.penalty(id, 2, decided);
        penalty.putAll(row(
                "subject_name",
                "王小二",
                "subject_kind",
                "person",
                "person_token",
                "tok-1",
                "person_mask",
                "37**************1X"));
        return penalty;
    }

    /** A night with two penalties of an enterprise, one of a person, grades of a public and of an internal policy. */
    private Workspace first() {
        Workspace night = lake.night(FIRST);
        append(
                night,
                "subject.subject",
                List.of(
                        row(
                                "subject_id",
                                1L,
                                "kind",
                                "enterprise",
                                "name",
                                "甲公司",
                                "uscc",
                                "91110000600037341L",
                                "region",
                                "370102",
                                "verified",
                                true),
                        row("subject_id", 2L, "kind", "person", "name", "王小二", "region", "370202")));
        append(
                night,
                "record.penalty",
                List.of(
                        ofEnterprise(10, FIRST.minusDays(3)),
                        ofEnterprise(11, FIRST.minusDays(2)),
                        ofPerson(12, FIRST)));
        append(
                night,
                "grade.grade",
                List.of(
                        row("subject_id", 1L, "policy", "shandong-comprehensive", "grade", "A", "as_of", FIRST),
                        row("subject_id", 1L, "policy", "market-risk", "grade", "E", "as_of", FIRST)));
        append(
                night,
                "grade.contribution",
                List.of(row(
                        "subject_id", 1L, "policy", "market-risk", "indicator", "x", "title", "内部加分", "as_of", FIRST)));
        lake.publish(FIRST);
        return night;
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private Publications described(String id, String yaml) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf" + runs++)).resolve("publications");
        Files.createDirectories(conf);
        Files.writeString(conf.resolve(id + ".yaml"), yaml);
        Publications publications =
                Publications.load(conf.getParent(), lake.tables().contracts(), policies);
        publications.checkExpressions(lake.spark());
        return publications;
    }

    /** The lines of all files of a publication, each file's first line left out. */
    private List<String> written(Workspace night, String yaml) throws IOException {
        return written(night, yaml, Optional.empty());
    }

    private List<String> written(Workspace night, String yaml, Optional<Source> before) throws IOException {
        Path out = folder.resolve("out" + runs++);
        PublicationWriter writer =
                new PublicationWriter(policies, new org.apache.hadoop.fs.Path(out.toString()), new Configuration());
        Publication publication = described("p", yaml).all().get(0);
        List<File> files = writer.write(
                publication, new Source("release-" + night.runDate(), night.runDate(), night::read), before);
        List<String> lines = new ArrayList<>();
        for (File file : files) {
            Path path = out.resolve("p").resolve(file.part()).resolve(file.name());
            assertThat(sha256(path)).isEqualTo(file.sha256());
            List<String> all = Files.readAllLines(
                    path, Charset.forName(publication.layout().charset()));
            assertThat(all).hasSize((int) file.rows() + 1);
            all.subList(1, all.size())
                    .forEach(line -> lines.add(file.part().isEmpty() ? line : file.part() + ": " + line));
        }
        return lines;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> refused(String yaml) {
        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, () -> described("p", yaml));
        assertThat(e).as(yaml).isNotNull();
        return e.problems().stream().map(Problem::describe).toList();
    }

    private static String penalties(String more) {
        return """
                title: 处罚
                audience: public
                from: record.penalty
                %s
                columns:
                  - {name: id, sql: record_id}
                  - {name: name, sql: subject_name}
                  - {name: rep, sql: legal_representative}
                """
                .formatted(more);
    }

    @Test
    void thePublicSeesOrganisationsAloneAndNamesOfPersonsMasked() throws IOException {
        Workspace night = first();

        assertThat(written(night, penalties(""))).containsExactly("10,甲公司,王**", "11,甲公司,王**");
        assertThat(written(night, penalties("persons: masked"))).containsExactly("10,甲公司,王**", "11,甲公司,王**", "12,王**,");
        assertThat(written(night, penalties("shows: [{column: legal_representative, basis: 双公示标准}]")))
                .containsExactly("10,甲公司,王小二", "11,甲公司,王小二");
        assertThat(written(night, penalties("persons: masked\nshows: [{column: subject_name, basis: 双公示标准}]")))
                .contains("12,王**,");
    }

    @Test
    void noExpressionGetsAtWhatItsAudienceMayNotSee() throws IOException {
        Workspace night = first();
        List<String> everything = written(
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
                                written(
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
                        written(
                                night,
                                """
                title: 原因
                audience: public
                from: grade.contribution
                columns: [{name: title}]
                """))
                .isEmpty();

        assertThat(refused(penalties("").replace("sql: record_id", "sql: person_token")))
                .singleElement()
                .asString()
                .contains("the column 'person_token'", "that its audience may see");
        for (String sql : List.of("file", "extra", "reported_by", "to_json(reported_by)", "grade.grade")) {
            assertThat(refused(penalties("").replace("sql: record_id", "sql: " + sql)))
                    .hasSize(1);
        }
        assertThat(refused(penalties("").replace("sql: record_id", "sql: (SELECT max(grade) FROM grade.grade)")))
                .hasSize(1);
        assertThat(refused(penalties("").replace("sql: record_id", "sql: input_file_name()")))
                .hasSize(1);
        assertThat(refused(penalties("")
                        .replace("sql: record_id", "sql: \"java_method('java.lang.System', 'getenv', 'HOME')\"")))
                .hasSize(1);
        assertThat(refused(penalties("grade: market-risk"))).hasSize(1);
        for (String table : List.of("subject.link", "subject.profile", "ops.quarantine", "supervision.warning")) {
            assertThat(refused(penalties("").replace("from: record.penalty", "from: " + table)))
                    .anySatisfy(problem -> assertThat(problem).contains(table));
        }
    }

    @Test
    void theGovernmentSeesInternalPoliciesAndEachCityItsOwn() throws IOException {
        Workspace night = first();
        append(
                night,
                "subject.subject",
                List.of(row("subject_id", 3L, "kind", "enterprise", "name", "乙公司", "region", "370202")));
        append(
                night,
                "grade.grade",
                List.of(row("subject_id", 3L, "policy", "market-risk", "grade", "B", "as_of", FIRST)));

        assertThat(
                        written(
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
    void whatWasRepairedIsNoLongerPublishedAndIsSentAsSuch() throws IOException {
        Workspace before = first();
        Source base = new Source("release-" + FIRST, FIRST, lake.night(SECOND)::readBase);
        Workspace night = lake.night(SECOND);
        Map<String, Object> repair = row("record_id", 90L, "subject_id", 1L, "kind", "repair", "outcome", "granted");
        repair.putAll(row(
                "target_class", "penalty", "target_record_id", 10L, "target_state", "tied", "effective_on", SECOND));
        repair.put("received_on", SECOND);
        append(night, "record.revision", List.of(repair));
        append(night, "record.penalty", List.of(ofEnterprise(13, SECOND)));
        night.update(
                "record.penalty",
                lake.rows("SELECT 11L AS record_id, 1L AS subject_id"),
                List.of("record_id", "subject_id"),
                Map.of("legal_representative", org.apache.spark.sql.functions.lit("李四")));

        String changes = penalties("mode: changes");
        assertThat(before.runDate()).isEqualTo(FIRST);
        assertThat(written(night, changes)).containsExactly("11,甲公司,李*", "13,甲公司,王**");
        assertThat(written(night, changes, Optional.of(base)))
                .containsExactlyInAnyOrder("D,repaired,10,甲公司,王**", "U,changed,11,甲公司,李*", "I,new,13,甲公司,王**");
        assertThat(written(lake.night(SECOND), changes, Optional.of(base))).isEmpty();
    }

    @Test
    void publicityThatIsOverEndsWithoutAnyRecordThatSaysSo() throws IOException {
        first();
        LocalDate later = FIRST.plusYears(2);
        Workspace night = lake.night(later);
        Source base = new Source("release-" + FIRST, FIRST, night::readBase);

        assertThat(written(night, penalties(""))).isEmpty();
        assertThat(written(night, penalties(""), Optional.of(base)))
                .containsExactlyInAnyOrder("D,expired,10,甲公司,王**", "D,expired,11,甲公司,王**");
    }

    @Test
    void aDepartmentMayEndThePublicityOfAPenaltyBeforeTheLawDoes() throws IOException {
        Workspace night = lake.night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> over = ofEnterprise(10, FIRST.minusDays(9));
        over.put("valid_to", FIRST.minusDays(1));
        Map<String, Object> last = ofEnterprise(11, FIRST.minusDays(9));
        last.put("valid_to", FIRST);
        append(night, "record.penalty", List.of(over, last));

        assertThat(written(night, penalties(""))).containsExactly("11,甲公司,王**");
    }

    @Test
    void filesHaveSoManyRowsAtMostTheSameBytesEachTimeAndAManifestThatNamesThem() throws IOException {
        Workspace night = lake.night(FIRST);
        List<Map<String, Object>> many = new ArrayList<>();
        for (long id = 1; id <= 25; id++) {
            many.add(ofEnterprise(id, FIRST));
        }
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        append(night, "record.penalty", many);
        String yaml = penalties("rows_per_file: 10\ncharset: GB18030\nheader: labels");

        List<String> once = written(night, yaml);
        Path out = folder.resolve("out" + (runs - 2)).resolve("p");
        List<String> again = written(night, yaml);

        assertThat(once).hasSize(25).isEqualTo(again);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "_MANIFEST.json",
                            "p-2026-11-22-full-1-0001.csv",
                            "p-2026-11-22-full-1-0002.csv",
                            "p-2026-11-22-full-1-0003.csv");
        }
        assertThat(Files.readString(out.resolve("_MANIFEST.json")))
                .contains("\"rows\" : 25", "\"charset\" : \"GB18030\"", "p-2026-11-22-full-1-0003.csv")
                .contains("\"mode\" : \"full\"", "\"release\" : \"release-2026-11-22\"");
    }

    @Test
    void aSpreadsheetComputesNothingAndAnExchangeFileSaysWhatTheValueIs() throws IOException {
        Workspace night = lake.night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> formula = ofEnterprise(1, FIRST);
        formula.put("subject_name", "=1+1\"公司");
        append(night, "record.penalty", List.of(formula));

        assertThat(written(night, penalties("format: spreadsheet"))).containsExactly("1,\"'=1+1\"\"公司\",王**");
        assertThat(written(night, penalties(""))).containsExactly("1,\"=1+1\"\"公司\",王**");
    }

    @Test
    void theShippedPublicationsAreRight() {
        Publications shipped = Publications.load(CONF, lake.tables().contracts(), policies);
        shipped.checkExpressions(lake.spark());

        assertThat(shipped.all()).extracting(Publication::id).contains("penalty-publicity", "penalty-exchange");
    }

    @Test
    void aPublicationThatIsWrongSaysWhereAndWhatItMeant() {
        assertThat(refused(penalties("")
                        .replace("audience: public", "audience: everybody")
                        .replace("record_id", "recordid")))
                .anySatisfy(p -> assertThat(p).contains("p.yaml:2", "everybody", "public, government"));
        assertThat(refused(penalties("").replace("sql: record_id", "sql: recrd_id")))
                .anySatisfy(p -> assertThat(p).contains("p.yaml:6", "Did you mean 'record_id'?"));
        assertThat(refused(penalties("split: department").replace("record.penalty", "grade.grade")))
                .anySatisfy(p -> assertThat(p).contains("without department"));
        assertThat(refused("title: x\naudience: public\nfrom: record.penalty\ncolumns: []\n"))
                .anySatisfy(p -> assertThat(p).contains("columns"));
    }
}
