package io.creditlake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.Pull.Database;
import io.creditlake.contract.Pull.Make;
import io.creditlake.contract.Pull.Operation;
import io.creditlake.contract.Pull.Overlap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullLintTest {
    private static final String GOOD =
            """
            servers:
              - {server: jinan, type: postgres, host: 10.0.0.8, port: 5433, database: exchange, schema: qzk}
              - {server: qingdao, type: mysql, host: qzk.qingdao, database: exchange}
            pull:
              server: jinan
              table: 行政处罚_V
              changeColumn: UPDATE_TIME
              keyColumns: [ID, XH]
              operationColumn: OP
              operations: {I: insert, "1": update, D: delete}
              overlap: PT15M
              fetchSize: 500
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private Optional<Pull> read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
        YamlNode root = YamlNode.read(file, problems).orElseThrow();
        return new PullReader(root, root.get("pull").orElseThrow(), problems).read();
    }

    private List<String> mistakes() {
        return problems.list().stream()
                .map(p -> p.line() + ": " + p.found() + "; " + p.expected() + p.hint())
                .toList();
    }

    @Test
    void aPullIsReadWithItsDatabase() throws IOException {
        Pull pull = read(GOOD).orElseThrow();
        assertThat(mistakes()).isEmpty();
        assertThat(pull.database())
                .isEqualTo(new Database("jinan", Make.POSTGRES, "10.0.0.8", 5433, "exchange", Optional.of("qzk")));
        assertThat(pull.keyColumns()).containsExactly("ID", "XH");
        assertThat(pull.operations().orElseThrow().meanings())
                .isEqualTo(Map.of("I", Operation.INSERT, "1", Operation.UPDATE, "D", Operation.DELETE));
        assertThat(pull.overlap()).contains(new Overlap(900, true));
        assertThat(read(GOOD.replace("server: jinan\n", "server: qingdao\n"))
                        .orElseThrow()
                        .database())
                .isEqualTo(new Database("qingdao", Make.MYSQL, "qzk.qingdao", 3306, "exchange", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "server: jinan\\n | server: jinann\\n | 5: server 'jinann'; one of jinan, qingdaoDid you mean 'jinan'?",
                "server: jinan\\n | # \\n | 6: server: none, of several servers; one of jinan, qingdao",
                "type: postgres | type: oracle | 2: type 'oracle'; one of mysql, postgres, postgresql",
                "host: 10.0.0.8 | host: 'a/b?c' | 2: host: 'a/b?c'; a name such as 10.0.0.8",
                "database: exchange, | database: 'x?user=y', | 2: database: 'x?user=y'; a name such as exchange",
                ", schema: qzk | | 2: no 'schema'; 'schema', for example schema: public",
                "port: 5433 | port: 99999 | 2: port: '99999'; a whole number from 1 to 65535",
                "port: 5433 | password: x | 2: the key 'password'; one of customProperties, database, description,"
                        + " environment, host, id, port, roles, schema, server, type",
                "行政处罚_V | '\"x\"; DROP TABLE y' | 6: table: '\"x\"; DROP TABLE y'; a name such as V_XZCF",
                "changeColumn: UPDATE_TIME | # | 5: no 'changeColumn'; 'changeColumn', for example changeColumn: UPDATE_TIME",
                "[ID, XH] | [ID, x.y] | 8: keyColumns: 'x.y'; a name of a column or table, without quotes, dots and spaces",
                "keyColumns: [ID, XH] | # | 5: keyColumns: none; the columns that tell rows of equal change apart, such as [ID]",
                "D: delete | D: remove | 10: operation 'remove'; one of insert, update, delete",
                "operationColumn: OP | # | 10: operations: operations without an operationColumn; operationColumn: OP_FLAG",
                "operations: {I: insert, \"1\": update, D: delete} | # | 5: operations: none; what each value means, such"
                        + " as {I: insert, U: update, D: delete}",
                "PT15M | 15 minutes | 11: overlap: '15 minutes'; a time such as PT15M or P1D, or a whole number of steps",
                "PT15M | PT-15M | 11: overlap: 'PT-15M'; a time such as PT15M or P1D, or a whole number of steps",
                "fetchSize: 500 | fetchSize: 0 | 12: fetchSize: '0'; a whole number from 1 to 100000",
                "fetchSize: | fetchsize: | 12: the key 'fetchsize'; one of changeColumn, fetchSize, keyColumns,"
                        + " operationColumn, operations, overlap, server, tableDid you mean 'fetchSize'?",
            })
    void aMistakeIsShownWithItsLine(String right, String wrong, String mistake) throws IOException {
        String to = wrong == null ? "" : wrong.replace("\\n", "\n");
        read(GOOD.replace(right.replace("\\n", "\n"), to));
        assertThat(mistakes()).contains(mistake);
    }
}
