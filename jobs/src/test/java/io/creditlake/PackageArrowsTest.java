package io.creditlake;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.creditlake");

    private static final String[] STAGES = {
        "io.creditlake.ingest..",
        "io.creditlake.standardise..",
        "io.creditlake.resolve..",
        "io.creditlake.grade..",
        "io.creditlake.supervise..",
        "io.creditlake.publish..",
        "io.creditlake.report..",
        "io.creditlake.quarantine..",
        "io.creditlake.generate..",
        "io.creditlake.upkeep.."
    };

    @Test
    void arrowsPointOneWay() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.creditlake.cli..")
                .layer("night")
                .definedBy("io.creditlake.night..")
                .layer("serve")
                .definedBy("io.creditlake.serve..")
                .layer("stages")
                .definedBy(STAGES)
                .layer("infer")
                .definedBy("io.creditlake.infer..")
                .layer("dump")
                .definedBy("io.creditlake.dump..")
                .layer("contract and policy")
                .definedBy("io.creditlake.contract..", "io.creditlake.policy..")
                .layer("what people say")
                .definedBy("io.creditlake.match..", "io.creditlake.warning..", "io.creditlake.exchange..")
                .layer("retention")
                .definedBy("io.creditlake.retention..")
                .layer("archive")
                .definedBy("io.creditlake.archive..")
                .layer("lake")
                .definedBy("io.creditlake.lake..")
                .layer("standards and config")
                .definedBy("io.creditlake.standards..", "io.creditlake.config..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("night")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("serve")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("stages")
                .mayOnlyBeAccessedByLayers("cli", "night", "serve")
                .whereLayer("infer")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("dump")
                .mayOnlyBeAccessedByLayers("stages", "infer")
                .whereLayer("contract and policy")
                .mayOnlyBeAccessedByLayers("cli", "night", "serve", "stages", "infer", "dump", "retention")
                .whereLayer("retention")
                .mayOnlyBeAccessedByLayers("cli", "night", "stages")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("cli", "night", "stages")
                .whereLayer("what people say")
                .mayOnlyBeAccessedByLayers("cli", "night", "stages");
        rule.check(CLASSES);
    }

    @Test
    void stagesMeetInTheLakeAlone() {
        ArchRule rule = SlicesRuleDefinition.slices()
                .matching(
                        "io.creditlake.(ingest|standardise|resolve|grade|supervise|publish|report|quarantine|generate|upkeep)..")
                .should()
                .notDependOnEachOther();
        rule.check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchRule rule = SlicesRuleDefinition.slices()
                .matching("io.creditlake.(*)..")
                .should()
                .beFreeOfCycles();
        rule.check(CLASSES);
    }

    @Test
    void standardsAndConfigurationKnowNoSpark() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage("io.creditlake.standards..", "io.creditlake.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.iceberg..", "org.apache.hadoop..");
        rule.check(CLASSES);
    }

    @Test
    void contractsAndPoliciesAreReadWithoutTheLakesTables() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.creditlake.contract..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.spark.."));
        rule.check(CLASSES);
    }

    @Test
    void inferenceStartsNoEngine() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.creditlake.infer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark.sql..", "org.apache.iceberg..", "org.apache.hadoop..");
        rule.check(CLASSES);
    }

    @Test
    void creditReportsAndTheServiceStartNoEngine() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage("io.creditlake.report.credit..", "io.creditlake.serve..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.spark\\.sql\\.(SparkSession|Dataset|Column|functions|classic\\..*)");
        rule.check(CLASSES);
    }

    @Test
    void matchingKnowsNoStageAndNoContractOfASource() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.creditlake.match..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.creditlake.contract..", "io.creditlake.policy..", "io.creditlake.dump..");
        rule.check(CLASSES);
    }

    @Test
    void noStageReadsTheClock() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(STAGES)
                .or()
                .resideInAPackage("io.creditlake.retention..")
                .should()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
        rule.check(CLASSES);
    }

    @Test
    void onlyTheCommandLineTalksToAPerson() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.creditlake.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
        rule.check(CLASSES);
    }

    @Test
    void stagesAreNamedAfterThemselves() {
        ArchRule rule =
                classes().that().implement("io.creditlake.lake.Stage").should().haveSimpleNameEndingWith("Stage");
        rule.check(CLASSES);
    }
}
