package io.creditlake.publish.view;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.Differences;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.view.PublicationWriter.File;
import io.creditlake.publish.view.PublicationWriter.Since;
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
import org.apache.hadoop.conf.Configuration;

/** Publications of a lake with penalties of an enterprise (1) and a person (2), written to files. */
final class PublishedLake implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final Path CONF = TestLake.home().resolve("conf");

    private final Path folder;
    private final TestLake lake;
    private final Policies policies;
    private int runs;

    PublishedLake(Path folder) {
        this.folder = folder;
        lake = new TestLake(folder.resolve("lake"));
        policies = Policies.load(CONF, lake.tables().contracts());
    }

    TestLake lake() {
        return lake;
    }

    Policies policies() {
        return policies;
    }

    /** The publications that the project ships. */
    Publications shipped() {
        return Publications.load(CONF, lake.tables().contracts(), policies);
    }

    /** Where the publication was written that was the given number of runs ago. */
    Path written(int ago) {
        return folder.resolve("out" + (runs - 2 * ago)).resolve("p");
    }

    @Override
    public void close() {
        lake.close();
    }

    static Map<String, Object> ofEnterprise(long id, LocalDate decided) {
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

    static Map<String, Object> ofPerson(long id, LocalDate decided) {
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
    Workspace first() {
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

    static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    Publications described(String id, String yaml) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf" + runs++)).resolve("publications");
        Files.createDirectories(conf);
        Files.writeString(conf.resolve(id + ".yaml"), yaml);
        Publications publications =
                Publications.load(conf.getParent(), lake.tables().contracts(), policies);
        publications.checkExpressions(lake.spark());
        return publications;
    }

    /** The lines of all files of a publication, each file's first line left out. */
    List<String> written(Workspace night, String yaml) throws IOException {
        return written(night, yaml, Optional.empty());
    }

    List<String> written(Workspace night, String yaml, Optional<Since> before) throws IOException {
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

    /** What changes of a night are counted from. */
    static Optional<Since> since(Workspace night, Source known, Source... perhaps) {
        return Optional.of(
                new Since(known, List.of(perhaps), new Differences(night, new Releases(night.tables()).all())));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> refused(String yaml) {
        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, () -> described("p", yaml));
        assertThat(e).as(yaml).isNotNull();
        return e.problems().stream().map(Problem::describe).toList();
    }

    static String penalties(String more) {
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
}
