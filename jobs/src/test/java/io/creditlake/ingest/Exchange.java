package io.creditlake.ingest;

import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Database;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.Pull.Operation;
import io.creditlake.contract.Pull.Operations;
import io.creditlake.contract.Pull.Overlap;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A department's exchange database in the tests: its contract, and its table of penalties. */
record Exchange(DatabaseServer server) {
    private static final String CONTRACT =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: creditlake.source.%1$s
            name: %1$s
            version: 1.0.0
            status: active
            servers:
              - {server: %2$s, type: %3$s, host: 127.0.0.1, port: %4$d, database: exchange, schema: public}
            customProperties:
              - {property: department, value: 济南市市场监督管理局}
              - {property: departmentRegion, value: "370100"}
              - {property: recordClass, value: penalty}
              - property: pull
                value:
                  table: %5$s
                  changeColumn: update_time
                  keyColumns: [id]
                  operationColumn: op_flag
                  operations: {I: insert, U: update, D: delete}
            schema:
              - name: penalty
                physicalName: penalty
                businessName: 济南市行政处罚（前置库）
                properties:
                  - {name: subject_name, physicalName: XDR_MC, businessName: 当事人, logicalType: string, required: true}
                  - name: uscc
                    physicalName: SHXYM
                    businessName: 统一社会信用代码
                    logicalType: string
                    customProperties: [{property: standard, value: uscc}]
                  - name: document_number
                    physicalName: WSH
                    businessName: 文号
                    logicalType: string
                    required: true
                    customProperties: [{property: standard, value: document_number}]
                  - {name: penalty_type, physicalName: CFLB, businessName: 处罚类别, logicalType: string, required: true}
                  - name: facts
                    physicalName: SY
                    businessName: 违法事实
                    logicalType: string
                    customProperties: [{property: standard, value: prose}]
                  - name: fine
                    physicalName: FK
                    businessName: 罚款金额（元）
                    logicalType: number
                    customProperties: [{property: standard, value: amount}]
                  - name: decision_date
                    physicalName: JDRQ
                    businessName: 决定日期
                    logicalType: date
                    required: true
                    customProperties: [{property: standard, value: date}]
                  - {name: authority, physicalName: CFJG, businessName: 处罚机关, logicalType: string, required: true}
            """;

    /** The contract of a source that reads a table. */
    String contract(String source, String login, String table) {
        String type = server.make() == Make.POSTGRES ? "postgres" : "mysql";
        return CONTRACT.formatted(source, login, type, server.port(), table);
    }

    /** Writes contracts into a copy of the project's schemas. */
    static Path schemas(Path folder, Map<String, String> contracts) throws IOException {
        Path copy = folder.resolve("schemas");
        TestLake.copy(TestLake.home().resolve("schemas/lake"), copy.resolve("lake"));
        Path sources = Files.createDirectory(copy.resolve("sources"));
        for (Map.Entry<String, String> contract : contracts.entrySet()) {
            Files.writeString(sources.resolve(contract.getKey() + ".yaml"), contract.getValue());
        }
        return copy;
    }

    /** A pull of a table by its column {@code update_time}. */
    Pull pull(String table, Optional<Overlap> overlap) {
        Map<String, Operation> meanings = new LinkedHashMap<>();
        meanings.put("I", Operation.INSERT);
        meanings.put("D", Operation.DELETE);
        Optional<String> schema = server.make() == Make.POSTGRES ? Optional.of("public") : Optional.empty();
        return new Pull(
                new Database("exchange", server.make(), "127.0.0.1", server.port(), "exchange", schema),
                table,
                "update_time",
                List.of("id"),
                Optional.of(new Operations("op_flag", meanings)),
                overlap,
                10);
    }

    /** Makes the table of penalties. */
    void createPenalties(String table) throws Exception {
        String time = server.make() == Make.POSTGRES ? "timestamp(6)" : "datetime(6)";
        server.execute(("CREATE TABLE %s (id int PRIMARY KEY, xdr_mc varchar(200), shxym varchar(18), wsh varchar(100),"
                        + " cflb varchar(50), sy text, fk decimal(20,2), jdrq date, cfjg varchar(100),"
                        + " op_flag char(1), update_time %s)")
                .formatted(table, time));
    }

    /** Puts a penalty in the place of one of the same id. */
    void put(String table, int id, String fine, String operation, String time) throws Exception {
        server.execute("DELETE FROM %s WHERE id = %d".formatted(table, id));
        insert(table, id, id, fine, operation, time);
    }

    /** Adds what happened to a penalty, as a table that is a log does. */
    void log(String table, int id, int number, String operation, String time) throws Exception {
        insert(table, id, number, "100", operation, time);
    }

    private void insert(String table, int id, int number, String fine, String operation, String time) throws Exception {
        server.execute(("INSERT INTO %s VALUES (%d, '济南甲商贸有限公司', '91110000600037341L', '济市监罚〔2026〕%d号', '罚款',"
                        + " '第一行\n第二行“引号”\"', %s, '2026-11-20', '济南市市场监督管理局', %s, %s)")
                .formatted(table, id, number, fine, quoted(operation), quoted(time)));
    }

    private static String quoted(String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }

    /** Copies of row 1 with the ids from 2. */
    void fill(String table, int rows) throws Exception {
        String numbers = server.make() == Make.POSTGRES
                ? "(SELECT generate_series(2, %d) AS n)".formatted(rows + 1)
                : "(SELECT seq AS n FROM seq_2_to_%d)".formatted(rows + 1);
        server.execute("INSERT INTO %1$s SELECT n, xdr_mc, shxym, wsh, cflb, sy, fk, jdrq, cfjg, op_flag, update_time"
                        .formatted(table)
                + " FROM %1$s, %2$s numbers WHERE id = 1".formatted(table, numbers));
    }
}
