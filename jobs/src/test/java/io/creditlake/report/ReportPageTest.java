package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.report.ReportData.Night;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>.*?</script>", Pattern.DOTALL);

    @Test
    void thePageIsChineseOrEnglishAndSaysSo() {
        assertThat(ReportPage.render(SampleNights.NOTHING, Labels.NONE, Language.ZH))
                .contains("<html lang=\"zh-CN\">", "<title>信用评价夜报 · release-2026-11-22</title>");
        assertThat(ReportPage.render(SampleNights.NOTHING, Labels.NONE, Language.EN))
                .contains("<html lang=\"en\">", "<title>Nightly credit report · release-2026-11-22</title>");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        // Names of cities in Chinese come from the list of regions.
        Set<String> english = Language.EN.texts().keySet().stream()
                .filter(key -> !key.startsWith("city."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(english).isEqualTo(Language.ZH.texts().keySet());
        Language.ZH
                .texts()
                .forEach((key, text) ->
                        assertThat(slots(Language.EN.texts().get(key))).as(key).isEqualTo(slots(text)));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void outsideItsScriptsThePageNamesNoAddress(Language language) {
        String page = ReportPage.render(SampleNights.NOTHING, Labels.NONE, language);

        assertThat(SCRIPT.matcher(page).replaceAll("")).doesNotContain("http:", "https:", "//", "@import", "url(");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void aHostileNameCannotLeaveTheDataItStandsIn() {
        String name = "</script><script>alert(1)</script><!-- & \u2028 {{script}} $1";
        ReportData data = named(name);

        String page = ReportPage.render(data, Labels.NONE, Language.ZH);

        assertThat(page).doesNotContain("<script>alert", "<!-- &");
        assertThat(page).contains("<title>信用评价夜报 · &lt;/script&gt;");
        assertThat(Pattern.compile("<script").matcher(page).results().count())
                .isEqualTo(Pattern.compile("<script")
                        .matcher(ReportPage.render(SampleNights.NOTHING, Labels.NONE, Language.ZH))
                        .results()
                        .count());
        assertThat(page).contains("\\u003c/script\\u003e\\u003cscript\\u003ealert(1)", "\\u2028 {{script}} $1");
    }

    private static ReportData named(String release) {
        ReportData none = SampleNights.NOTHING;
        return new ReportData(
                new Night(release, "2026-11-22", "published", "2026-11-23 02:30:00", null),
                none.sources(),
                none.deliveries(),
                none.rejects(),
                none.totals(),
                none.ties(),
                none.standing(),
                none.before(),
                none.moves(),
                none.causes(),
                none.warningCounts(),
                none.warnings(),
                none.listings(),
                none.draws(),
                none.audits(),
                none.stages());
    }

    private static Set<String> slots(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }
}
