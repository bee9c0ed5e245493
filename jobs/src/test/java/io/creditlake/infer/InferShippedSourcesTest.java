package io.creditlake.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.Headers;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every shipped source is inferred again from its own dumps. */
class InferShippedSourcesTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final Path SCHEMAS = TestLake.home().resolve("schemas");
    private static final Path FIXTURES = TestLake.home().resolve("jobs/src/test/resources/sources");
    private static final Path CONF = TestLake.home().resolve("conf");

    @TempDir
    private static Path folder;

    private static TableContracts tables;
    private static SourceContracts contracts;

    @BeforeAll
    static void generate() {
        tables = TableContracts.load(SCHEMAS);
        contracts = SourceContracts.load(SCHEMAS, tables);
        Generator.generate(GenerateOptions.of(folder, contracts, CONF)
                .withSubjects(600)
                .withNights(NIGHT, 1)
                .withDirt(0.08));
    }

    /** Dumps of every source: generated ones, and the small ones that stand for its layout. */
    private static Map<SourceContract, Path> sent() {
        Map<SourceContract, Path> dumps = new LinkedHashMap<>();
        for (SourceContract contract : contracts.all()) {
            Path generated = folder.resolve(contract.source()).resolve(NIGHT.toString());
            Path fixture = FIXTURES.resolve(contract.source());
            if (Files.isDirectory(generated)) {
                dumps.put(contract, generated);
            } else if (Files.isDirectory(fixture)) {
                dumps.put(contract, fixture);
            }
        }
        return dumps;
    }

    private static SourceContract infer(Path dumps, List<SourceContract> known, Optional<String> recordClass)
            throws IOException {
        InferOptions options =
                new InferOptions(Optional.empty(), recordClass, Optional.of("样例部门"), Optional.of("370000"));
        Inferred inferred = new Inference(Knowledge.of(tables, known, CONF), options).of(dumps);
        Path draft = Files.createDirectories(folder.resolve("drafts")).resolve(inferred.source() + ".yaml");
        Files.writeString(draft, inferred.yaml());
        return SourceContracts.ofFile(draft, tables).get(inferred.source());
    }

    @TestFactory
    Stream<DynamicTest> theClassAndTheStandardsOfAShippedSourceAreFoundAgain() {
        return sent().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey().source(), () -> {
                    SourceContract contract = e.getKey();
                    SourceContract draft = infer(e.getValue(), contracts.all(), Optional.empty());
                    assertThat(draft.recordClass()).isEqualTo(contract.recordClass());
                    assertThat(draft.source()).isEqualTo(contract.source());
                    List<Field> there = there(contract, draft);
                    assertThat(there).isNotEmpty();
                    List<String> wrong = there.stream()
                            .filter(f -> !isFoundAgain(f, draft))
                            .map(f -> f.column() + " " + f.standard() + " as "
                                    + draft.field(f.column())
                                            .map(Field::standard)
                                            .orElse(null))
                            .toList();
                    assertThat(wrong.size()).as(wrong.toString()).isLessThanOrEqualTo(there.size() / 10);
                }));
    }

    /** The fields that the file has a column for: of every column the draft has its headers. */
    private static List<Field> there(SourceContract contract, SourceContract draft) {
        Set<String> headers = new HashSet<>();
        draft.fields().forEach(f -> f.headers().forEach(h -> headers.add(Headers.reduced(h))));
        return contract.fields().stream()
                .filter(f -> f.headers().stream().map(Headers::reduced).anyMatch(headers::contains))
                .toList();
    }

    private static boolean isFoundAgain(Field field, SourceContract draft) {
        return draft.field(field.column())
                .filter(f -> f.standard() == field.standard() && f.kept() == field.kept())
                .isPresent();
    }

    @TestFactory
    Stream<DynamicTest> whatIsPersonalInAShippedSourceIsPersonalInItsDraft() {
        return sent().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey().source(), () -> {
                    SourceContract draft = infer(e.getValue(), contracts.all(), Optional.empty());
                    for (Field field : there(e.getKey(), draft)) {
                        boolean personal =
                                draft.field(field.column()).map(Field::personal).orElse(true);
                        assertThat(personal || !field.personal())
                                .as(field.column())
                                .isTrue();
                    }
                }));
    }

    @Test
    void aClassIsFoundWithoutAnyContractOfTheSourceFromTheLabelsOfTheLake() throws IOException {
        SourceContract contract = contracts.get("penalty_publicity");
        List<SourceContract> others =
                contracts.all().stream().filter(c -> !c.equals(contract)).toList();
        SourceContract draft = infer(sent().get(contract), others, Optional.empty());
        assertThat(draft.recordClass()).isEqualTo("penalty");
        for (String column : List.of("document_number", "decision_date", "authority", "fine", "penalty_type")) {
            assertThat(draft.field(column)).as(column).hasValueSatisfying(f -> assertThat(f.kept())
                    .isTrue());
        }
    }
}
