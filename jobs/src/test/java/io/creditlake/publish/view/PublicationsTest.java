package io.creditlake.publish.view;

import static io.creditlake.lake.LakeRows.row;
import static io.creditlake.publish.view.PublishedLake.FIRST;
import static io.creditlake.publish.view.PublishedLake.append;
import static io.creditlake.publish.view.PublishedLake.ofEnterprise;
import static io.creditlake.publish.view.PublishedLake.penalties;
import static io.creditlake.publish.view.PublishedLake.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Workspace;
import io.creditlake.publish.view.PublicationWriter.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @AutoClose
    private final PublishedLake published;

    PublicationsTest(@TempDir Path folder) {
        published = new PublishedLake(folder);
    }

    @Test
    void whatWasRepairedIsNoLongerPublishedAndIsSentAsSuch() throws IOException {
        Workspace before = published.first();
        Source base = new Source("release-" + FIRST, FIRST, published.lake().night(SECOND)::readBase);
        Workspace night = published.lake().night(SECOND);
        Map<String, Object> repair = row("record_id", 90L, "subject_id", 1L, "kind", "repair", "outcome", "granted");
        repair.putAll(row(
                "target_class", "penalty", "target_record_id", 10L, "target_state", "tied", "effective_on", SECOND));
        repair.put("received_on", SECOND);
        append(night, "record.revision", List.of(repair));
        append(night, "record.penalty", List.of(ofEnterprise(13, SECOND)));
        change(night, 11, "李四");

        String changes = penalties("mode: changes");
        assertThat(before.runDate()).isEqualTo(FIRST);
        assertThat(published.written(night, changes)).containsExactly("11,甲公司,李*", "13,甲公司,王**");
        assertThat(published.written(night, changes, since(night, base)))
                .containsExactlyInAnyOrder("D,repaired,10,甲公司,王**", "U,changed,11,甲公司,李*", "I,new,13,甲公司,王**");
        Workspace quiet = published.lake().night(SECOND);
        assertThat(published.written(quiet, changes, since(quiet, base))).isEmpty();
    }

    @Test
    void whoeverHasAnyOfWhatWasSentHasTheSameRowsAfterwards() throws IOException {
        published.first();
        Workspace second = published.lake().night(SECOND);
        append(second, "record.penalty", List.of(ofEnterprise(13, SECOND), ofEnterprise(14, SECOND)));
        change(second, 10, "李四");
        change(second, 11, "李四");
        published.lake().publish(SECOND);
        Workspace third = published.lake().night(SECOND.plusDays(1));
        // What the second night said is true no more: of 10, of 14, and of 13, which never was.
        change(third, 10, "王小二");
        change(third, 14, "赵六");
        Map<String, Object> upheld = row("record_id", 90L, "subject_id", 1L, "kind", "objection", "outcome", "upheld");
        upheld.putAll(row(
                "target_class", "penalty", "target_record_id", 13L, "target_state", "tied", "effective_on", SECOND));
        append(third, "record.revision", List.of(upheld));
        Source known = new Source("release-" + FIRST, FIRST, second::readBase);
        Source perhaps = new Source("release-" + SECOND, SECOND, third::readBase);

        assertThat(published.written(third, penalties("mode: changes"), since(third, known, perhaps)))
                .containsExactlyInAnyOrder(
                        "U,changed,10,甲公司,王**", "U,changed,11,甲公司,李*", "D,withdrawn,13,甲公司,王**", "I,new,14,甲公司,赵*");
    }

    private void change(Workspace night, long penalty, String representative) {
        night.update(
                "record.penalty",
                published.lake().rows("SELECT " + penalty + "L AS record_id, 1L AS subject_id"),
                List.of("record_id", "subject_id"),
                Map.of("legal_representative", functions.lit(representative)));
    }

    @Test
    void filesHaveSoManyRowsAtMostTheSameBytesEachTimeAndAManifestThatNamesThem() throws IOException {
        Workspace night = published.lake().night(FIRST);
        List<Map<String, Object>> many = new ArrayList<>();
        for (long id = 1; id <= 25; id++) {
            many.add(ofEnterprise(id, FIRST));
        }
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        append(night, "record.penalty", many);
        String yaml = penalties("rows_per_file: 10\ncharset: GB18030\nheader: labels");

        List<String> once = published.written(night, yaml);
        Path out = published.written(1);
        List<String> again = published.written(night, yaml);

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
        Workspace night = published.lake().night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 1L, "kind", "enterprise", "name", "甲公司")));
        Map<String, Object> formula = ofEnterprise(1, FIRST);
        formula.put("subject_name", "=1+1\"公司");
        append(night, "record.penalty", List.of(formula));

        assertThat(published.written(night, penalties("format: spreadsheet"))).containsExactly("1,\"'=1+1\"\"公司\",王**");
        assertThat(published.written(night, penalties(""))).containsExactly("1,\"=1+1\"\"公司\",王**");
    }

    @Test
    void theShippedPublicationsAreRight() {
        Publications shipped = published.shipped();
        shipped.checkExpressions(published.lake().spark());

        assertThat(shipped.all()).extracting(Publication::id).contains("penalty-publicity", "penalty-exchange");
    }

    @Test
    void aPublicationThatIsWrongSaysWhereAndWhatItMeant() {
        assertThat(published.refused(penalties("")
                        .replace("audience: public", "audience: everybody")
                        .replace("record_id", "recordid")))
                .anySatisfy(p -> assertThat(p).contains("p.yaml:2", "everybody", "public, government"));
        assertThat(published.refused(penalties("").replace("sql: record_id", "sql: recrd_id")))
                .anySatisfy(p -> assertThat(p).contains("p.yaml:6", "Did you mean 'record_id'?"));
        assertThat(published.refused(penalties("split: department").replace("record.penalty", "grade.grade")))
                .anySatisfy(p -> assertThat(p).contains("without department"));
        assertThat(published.refused("title: x\naudience: public\nfrom: record.penalty\ncolumns: []\n"))
                .anySatisfy(p -> assertThat(p).contains("columns"));
    }
}
