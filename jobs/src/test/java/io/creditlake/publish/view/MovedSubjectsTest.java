package io.creditlake.publish.view;

import static io.creditlake.lake.LakeRows.row;
import static io.creditlake.publish.view.PublishedLake.FIRST;
import static io.creditlake.publish.view.PublishedLake.append;
import static io.creditlake.publish.view.PublishedLake.penalties;
import static io.creditlake.publish.view.PublishedLake.since;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import io.creditlake.publish.view.PublicationWriter.Source;
import io.creditlake.standards.CitizenNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred subjects with a penalty each, whose records have the number of the subject and a hundred thousand. */
class MovedSubjectsTest {
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final int MANY = 200;
    private static final long RECORDS = 100_000;
    private static final String NUMBERS =
            """
            title: 处罚
            audience: public
            from: record.penalty
            mode: changes
            columns:
              - {name: id, sql: record_id}
              - {name: rep, sql: legal_representative}
              - {name: number, sql: document_number}
              - {name: subject, sql: subject.name}
              - {name: until, sql: publicity_until}
            """;
    private static final String PLAIN = penalties("mode: changes").replaceAll("(?m)^.*subject_name.*\\R", "");
    private static final String SUBJECTS =
            """
            title: 主体
            audience: public
            from: subject.subject
            mode: changes
            columns:
              - {name: id, sql: subject_id}
              - {name: name}
              - {name: region}
            """;
    private static final String GRADES =
            """
            title: 等级
            audience: government
            from: grade.grade
            mode: changes
            split: city
            columns:
              - {name: id, sql: subject_id}
              - {name: name, sql: subject.name}
              - {name: grade}
            """;

    @AutoClose
    private final PublishedLake published;

    MovedSubjectsTest(@TempDir Path folder) {
        published = new PublishedLake(folder);
    }

    @Test
    void changesAreThoseOfAllRowsThoughOnlyRowsOfSubjectsThatMovedAreCompared() throws IOException {
        for (String yaml : List.of(NUMBERS, GRADES, SUBJECTS)) {
            Workspace first = published.lake().night(FIRST);
            fill(first);
            List<String> before = published.written(first, yaml);
            published.lake().publish(FIRST);
            Workspace night = published.lake().night(SECOND);
            Source base = new Source("release-" + FIRST, FIRST, night::readBase);
            NIGHT.forEach(change -> change.accept(night));
            List<String> after = published.written(night, yaml);

            List<String> changes = published.written(night, yaml, since(night, base));

            assertThat(changes.stream().map(MovedSubjectsTest::withoutReason))
                    .as(yaml)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(difference(before, after));
        }
    }

    @Test
    void eachWayForARowToBecomeAnotherIsSeen() throws IOException {
        Workspace first = published.lake().night(FIRST);
        fill(first);
        List<String> before = published.written(first, NUMBERS);
        published.lake().publish(FIRST);
        for (Consumer<Workspace> change : NIGHT) {
            Workspace night = published.lake().night(SECOND);
            Source base = new Source("release-" + FIRST, FIRST, night::readBase);
            change.accept(night);
            List<String> after = published.written(night, NUMBERS);

            assertThat(published.written(night, NUMBERS, since(night, base)).stream()
                            .map(MovedSubjectsTest::withoutReason))
                    .as("change %d", NIGHT.indexOf(change))
                    .containsExactlyInAnyOrderElementsOf(difference(before, after));
        }
    }

    @Test
    void whatAReleaseInDoubtSaidIsHeldAgainstToo() throws IOException {
        fill(published.lake().night(FIRST));
        published.lake().publish(FIRST);
        Workspace second = published.lake().night(SECOND);
        update(second, 4, "legal_representative", functions.lit("李四"));
        published.lake().publish(SECOND);
        Workspace third = published.lake().night(SECOND.plusDays(1));
        update(third, 4, "legal_representative", functions.lit("王小二"));
        append(third, "record.penalty", List.of(penalty(3, 300_003, SECOND)));
        Source known = new Source("release-" + FIRST, FIRST, second::readBase);
        Source perhaps = new Source("release-" + SECOND, SECOND, third::readBase);

        assertThat(published.written(third, PLAIN, since(third, known, perhaps)))
                .containsExactlyInAnyOrder(
                        "U,changed,100004,王**", "I,new,300003,王**", "D,repaired,100011,王**", "D,expired,100012,王**");
    }

