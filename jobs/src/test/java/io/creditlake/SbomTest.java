package io.creditlake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build writes before the tests: what the jar is made of, and under which licences. */
class SbomTest {
    /** Licences that go with Apache-2.0 in one jar. A library under any other is not part of it. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Bouncy Castle Licence", "OFL-1.1", "CC0-1.0");

    private static final String ABSENT =
            "licences of the jar are not looked at: a build without a network (mvn -o) writes no"
                    + " jobs/target/bom.json. Build once with one";

    private static List<JsonNode> components() throws IOException {
        Path file = TestLake.home().resolve("jobs/target/bom.json");
        if (!Files.exists(file)) {
            // The reason of a test that is left out stands in its report alone, which nobody reads.
            System.out.println("SbomTest: " + ABSENT);
        }
        assumeTrue(Files.exists(file), ABSENT);
        JsonNode list = new JsonMapper().readTree(file.toFile()).path("components");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    @Test
    void everyLibraryOfTheJarIsUnderALicenceThatIsAllowed() throws IOException {
        List<String> others = new ArrayList<>();
        for (JsonNode component : components()) {
            List<String> licences = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                licences.add(licence.path("id")
                        .asText(licence.path("name")
                                .asText(choice.path("expression").asText())));
            }
            // Of several licences one may be chosen.
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                others.add(name(component) + " " + licences);
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void everyLibraryIsNamedWithItsVersionAndItsHash() throws IOException {
        assertThat(components()).extracting(SbomTest::name).contains("org.xerial:sqlite-jdbc", "info.picocli:picocli");
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.path("version").asText()).isNotEmpty().doesNotContain("SNAPSHOT", "[", "(");
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("hashes")).isNotEmpty();
        });
    }

    @Test
    void sparkAndTheLibrariesOfTestsAreNoPartOfIt() throws IOException {
        assertThat(components())
                .extracting(SbomTest::name)
                .noneMatch(name -> name.startsWith("org.apache.spark:") || name.startsWith("org.junit"))
                .doesNotContain("org.mariadb.jdbc:mariadb-java-client");
    }
}
