package io.creditlake.resolve;

import static io.creditlake.lake.LakeRows.row;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.match.BlockingRule;
import io.creditlake.match.Judgement;
import io.creditlake.match.JudgementRows;
import io.creditlake.match.Model;
import io.creditlake.match.ModelReader;
import io.creditlake.match.OwnKey;
import io.creditlake.standards.OrganisationName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Records of a few nights, resolved night after night on one lake. */
final class ResolvedNights implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final List<String> IDENTITY = List.of(
            "subject.subject",
            "subject.identifier",
            "subject.name",
            "subject.link",
            "subject.merge",
            "subject.ended",
            "subject.profile",
            "subject.block",
            "subject.review",
            "record.penalty");

    private final List<Model> models;
    private final Map<Integer, List<Model>> otherModels = new TreeMap<>();
    private final List<List<RecordRow>> nights = new ArrayList<>();
    private final Map<Integer, List<Judgement>> judgements = new TreeMap<>();
    private final List<RecordRow> corrections = new ArrayList<>();
    private final Map<Integer, List<RecordRow>> takenBack = new HashMap<>();
    private final List<Map<Long, Row>> links = new ArrayList<>();
    private final List<StageReport> reports = new ArrayList<>();
    private long lastId;
    private TestLake lake;
    private Workspace workspace;

    /** Nights that know subjects by codes and names alone. */
    ResolvedNights() {
        this(List.of());
    }

    /** Nights that recognise subjects by models too. */
    ResolvedNights(List<Model> models) {
        this.models = models;
    }

    /** The models as shipped. */
    static List<Model> shippedModels() {
        return ModelReader.read(TestLake.home().resolve("conf/identity"));
    }

    /** A model like another but for what it is called, whom it is about and what it blocks by. */
    static Model like(Model model, String identity, List<String> subjects, List<BlockingRule> blocking) {
        return new Model(
                identity,
                model.title(),
                subjects,
                model.columns(),
                blocking,
                model.largestBlock(),
                model.largestCluster(),
                model.comparisons(),
                model.prior(),
                model.thresholds(),
                model.estimated(),
                model.file());
    }

    /** From a night on, the judgements in force are these. */
    ResolvedNights judging(int night, Judgement... inForce) {
        judgements.put(night, List.of(inForce));
        return this;
    }

    /** In a night, and no other, the models are these. */
    ResolvedNights withModels(int night, List<Model> others) {
        otherModels.put(night, others);
        return this;
    }

    /** A penalty, received in a night counted from 1. */
    RecordRow penalty(int night) {
        return record(night, "penalty");
    }

    /** An entry of the register. */
    RecordRow registration(int night) {
        return record(night, "registration");
    }

    /** A penalty that names an enterprise and has no code. */
    RecordRow named(int night, String name) {
        return penalty(night).named(name).ofKind("enterprise");
    }

    /** A name in the prefecture of all records, as an own key. */
    static String nameKey(String name) {
        return OwnKey.ofName(OrganisationName.key(name), "370100");
    }

    /** A record of a class. */
    RecordRow record(int night, String recordClass) {
        return add(night, new RecordRow(recordClass, ++lastId, day(night)));
    }

    /** The content that a later night puts in the place of a record's; it starts without any. */
    RecordRow correction(int night, RecordRow of) {
        RecordRow corrected = of.again(day(night));
        corrections.add(corrected);
        return add(night, corrected);
    }

    /** In a night, the source of a record of an earlier one takes its report back. */
    ResolvedNights takenBack(int night, RecordRow record) {
        while (nights.size() < night) {
            nights.add(new ArrayList<>());
        }
        takenBack.computeIfAbsent(night, n -> new ArrayList<>()).add(record);
        return this;
    }

    private RecordRow add(int night, RecordRow made) {
        while (nights.size() < night) {
            nights.add(new ArrayList<>());
        }
        nights.get(night - 1).add(made);
        return made;
    }

    static LocalDate day(int night) {
        return FIRST.plusDays(night - 1L);
    }

    /** Resolves all nights and publishes each. */
    ResolvedNights on(Path folder) {
        lake = new TestLake(folder);
        for (int night = 1; night <= nights.size(); night++) {
            resolve(night, false);
            lake.publish(day(night));
        }
        return this;
    }

    /** Resolves the last night anew from the release before, with its rows in the opposite order. */
    void resolveLastNightAgain() {
        resolve(nights.size(), true);
    }

    private void resolve(int night, boolean reversed) {
        workspace = lake.night(day(night));
        List<RecordRow> rows = new ArrayList<>(nights.get(night - 1));
        if (reversed) {
            Collections.reverse(rows);
        }
        if (judgements.containsKey(night)) {
            workspace.replace(
                    "subject.judgement", JudgementRows.of(workspace.spark(), judgements.get(night)), lit(true));
        }
        takeBack(rows.stream().filter(corrections::contains).toList());
        takenBack.getOrDefault(night, List.of()).forEach(this::tellWithdrawn);
        Map<String, List<Map<String, Object>>> byTable =
                rows.stream().collect(groupingBy(RecordRow::table, TreeMap::new, mapping(RecordRow::values, toList())));
        byTable.forEach((table, values) ->
                workspace.append(table, LakeRows.of(workspace.spark(), workspace.contract(table), values)));
        reports.add(new ResolveStage(otherModels.getOrDefault(night, models)).run(workspace));
        assertThat(ids(workspace.read("subject.ended").where(col("ended_on").equalTo(lit(day(night))))))
                .as("the subjects that are said to have ended in night %d", night)
                .isEqualTo(ids(workspace
                        .readBase("subject.subject")
                        .join(workspace.read("subject.subject"), new String[] {"subject_id"}, "left_anti")));
        Map<Long, Row> after = new HashMap<>();
        workspace.read("subject.link").collectAsList().forEach(link -> after.put(link.getAs("record_id"), link));
        links.add(after);
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return rows.select("subject_id").as(Encoders.LONG()).collectAsList().stream()
                .sorted()
                .toList();
    }

    private void tellWithdrawn(RecordRow record) {
        Map<String, Object> told = row(
                "record_id", ++lastId,
                "subject_id", links.get(links.size() - 1).get(record.id()).getAs("subject_id"),
                "kind", "withdrawal",
                "target_class", record.table().substring("record.".length()),
                "target_record_id", record.id(),
                "received_on", workspace.runDate());
        workspace.append(
                "record.revision",
                LakeRows.of(workspace.spark(), workspace.contract("record.revision"), List.of(told)));
    }

    private void takeBack(List<RecordRow> corrected) {
        if (corrected.isEmpty()) {
            return;
        }
        List<Map<String, Object>> revisions = new ArrayList<>();
        for (RecordRow record : corrected) {
            workspace.delete(
                    record.table(),
                    workspace.spark().sql("SELECT " + record.id() + "L AS record_id"),
                    List.of("record_id"));
            revisions.add(row(
                    "record_id", ++lastId,
                    "subject_id", links.get(links.size() - 1).get(record.id()).getAs("subject_id"),
                    "kind", "correction",
                    "target_record_id", record.id(),
                    "received_on", workspace.runDate()));
        }
        workspace.append(
                "record.revision", LakeRows.of(workspace.spark(), workspace.contract("record.revision"), revisions));
    }

    /** The subject of a record after the last night. */
    long subject(RecordRow record) {
        return subject(nights.size(), record);
    }

    /** The subject of a record after a night. */
    long subject(int night, RecordRow record) {
        return links.get(night - 1).get(record.id()).getAs("subject_id");
    }

    /** The rule that tied a record, after the last night. */
    String rule(RecordRow record) {
        return links.get(nights.size() - 1).get(record.id()).getAs("rule");
    }

    /** The rule that tied a record, after a night. */
    String rule(int night, RecordRow record) {
        return links.get(night - 1).get(record.id()).getAs("rule");
    }

    /** The weight of a record's tie. */
    double weight(RecordRow record) {
        return links.get(nights.size() - 1).get(record.id()).getAs("weight");
    }

    /** What the tie of a record rests on. */
    String evidence(RecordRow record) {
        return links.get(nights.size() - 1).get(record.id()).getAs("evidence");
    }

    /** Columns of a table on the last night's branch, where a condition holds, sorted. */
    List<String> rows(String table, String columns, String where) {
        return workspace
                .spark()
                .sql("SELECT " + columns + " FROM " + workspace.branch(table) + " WHERE " + where)
                .collectAsList()
                .stream()
                .map(r -> r.mkString(" "))
                .sorted()
                .toList();
    }

    /** Columns of the rows of a table about the subject of a record. */
    List<String> about(RecordRow record, String table, String columns) {
        return rows(table, columns, "subject_id = " + subject(record));
    }

    /** All that the stage keeps, table by table. */
    Map<String, List<String>> content() {
        Map<String, List<String>> content = new TreeMap<>();
        IDENTITY.forEach(table -> content.put(table, rows(table, "*", "true")));
        return content;
    }

    /** What the stage said of a night. */
    StageReport report(int night) {
        return reports.get(night - 1);
    }

    Workspace workspace() {
        return workspace;
    }

    TestLake lake() {
        return lake;
    }

    @Override
    public void close() {
        lake.close();
    }
}
