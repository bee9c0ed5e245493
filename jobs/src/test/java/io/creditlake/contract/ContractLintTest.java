package io.creditlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.standardise.RuleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractLintTest {
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final String GOOD =
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: test
            name: mine
            version: 1.0.0
            status: active
            slaProperties:
              - {property: frequency, value: 1, unit: m}
              - {property: dueDay, value: 10}
              - {property: timeOfAvailability, value: "04:00"}
            customProperties:
              - {property: department, value: 某局}
              - {property: departmentRegion, value: "370100"}
              - {property: recordClass, value: penalty}
              - {property: completeWhen, value: "{name}.ok"}
              - {property: whenLate, value: wait}
              - {property: newColumns, value: refuse}
              - property: formats
                value:
                  - {files: "*.csv", kind: csv}
            schema:
              - name: penalty
                properties:
                  - name: subject_name
                    physicalName: 名称
                    required: true
                    customProperties:
                      - {property: standard, value: org_name}
                  - name: subject_kind
                    physicalName: 类别
                    customProperties:
                      - {property: standard, value: code}
                      - {property: check, value: flag}
                      - {property: codes, value: {法人: enterprise}}
                  - name: document_number
                    physicalName: 文号
                    logicalType: string
                    logicalTypeOptions: {minLength: 2, maxLength: 100, pattern: "号$"}
                    unique: true
                    customProperties:
                      - {property: standard, value: document_number}
                      - {property: limits, value: flag}
                      - {property: notUnique, value: flag}
                  - name: decision_date
                    physicalName: 日期
                    logicalType: date
                    logicalTypeOptions: {minimum: "1990-01-01", maximum: run_date}
                    customProperties:
                      - {property: standard, value: date}
                  - name: fine
                    physicalName: 罚款
                    logicalType: number
                    logicalTypeOptions: {minimum: 0, maximum: 1000000}
                    customProperties:
                      - {property: standard, value: amount}
                  - name: phone
                    physicalName: 电话
                    customProperties:
                      - {property: keep, value: false}
                quality:
                  - name: fine_is_round
                    type: custom
                    engine: creditlake
                    implementation: fine % 1 = 0
                    severity: refuse
                    description: 罚款不是整数
                    customProperties:
                      - {property: field, value: fine}
                  - name: enough
                    type: library
                    metric: rowCount
                    mustBeGreaterOrEqualTo: 10
                  - name: volume
                    type: custom
                    engine: creditlake
                    implementation: {measure: volume, deliveries: 5, mustBeBetween: [50, 150]}
                    severity: flag
                  - name: few_bad_rows
                    type: custom
                    engine: creditlake
                    implementation:
                      measure: invalidRows
                      rules: [fine_is_round, "decision_date:maximum"]
                      unit: percent
                      mustBeLessThan: 5
                  - name: one_number_a_party
                    type: library
                    metric: duplicateValues
                    arguments: {properties: [document_number, subject_name]}
                    mustBe: 0
                    severity: reject
            """;

    @TempDir
    Path schemas;

    private List<Problem> lint(String contract) throws IOException {
        Files.createDirectories(schemas.resolve("sources"));
        Files.writeString(schemas.resolve("sources/mine.yaml"), contract);
        Problems problems = new Problems();
        SourceContracts.read(schemas, TABLES, problems);
        return problems.list();
    }

    @Test
    void theShippedContractsAreRight() {
        Problems problems = new Problems();
        SourceContracts shipped = SourceContracts.read(TestLake.home().resolve("schemas"), TABLES, problems);
        RuleCheck.check(Sessions.forReading(TestLake.settings(schemas), Map.of(), 0), shipped, TABLES, problems);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aContractSaysWhatADeliveryMustBe() throws IOException {
        assertThat(lint(GOOD)).isEmpty();
        SourceContract contract = SourceContracts.load(schemas, TABLES).get("mine");

        DeliveryTerms terms = contract.delivery();
        assertThat(terms.schedule()).contains(new DeliverySchedule(DeliverySchedule.Every.MONTH, 10));
        assertThat(terms.marker()).contains(new Marker("{name}.ok"));
        assertThat(terms.refusesNewColumns()).isTrue();
        assertThat(terms.rules())
                .extracting(DeliveryTerms.Rule::name, DeliveryTerms.Rule::measure, DeliveryTerms.Rule::refuses)
                .containsExactly(
                        tuple("enough", DeliveryTerms.Measure.ROWS, true),
                        tuple("volume", DeliveryTerms.Measure.VOLUME, false),
                        tuple("few_bad_rows", DeliveryTerms.Measure.INVALID, true));
        assertThat(terms.rules().get(2).of()).containsExactly("fine:fine_is_round", "decision_date:maximum");
        assertThat(contract.unique())
                .extracting(SourceContract.Unique::breach, SourceContract.Unique::severity)
                .containsExactly(
                        tuple("document_number:unique", SourceContract.Severity.FLAG),
                        tuple("document_number:one_number_a_party", SourceContract.Severity.REJECT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1990-01-01\"            | \"2026-99-99\"     | minimum '2026-99-99'",
                "\"1990-01-01\"            | tomorrow           | minimum 'tomorrow'",
                "maximum: run_date         | maximum: \"1980-01-01\" | a smallest value beyond the greatest",
                "maxLength: 100            | maxLength: 1       | a smallest value beyond the greatest",
                "maxLength: 100            | maxLength: long    | maxLength 'long'",
                "\"号$\"                   | \"(号\"            | the pattern (号",
                "minimum: 0                | minimum: nothing   | minimum 'nothing'",
                "minimum: 0                | minLength: 0       | the key 'minLength'",
                "logicalType: date         | logicalType: string | logicalType 'string' with the standard date",
                "value: document_number    | value: date        | the standard date for document_number, a column of type string",
                "name: document_number     | name: decision_date | the field 'decision_date' a second time",
                "physicalName: 类别        | physicalName: ' 名 称' | the header ' 名 称' of subject_kind, which subject_name has too",
                "name: phone               | name: fine         | the field 'fine' a second time",
                "name: document_number     | name: violation_type | no field for document_number of the business key",
                "name: document_number     | name: record_id    | column 'record_id'",
                "name: document_number     | name: received_on  | column 'received_on'",
                "{法人: enterprise}        | {ＡＢ: enterprise} | the code 'ＡＢ', which no value equals once it is normalised",
                "{法人: enterprise}        | {无: enterprise}   | the code '无', which no value equals once it is normalised",
                "value: code               | value: text        | codes with the standard text",
                "value: org_name           | value: orgname     | standard 'orgname'",
                "limits, value: flag       | limits, value: warn | limits 'warn'",
                "notUnique, value: flag    | notUnique, value: x | notUnique 'x'",
                "unique: true              | unique: yes        | unique 'yes'",
                "severity: refuse          | severity: refused  | severity 'refused'",
                "name: fine_is_round       | name: enough       | the rule 'enough' a second time",
                "field, value: fine        | field, value: fines | field 'fines'",
                "field, value: fine        | field, value: phone | field 'phone'",
                "engine: creditlake        | engine: soda       | a rule without engine: creditlake",
                "type: custom              | type: sql          | type 'sql'",
                "metric: duplicateValues   | metric: nullValues | metric 'nullValues'",
                "measure: invalidRows      | measure: badRows   | measure 'badRows'",
                "unit: percent             | unit: promille     | unit 'promille'",
                "mustBeGreaterOrEqualTo: 10 | mustBeGreaterOrEqualTo: ten | mustBeGreaterOrEqualTo",
                "mustBeGreaterOrEqualTo: 10 | mustNotBe: 10     | the key 'mustNotBe'",
                "mustBeBetween: [50, 150]  | mustBeBetween: [150, 50] | mustBeBetween",
                "mustBeLessThan: 5         | unit: rows         | the key 'unit' a second time",
                "[fine_is_round,           | [fine_is_rond,     | rule 'fine_is_rond'",
                "[document_number, subject_name] | [phone]      | property 'phone'",
                "mustBe: 0                 | mustBe: 3          | duplicateValues",
                "deliveries: 5             | deliveries: 0      | deliveries '0'",
                "unit: m}                  | unit: fortnight}   | frequency 1 fortnight",
                "dueDay, value: 10         | dueDay, value: 32  | dueDay '32'",
                "\"04:00\"                 | \"24:00\"          | timeOfAvailability '24:00'",
                "whenLate, value: wait     | whenLate, value: skip | whenLate 'skip'",
                "property: frequency       | property: frequenzy | property 'frequenzy'",
                "\"{name}.ok\"             | \"{name}\"         | completeWhen '{name}'",
                "\"{name}.ok\"             | \"../{name}.ok\"   | completeWhen '../{name}.ok'",
                "newColumns, value: refuse | newColumns, value: drop | newColumns 'drop'",
                "keep, value: false        | keep, value: no    | keep 'no'",
            })
    void aMistakeIsShownWithItsLine(String right, String wrong, String found) throws IOException {
        assertThat(GOOD).contains(right);
        int line = GOOD.substring(0, GOOD.indexOf(right)).split("\n", -1).length;
        assertThat(lint(GOOD.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))))
                .anySatisfy(problem -> {
                    assertThat(problem.found()).contains(found);
                    assertThat(problem.line()).isBetween(line - 20, line + 10).isPositive();
                    assertThat(problem.file()).endsWith("mine.yaml");
                });
    }

    @Test
    void aRuleSpeaksOfTheColumnsThatAreThereWhenItRuns() throws IOException {
        for (String absent : List.of(
                "record_id", "received_on", "occurred_on", "valid_to", "subject_id", "phone", "effective_until")) {
            String contract = GOOD.replace("fine % 1 = 0", absent + " IS NOT NULL");
            assertThat(lint(contract)).isEmpty();
            assertThat(checked()).singleElement().satisfies(problem -> {
                assertThat(problem.found()).contains("the column '" + absent + "'");
                assertThat(problem.expected()).contains("the columns that mine sends");
                assertThat(contract.lines().toList().get(problem.line() - 1)).contains(absent);
            });
        }
    }

    @Test
    void aRuleCannotGetAtAnythingButItsRow() throws IOException {
        Path secret = Files.writeString(schemas.resolve("secret"), "a secret of this machine");
        for (String rule : List.of(
                "fine > 0) OR (SELECT true",
                "fine > 0; DROP TABLE record.penalty",
                "true) UNION SELECT * FROM text.`" + secret + "` WHERE (true",
                "EXISTS (SELECT * FROM text.`" + secret + "`)",
                "fine > (SELECT count(*) FROM record.penalty)",
                "fine IN (SELECT 1)",
                "reflect('java.lang.System', 'getProperty', 'user.home') IS NULL",
                "java_method('java.lang.System', 'getenv', 'PATH') IS NULL",
                "try_reflect('java.lang.Runtime', 'getRuntime') IS NULL",
                "input_file_name() IS NULL",
                "current_user() = document_number",
                "current_date() > decision_date",
                "rand() < 0.5")) {
            assertThat(lint(GOOD.replace("implementation: fine % 1 = 0", "implementation: \"" + rule + "\"")))
                    .as(rule)
                    .isEmpty();
            assertThat(checked()).as(rule).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.describe()).doesNotContain("a secret of");
            });
        }
    }

    /** What is wrong with the rules of the contracts that lie in the folder. */
    private List<Problem> checked() {
        Problems problems = new Problems();
        RuleCheck.check(
                Sessions.forReading(TestLake.settings(schemas), Map.of(), 0),
                SourceContracts.load(schemas, TABLES),
                TABLES,
                problems);
        return problems.list();
    }
}
