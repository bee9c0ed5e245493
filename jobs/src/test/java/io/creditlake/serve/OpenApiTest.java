package io.creditlake.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.html.Html;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The description of the service, held to what it does. */
class OpenApiTest {
    private final JsonNode description;

    OpenApiTest() throws IOException {
        description = new JsonMapper().readTree(Html.resource("/serve/openapi.json"));
    }

    @Test
    void itDescribesEveryRouteAndNoOther() {
        List<String> paths = new ArrayList<>();
        description.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Route.values()).map(Route::path).toList());
        assertThat(description.path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void itSaysWhichRoutesNeedAKeyAndThatNothingButGetIsThere() {
        for (Route route : Route.values()) {
            JsonNode operations = description.path("paths").path(route.path());
            assertThat(operations).as(route.path()).hasSize(1);
            boolean open = operations.path("get").path("security").isArray();
            assertThat(open).as(route.path()).isEqualTo(!route.keyed());
            assertThat(operations.path("get").path("responses").has("401"))
                    .as(route.path())
                    .isEqualTo(route.keyed());
        }
    }

    @Test
    void itNamesEveryTypeThatAReportIsWrittenAs() {
        JsonNode content = description
                .path("paths")
                .path(Route.REPORT.path())
                .path("get")
                .path("responses")
                .path("200")
                .path("content");
        List<String> types = new ArrayList<>();
        content.fieldNames().forEachRemaining(types::add);
        assertThat(String.join(", ", types.stream().sorted().toList()))
                .isEqualTo(String.join(
                        ", ",
                        Arrays.stream(ReportType.names().split(", ", -1))
                                .sorted()
                                .toList()));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : description.findValues("$ref")) {
            assertThat(description.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }
}
