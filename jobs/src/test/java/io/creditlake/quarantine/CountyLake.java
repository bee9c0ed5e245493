package io.creditlake.quarantine;

import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.Branches;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.PublishStage;
import io.creditlake.publish.audit.Audits;
import io.creditlake.publish.view.Publications;
import io.creditlake.resolve.ResolveStage;
import io.creditlake.standardise.StandardiseStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake with one source, the penalties of a county, and what is done to it. */
final class CountyLake implements AutoCloseable {
    static final String SOURCE = "county_penalty";
    static final String DEPARTMENT = "历下区市场监督管理局";
    static final String HEADER = "当事人,代码,证件号码,文号,种类,日期,机关\n";
    /** A synthetic number with a right check character. */
    static final String CITIZEN = "370102199003077592";

    private static final String CONTRACT =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: county_penalty
            name: county_penalty
            version: 1.0.0
            status: active
            customProperties:
              - {property: department, value: 历下区市场监督管理局}
              - {property: departmentRegion, value: "370102"}
              - {property: recordClass, value: penalty}
              - {property: lateAfterWorkingDays, value: 7}
              - {property: formats, value: [{files: "*.csv", kind: csv}]}
            schema:
              - name: penalty
                businessName: 历下区行政处罚
                properties:
                  - {name: subject_name, physicalName: 当事人, required: true}
                  - name: uscc
                    physicalName: 代码
                    customProperties: [{property: standard, value: uscc}]
                  - name: person_token
                    physicalName: 证件号码
                    classification: personal
                    customProperties: [{property: standard, value: citizen_number}]
                  - name: document_number
                    physicalName: 文号
                    businessName: 决定书文号
                    required: true
                    customProperties: [{property: standard, value: document_number}]
                  - name: penalty_type
                    physicalName: 种类
                    businessName: 处罚种类
                    customProperties:
                      - {property: standard, value: code}
                      - {property: codes, value: {%s}}
                  - name: decision_date
                    physicalName: 日期
                    customProperties: [{property: standard, value: date}]
                  - {name: authority, physicalName: 机关}
            """;

    final Path folder;
    private final TestLake lake;
    private SourceContracts contracts;

    CountyLake(Path folder) throws IOException {
        this.folder = folder;
        this.lake = new TestLake(folder);
        contract("罚款: 罚款");
    }

    /** The contract with other codes of the kind of penalty. */
    void contract(String codes) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("schemas/sources"));
        Files.writeString(sources.resolve(SOURCE + ".yaml"), CONTRACT.formatted(codes));
        contracts =
                SourceContracts.load(folder.resolve("schemas"), lake.tables().contracts());
    }

    SourceContracts contracts() {
        return contracts;
    }

    void send(LocalDate date, String... rows) throws IOException {
        Path delivery = Files.createDirectories(folder.resolve("landing/" + SOURCE + "/" + date));
        Files.writeString(delivery.resolve("penalty.csv"), HEADER + String.join("", rows), StandardCharsets.UTF_8);
        Files.writeString(delivery.resolve("_SUCCESS"), "");
    }

    /** Ingest and standardise, as a night that then dies would leave them. */
    Workspace begun(LocalDate date) {
        Workspace night = lake.night(date);
        new IngestStage(contracts).run(night);
        new StandardiseStage(contracts).run(night);
        return night;
    }

    /** A whole night but for grades, which nothing here has. */
    void night(LocalDate date) {
        Workspace night = begun(date);
        new ResolveStage(List.of()).run(night);
        Policies policies =
                Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        new PublishStage(
                        contracts,
                        Audits.load(lake.settings(), lake.tables().contracts(), contracts, policies),
                        new Publications(List.of(), policies),
                        Clock.systemUTC(),
                        () -> {})
                .run(night);
    }

    Release release() {
        return new Releases(lake.tables()).current().orElseThrow();
    }

    SparkSession reader() {
        return Sessions.forReading(
                lake.settings(),
                new Branches(lake.tables()).snapshotsOf(new Releases(lake.tables()).current()),
                lake.tables().totalRows());
    }

    List<Row> ask(String sql) {
        return reader().sql(sql).collectAsList();
    }

    QuarantineExport export() {
        return new QuarantineExport(reader(), lake.settings());
    }

    QuarantineReplay replay(LocalDate night) {
        return new QuarantineReplay(reader(), lake.settings(), contracts, night);
    }

    @Override
    public void close() {
        lake.close();
    }
}
