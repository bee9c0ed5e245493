package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.lake.TestLake;
import io.creditlake.report.Chromium;
import io.creditlake.report.Chromium.Tab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credit reports as a person asks for them, on the lake of two real nights. */
class CreditReportTest {
    private static final String INTERNAL = "market-risk";

    @TempDir
    private static Path folder;

    private static CreditNights nights;

    @BeforeAll
    static void runTheNights() {
        nights = CreditNights.get();
    }

    private static Typed report(String subject, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "report";
        arguments[1] = "subject";
        arguments[2] = subject;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return nights.type(arguments);
    }

    private static JsonNode json(String subject) throws IOException {
        Typed json = report(subject, "--format=json");
        assertThat(json.code()).as(json.err()).isZero();
        return new JsonMapper().readTree(json.out());
    }

    @Test
    void aReportShowsWhatStandsAndLeavesOutWhatIsRepairedOrPastItsPublicity() throws IOException {
        JsonNode report = json(CreditNights.PENALISED).path("report");

        assertThat(report.path("release").asText()).isEqualTo("release-" + CreditNights.SECOND);
        assertThat(report.path("subject").path("name").asText()).isEqualTo("山东样例甲商贸有限公司");
        JsonNode penalties = report.path("records").path("penalty");
        assertThat(penalties).hasSize(1);
        assertThat(penalties.get(0).path("values").path("content").asText()).isEqualTo("仍在公示的处罚");
        assertThat(penalties.get(0).path("severity").asText()).isEqualTo("serious");
        assertThat(penalties.get(0).path("lifecycle_basis").asText()).isEqualTo("《信用修复管理办法》“失信信息分类标准和公示期限”：严重失信信息");
        assertThat(report(CreditNights.PENALISED).out())
                .contains("2029-03-01 起不再公示；2027-03-01 起可申请信用修复；等级和期限依据：《信用修复管理办法》");
        assertThat(penalties.get(0).path("repairable_from").asText()).isEqualTo("2027-03-01");
        assertThat(penalties.get(0).path("shown_until").asText()).isEqualTo("2029-03-01");
        assertThat(nights.sql("SELECT count(*) FROM record.penalty p JOIN subject.subject s USING (subject_id)"
                        + " WHERE s.uscc = '" + CreditNights.PENALISED + "'"))
                .isEqualTo("4");
    }

    @Test
    void theReportOfAnEarlierReleaseKnowsNothingOfTheRepair() {
        assertThat(report(CreditNights.PENALISED, "--release=release-" + CreditNights.FIRST)
                        .out())
                .contains("已修复的处罚", CreditNights.FIRST);
        assertThat(report(CreditNights.PENALISED).out()).doesNotContain("已修复的处罚");
    }

    @Test
    void gradesOfPublicPoliciesAreThereWithTheirReasonsAndThoseOfInternalOnesAreNot() throws IOException {
        assertThat(nights.sql("SELECT count(DISTINCT policy) FROM grade.grade WHERE policy = '" + INTERNAL + "'"))
                .isEqualTo("1");
        JsonNode report = json(CreditNights.PENALISED);
        assertThat(report.findValuesAsText("policy"))
                .contains("shandong-comprehensive")
                .doesNotContain(INTERNAL);
        assertThat(report.path("report").path("grades").get(0).path("reasons")).isNotEmpty();
        String title = "企业信用风险分类";
        for (String format : List.of("html", "json")) {
            assertThat(report(CreditNights.PENALISED, "--format=" + format).out())
                    .doesNotContain(INTERNAL)
                    .doesNotContain(title);
        }
    }

    @Test
    void namesAndNumbersOfPersonsAreInNoReport() {
        assertThat(nights.sql("SELECT count(*) FROM record.penalty WHERE legal_representative = '"
                        + CreditNights.REPRESENTATIVE + "'"))
                .isNotEqualTo("0");
        for (String format : List.of("html", "json")) {
            assertThat(report(CreditNights.PENALISED, "--format=" + format).out())
                    .doesNotContain(CreditNights.REPRESENTATIVE);
        }
    }

    @Test
    void aMergedSubjectIsFoundByItsOldCodeAndByTheIdThatItGaveUp() throws IOException {
        long byCode = json(CreditNights.MERGED)
                .path("report")
                .path("subject")
                .path("subject_id")
                .asLong();
        JsonNode byNumber = json(CreditNights.MERGED_NUMBER).path("report");
        assertThat(byNumber.path("subject").path("subject_id").asLong()).isEqualTo(byCode);
        assertThat(byNumber.path("records").path("penalty")).hasSize(3);
        String gone = nights.sql("SELECT from_subject_id FROM subject.merge WHERE kind = 'merge'");
        assertThat(gone).isNotEmpty();
        assertThat(json(gone).path("report").path("subject").path("subject_id").asLong())
                .isEqualTo(byCode);
    }

    @Test
    void aDisputedCodeIsRefusedWithTheCodesOfThoseWhoBearIt() {
        Typed disputed = report(CreditNights.DISPUTED);
        assertThat(disputed.code()).isEqualTo(2);
        assertThat(disputed.err()).contains("2 subjects that bear this name or code", "91370102MA900004");
    }