    @Test
    void rowsOfSubjectsThatHaveNotMovedAreNotLookedAt() throws IOException {
        Workspace first = published.lake().night(FIRST);
        fill(first);
        published.lake().publish(FIRST);
        Workspace night = published.lake().night(SECOND);
        Source base = new Source("release-" + FIRST, FIRST, night::readBase);
        NIGHT.forEach(change -> change.accept(night));
        SubjectRows moved = moved(new Source("release-" + SECOND, SECOND, night::read), night, base)
                .orElseThrow();

        assertThat(moved.of(night.read("record.penalty"))
                        .select("subject_id")
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactlyInAnyOrder(3L, 4L, 6L, 8L, 10L, 11L, 12L, 14L);
    }

    @Test
    void whenAnotherLawHoldsAnybodyMayHaveMoved() throws IOException {
        fill(published.lake().night(FIRST));
        published.lake().publish(FIRST);
        Workspace night = published.lake().night(SECOND);
        LocalDate law = LocalDate.of(2026, 4, 1);
        Source under = new Source("now", law.plusDays(1), night::read);

        assertThat(moved(under, night, new Source("release-" + FIRST, law, night::readBase)))
                .isPresent();
        assertThat(moved(under, night, new Source("release-" + FIRST, law.minusDays(1), night::readBase)))
                .isEmpty();
    }

    private Optional<SubjectRows> moved(Source now, Workspace night, Source base) throws IOException {
        return new MovedSubjects(
                        published.policies().lifecycles(),
                        source -> Rulings.of(source.tables(), source.tables().apply("subject.subject"), source.day()),
                        (shown, source) -> new GuardedTable(
                                shown,
                                Set.of(),
                                new Lifecycle(published.policies().lifecycles().on(source.day())),
                                source.day()))
                .of(
                        published.described("p", NUMBERS).all().get(0),
                        now,
                        since(night, base).orElseThrow());
    }

    /** What a night may do to rows that a publication shows; the first days of some are its day. */
    private static final List<Consumer<Workspace>> NIGHT = List.of(
            night -> append(night, "record.penalty", List.of(penalty(3, 300_003, SECOND))),
            night -> update(night, 4, "legal_representative", functions.lit("李四")),
            night -> update(night, 5, "subject_id", functions.lit(6L)),
            night -> night.delete("record.penalty", key(night, 7), List.of("record_id", "subject_id")),
            night -> night.update(
                    "subject.subject",
                    night.spark().sql("SELECT 8L AS subject_id"),
                    List.of("subject_id"),
                    Map.of("name", functions.lit("新名公司"), "region", functions.lit("370202"))),
            night -> night.update(
                    "grade.grade",
                    night.spark().sql("SELECT 9L AS subject_id"),
                    List.of("subject_id"),
                    Map.of("grade", functions.lit("D"))),
            night -> append(night, "record.revision", List.of(repair(10, SECOND, SECOND))),
            night -> night.update(
                    "record.penalty",
                    night.spark().sql("SELECT " + (RECORDS + 201) + "L AS record_id"),
                    List.of("record_id"),
                    Map.of("legal_representative", functions.lit("赵六"))),
            night -> {});

    private static void fill(Workspace night) {
        List<Map<String, Object>> subjects = new ArrayList<>();
        List<Map<String, Object>> penalties = new ArrayList<>();
        List<Map<String, Object>> grades = new ArrayList<>();
        for (long id = 1; id <= MANY; id++) {
            subjects.add(row("subject_id", id, "kind", "enterprise", "name", "公司" + id, "region", "370102"));
            penalties.add(penalty(id, RECORDS + id, FIRST.minusDays(9)));
            grades.add(row("subject_id", id, "policy", "shandong-comprehensive", "grade", "A", "as_of", FIRST));
        }
        penalties.get(11).put("valid_to", FIRST);
        String seventeen = "370102" + SECOND.minusYears(14).format(DateTimeFormatter.BASIC_ISO_DATE) + "001";
        penalties.get(13).put("document_number", seventeen + CitizenNumber.checkDigit(seventeen));
        Map<String, Object> ofNobody = penalty(0, RECORDS + 201, FIRST.minusDays(9));
        ofNobody.put("subject_id", null);
        penalties.add(ofNobody);
        append(night, "subject.subject", subjects);
        append(night, "record.penalty", penalties);
        append(night, "grade.grade", grades);
        // Announced: it acts from the next day.
        append(night, "record.revision", List.of(repair(11, FIRST, SECOND)));
    }

    private static Map<String, Object> penalty(long subject, long id, LocalDate decided) {
        Map<String, Object> penalty = LakeRows.penalty(id, subject, decided);
        penalty.putAll(
                row("subject_name", "公司" + subject, "subject_kind", "enterprise", "legal_representative", "王小二"));
        return penalty;
    }

    private static Map<String, Object> repair(long subject, LocalDate received, LocalDate effective) {
        Map<String, Object> repair =
                row("record_id", 900 + subject, "subject_id", subject, "kind", "repair", "outcome", "granted");
        repair.putAll(row("target_class", "penalty", "target_record_id", RECORDS + subject, "target_state", "tied"));
        repair.putAll(row("effective_on", effective, "received_on", received));
        return repair;
    }

    private static Dataset<Row> key(Workspace night, long subject) {
        return night.spark().sql("SELECT " + (RECORDS + subject) + "L AS record_id, " + subject + "L AS subject_id");
    }

    private static void update(Workspace night, long subject, String column, Column value) {
        night.update("record.penalty", key(night, subject), List.of("record_id", "subject_id"), Map.of(column, value));
    }

    private static String withoutReason(String line) {
        return line.replaceFirst("([IUD]),[a-z]+,", "$1,");
    }

    /** What to write of two lists of rows, each beginning with its part, if any, and its number. */
    private static List<String> difference(List<String> before, List<String> after) {
        Map<String, String> old = byKey(before);
        Map<String, String> now = byKey(after);
        return Stream.concat(old.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> !old.getOrDefault(key, "").equals(now.getOrDefault(key, "")))
                .map(key -> {
                    String operation = !old.containsKey(key) ? "I" : now.containsKey(key) ? "U" : "D";
                    String row = now.getOrDefault(key, old.get(key));
                    String part = row.contains(": ") ? row.substring(0, row.indexOf(": ") + 2) : "";
                    return part + operation + "," + row.substring(part.length());
                })
                .toList();
    }

    private static Map<String, String> byKey(List<String> rows) {
        Map<String, String> byKey = new TreeMap<>();
        rows.forEach(row -> byKey.put(row.substring(0, row.indexOf(',')), row));
        return byKey;
    }
}