    @Test
    void aNaturalPersonGetsNoReportAndIsNotNamed() {
        String id = nights.sql("SELECT subject_id FROM subject.subject WHERE kind = 'person'");
        for (String person : List.of(CreditNights.PERSON, id)) {
            Typed refused = report(person);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("a natural person").doesNotContain(person);
            assertThat(refused.out()).isEmpty();
        }
        // Persons are known by their numbers alone: a name leads to nobody.
        assertThat(report(CreditNights.PERSON_NAME).code()).isEqualTo(2);
        assertThat(report(CreditNights.PERSON_NAME).err()).doesNotContain(CreditNights.PERSON_NAME);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidToBeOne() {
        Typed nowhere = report(CreditNights.PENALISED, "--output=/proc/nowhere/report.html");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--output /proc/nowhere/report.html", "no file that can be written");
    }

    @Test
    void nobodyIsFoundWithAHintWhereToLook() {
        Typed nobody = report("山东没有这家有限公司");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err())
                .contains("nobody in this release", "creditlake sql")
                .doesNotContain("山东没有这家");
        assertThat(report(CreditNights.PENALISED, "--release=release-2020-01-01")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void theCodeGoesWithTheNumberAndWithNoOther() throws IOException {
        JsonNode report = json(CreditNights.PENALISED);
        String number = report.path("number").asText();
        String code = report.path("code").asText();

        Typed right = nights.type(
                "report",
                "verify",
                number,
                code.toLowerCase(java.util.Locale.ROOT).replace("-", ""));
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(right.out()).contains("release-" + CreditNights.SECOND, "says the same");

        char last = number.charAt(number.length() - 1);
        String changed = number.substring(0, number.length() - 1) + (last == '0' ? '1' : '0');
        for (Typed wrong : List.of(
                nights.type("report", "verify", changed, code),
                nights.type("report", "verify", number, "AAAA-BBBB-CCCC-DDDD"))) {
            assertThat(wrong.code()).as(wrong.err()).isEqualTo(1);
            assertThat(wrong.out()).contains("does not go with the number");
        }
        assertThat(json(CreditNights.PENALISED)).isEqualTo(report);
    }

    @Test
    void thePageIsAccessibleLoadsNothingAndKeepsMarkupAsText() throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        assertThat(report(CreditNights.MARKUP, "--output=" + page).code()).isZero();
        Path english = folder.resolve("english.html");
        assertThat(report(CreditNights.PENALISED, "--lang=en", "--output=" + english)
                        .code())
                .isZero();
        assertThat(Files.readString(english)).contains("Public credit report", "Verification code");
        Path pictures = Path.of("target", "credit");
        try (Chromium chromium = Chromium.start(Files.createDirectory(folder.resolve("profile")))) {
            for (Path each : List.of(page, english)) {
                for (int width : List.of(1280, 390)) {
                    Tab tab = chromium.open(each, width, width < 600);
                    tab.picture(pictures.resolve(each.getFileName() + "-" + width + ".png"));
                    assertThat(tab.complaints()).isEmpty();
                    assertThat(tab.requests())
                            .allMatch(address -> address.startsWith("file:") || address.equals("data:,"));
                    assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                    .asBoolean())
                            .as("no sideways scroll at " + width)
                            .isTrue();
                    tab.evaluate(axe());
                    assertThat(tab.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ' '"
                                            + " + v.nodes.slice(0, 3).map(n => n.html).join(' | ')))")
                                    .toString())
                            .isEqualTo("[]");
                }
            }
            Tab tab = chromium.open(page, 1280, false);
            assertThat(tab.evaluate("document.querySelectorAll('img, script').length")
                            .asInt())
                    .isZero();
            assertThat(tab.evaluate("document.body.innerText.includes('<img src=x onerror=alert(1)>')")
                            .asBoolean())
                    .isTrue();
            assertThat(tab.evaluate("document.querySelector('h1').innerText").asText())
                    .contains("script");
        }
    }

    @Test
    void aPdfHasTheTextOfTheReportInAFontOfItsOwn() throws IOException {
        Path pdf = folder.resolve("report.pdf");
        Typed written = report(CreditNights.MARKUP, "--format=pdf", "--output=" + pdf);
        assertThat(written.code()).as(written.err()).isZero();
        JsonNode report = json(CreditNights.MARKUP);
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains(
                            "公共信用信息报告",
                            report.path("number").asText(),
                            report.path("code").asText())
                    .contains("山东省公共信用综合评价", "<img src=x onerror=alert(1)>", "济南市市场监督管理局")
                    .doesNotContain(INTERNAL, "企业信用风险分类", CreditNights.REPRESENTATIVE);
            for (COSName name : document.getPage(0).getResources().getFontNames()) {
                assertThat(document.getPage(0).getResources().getFont(name).isEmbedded())
                        .isTrue();
            }
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            Files.createDirectories(Path.of("target", "credit"));
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(0, 90),
                    "png",
                    Path.of("target", "credit", "report.pdf.png").toFile());
        }
        // Of a font the characters that are used, not all of it.
        assertThat(Files.size(pdf)).isLessThan(400_000);
        Path again = folder.resolve("again.pdf");
        report(CreditNights.MARKUP, "--format=pdf", "--output=" + again);
        assertThat(again).hasSameBinaryContentAs(pdf);
    }

    @Test
    void withoutAFontThatCanBeEmbeddedItIsSaidWhatToInstall() throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("conf"));
        Path settings = conf.resolve("report.yaml");
        Files.writeString(settings, Files.readString(settings).replaceAll("(?s)fonts:.*", "fonts: [/no/such.ttf]\n"));
        Typed none = report(CreditNights.MARKUP, "--format=pdf", "--conf=" + conf);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("/no/such.ttf", "apt-get install fonts-wqy-zenhei");
        assertThat(none.out()).isEmpty();
    }

    private static String axe() throws IOException {
        try (InputStream in = CreditReportTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
